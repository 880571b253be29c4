"""Sizes of the form's parts, in units of the look."""

LABEL_WIDTH = 52
NUMBER_WIDTH = 72
SPACING = 5
