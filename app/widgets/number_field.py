"""A field for a number: Enter, or leaving it, enters what is typed."""

from math import isfinite

import numpy as np
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from app.look import numbers
from app.look.look import Look
from app.look.style import set_property
from engine.errors import InputError, require

WIDTH = 104
"""In logical pixels at the usual text size."""
LONGEST = 24
"""Of what is repeated of a text that is no number."""


class NumberField(QWidget):
    """A label and a field; what is no number is marked, and left for the user to put right."""

    #: The user entered this number.
    entered = pyqtSignal(float)
    #: What the user entered is no number that can be used, and why; "" when it is one again.
    refused = pyqtSignal(str)

    def __init__(self, label: str, name: str, tip: str, *, is_positive: bool = False) -> None:
        super().__init__()
        self._name = name
        self._is_positive = is_positive
        self._label = QLabel(label)
        self._edit = QLineEdit()
        self._edit.setProperty("role", "number")
        self._edit.setAccessibleName(name)
        self._edit.setToolTip(tip)
        self._edit.editingFinished.connect(self._enter)
        self._label.setBuddy(self._edit)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._label)
        self._row.addWidget(self._edit)
        self.setFocusProxy(self._edit)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        self._edit.setFont(look.mono())
        self._edit.setFixedWidth(round(WIDTH * look.unit))
        self._row.setSpacing(round(6 * look.unit))

    def show_label(self, label: str) -> None:
        """Write this in front of the field."""
        self._label.setText(label)

    def show_value(self, value: float | np.floating) -> None:
        """Write this number, with all the digits that its precision has."""
        self._edit.setText(numbers.exact(value).removesuffix(".0"))
        self._edit.setModified(False)
        set_property(self._edit, "invalid", "false")

    def _enter(self) -> None:
        if not self._edit.isModified():
            return
        try:
            value = read_number(self._edit.text(), self._name, is_positive=self._is_positive)
        except InputError as error:
            set_property(self._edit, "invalid", "true")
            self.refused.emit(str(error))
            return
        self._edit.setModified(False)
        set_property(self._edit, "invalid", "false")
        self.refused.emit("")
        self.entered.emit(value)


def read_number(text: str, name: str, *, is_positive: bool = False) -> float:
    """The number that a text means; raises `InputError` that says what `name` has to be."""
    kind = "a number above 0, such as 1e-5" if is_positive else "a number, such as −0.25"
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    refusal = f"{name} is {kind}, not “{shown}”."
    plain = text.strip().replace(numbers.MINUS, "-")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        raise InputError(refusal) from None
    require(isfinite(value) and (value > 0 or not is_positive), refusal)
    return value
