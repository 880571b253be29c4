"""A segment: one of several buttons in a frame, of which one is down."""

from PyQt6.QtWidgets import QPushButton


def segment(text: str, tip: str) -> QPushButton:
    """A button that stays down, with its tooltip."""
    button = QPushButton(text)
    button.setProperty("role", "segment")
    button.setCheckable(True)
    button.setToolTip(tip)
    return button
