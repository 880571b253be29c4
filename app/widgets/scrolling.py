"""A column of sections that scrolls up and down, never sideways."""

from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.look.look import Look

MARGIN = 10
BETWEEN = 16
"""Lengths, the latter unless told otherwise, in logical pixels at the usual text size."""


class ScrollingColumn:
    """Widgets in a column, in a scroll `area` that is as wide as it is given."""

    def __init__(self, parts: Sequence[QWidget], between: int = BETWEEN) -> None:
        self._between = between
        contents = QWidget()
        self._column = QVBoxLayout(contents)
        for part in parts:
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidgetResizable(True)
        self.area.setWidget(contents)

    def show_look(self, look: Look) -> None:
        """Keep the proportions of the text's size."""
        margin = round(MARGIN * look.unit)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(round(self._between * look.unit))
