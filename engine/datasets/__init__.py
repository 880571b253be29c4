"""Data: what there is to learn, from files, formulas and the project's own folder."""
