"""Narrow bars around the panels: what is trained, what happened, where it stands."""
