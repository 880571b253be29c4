"""Breakpoints and watches: what a run stops at by itself, and which values are plotted."""
