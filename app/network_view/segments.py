"""Segments: a row of buttons of which one is down."""

from collections.abc import Sequence
from typing import NamedTuple

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget


class Choice(NamedTuple):
    """A button: its text in full, as a symbol only, and its tooltip."""

    name: str
    symbol: str
    tip: str


class Segments(QWidget):
    """Choices of which one holds, behind a label, which may be for screen readers only."""

    #: The user has chosen the one in this place.
    chosen = pyqtSignal(int)

    def __init__(self, label: str, choices: Sequence[Choice], *, shows_label: bool = True) -> None:
        super().__init__()
        self._choices = choices
        self._group = QButtonGroup(self)
        self._frame = QFrame()
        self._frame.setProperty("role", "segments")
        buttons = QHBoxLayout(self._frame)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(0)
        for place, choice in enumerate(choices):
            button = QToolButton()
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setToolTip(choice.tip)
            button.setAccessibleName(f"{label}: {choice.name}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, place)
            buttons.addWidget(button)
        self._group.idClicked.connect(self.chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        if shows_label:
            title = QLabel(label)
            title.setProperty("role", "muted")
            row.addWidget(title)
        row.addWidget(self._frame)
        self.shorten(is_short=False)
        self.choose(0)

    def choose(self, place: int) -> None:
        """Show the choice in this place as the one that holds."""
        button = self._group.button(place)
        assert button is not None
        button.setChecked(True)

    def shorten(self, *, is_short: bool) -> None:
        """Write symbols only, or names too."""
        for button, choice in zip(self._group.buttons(), self._choices, strict=True):
            button.setText(choice.symbol if is_short else choice.name)
        self._frame.updateGeometry()  # at once, for the new width is asked for at once
