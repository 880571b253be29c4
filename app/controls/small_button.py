"""A small button in a line of text: an icon, and perhaps words beside it."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton

from app.look.icons import icon
from app.look.look import Look

SIDE = 12
"""Of the icon, in units of the look."""


def small_button(tip: str) -> QPushButton:
    """A quiet button, which takes the focus by the Tab key only."""
    button = QPushButton()
    button.setToolTip(tip)
    button.setProperty("role", "quiet")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def show_icon(button: QPushButton, name: str, look: Look) -> None:
    """Give the button that icon, in the size and the colours of the look."""
    side = round(SIDE * look.unit)
    button.setStyleSheet(f"padding: 1px 2px; icon-size: {side}px; text-align: left;")
    button.setIcon(icon(name, look.theme.muted))
