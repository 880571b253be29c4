"""Colours, number formats, fonts and icons: each has one home."""
