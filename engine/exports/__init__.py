"""Exports: a network as programs and files that others can run."""
