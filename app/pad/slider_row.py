"""A row for one input: its name, a field for its exact value, and a slider below."""

from typing import Any

import numpy as np
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.look.look import Look
from app.pad.columns import Column
from app.pad.value_slider import ValueSlider
from app.widgets.number_field import NumberField
from app.widgets.side_by_side import SideBySide


class SliderRow(QWidget):
    """Lets the user set one input."""

    #: The user set this value; True where a new change begins.
    moved = pyqtSignal(float, bool)
    #: What the user typed is no number, and why; "" when it is one again.
    refused = pyqtSignal(str)

    def __init__(self, column: Column) -> None:
        super().__init__()
        name = QLabel(column.name)
        name.setWordWrap(True)
        self._field = NumberField(
            "", column.name, f"Type a value of {column.name}, also beyond its range. Key: Enter."
        )
        self._slider = ValueSlider(column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(SideBySide(name, self._field))
        layout.addWidget(self._slider)
        self._slider.moved.connect(self.moved)
        self._field.entered.connect(lambda value: self.moved.emit(value, True))
        self._field.refused.connect(self.refused)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._field.show_look(look)
        self._slider.show_look(look)

    def show_value(self, value: np.floating[Any]) -> None:
        """Show this value."""
        self._field.show_value(value)
        self._slider.show_value(float(value))
