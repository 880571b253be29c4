"""A field to choose from a list."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QFontMetrics, QResizeEvent
from PyQt6.QtWidgets import QComboBox, QSizePolicy

from app.controls.field import Field
from app.look.look import Look
from app.widgets.choice_box import choice_box
from app.widgets.tip import wrapped

SMALLEST = 0.6
"""The scale below which letters are not made smaller."""
WIDTHS = (88, 132, 220)
"""In units of the look, one of which a list takes, so that fields below each other line up."""


class Choice(NamedTuple):
    """A value, what it is called, and what there is to say about it."""

    title: str
    value: Any
    about: str = ""


class ChoiceField(Field):
    """What is chosen counts at once."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._box = choice_box()
        super().__init__(self._box)
        self._natural_width = 0
        self._width = 0
        self._surround = 0
        self._look = Look()
        self._tip = ""
        self._abouts = [choice.about for choice in choices]
        self._values = [choice.value for choice in choices]
        for number, choice in enumerate(choices):
            self._box.addItem(choice.title)
            self._box.setItemData(number, wrapped(choice.about), Qt.ItemDataRole.ToolTipRole)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._box.activated.connect(lambda number: self.entered.emit(self._values[number]))

    def show_words(self, name: str, tip: str) -> None:
        """And keep what there is to say about every value."""
        super().show_words(name, tip)
        self._tip = tip

    def show_value(self, value: Any) -> None:
        """Have it chosen, or nothing if it is not in the list."""
        number = self._values.index(value) if value in self._values else -1
        self._box.setCurrentIndex(number)
        about = self._abouts[number] if number >= 0 else ""
        self._box.setToolTip(
            wrapped(f"{self._tip} {self._box.currentText()}: {about}" if about else self._tip)
        )
        self._fit()

    def others(self, value: Any) -> Iterator[Any]:
        """All others."""
        return (other for other in self._values if other != value)

    def show_look(self, look: Look) -> None:
        """Make it wide enough for its longest title."""
        self._look = look
        self._box.setFont(look.font())
        self._natural_width = self._box.sizeHint().width()
        least = (round(width * look.unit) for width in WIDTHS)
        self._width = next((w for w in least if w >= self._natural_width), self._natural_width)
        metrics = QFontMetrics(look.font())
        titles = (self._box.itemText(number) for number in range(self._box.count()))
        self._surround = self._natural_width - max(map(metrics.horizontalAdvance, titles))
        view = self._box.view()
        assert view is not None
        view.setMinimumWidth(self._natural_width)
        self._fit()

    def _fit(self) -> None:
        """Write smaller where even the whole width of the panel is too little."""
        font = self._look.font()
        text = QFontMetrics(font).horizontalAdvance(self._box.currentText())
        room = self.width() - self._surround
        scale = room / text if 0 < room < text else 1.0
        self._box.setFont(self._look.font(max(scale, SMALLEST)))

    def sizeHint(self) -> QSize:
        """As in letters of the usual size."""
        return QSize(self._width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Write as large as there is room."""
        super().resizeEvent(event)
        self._fit()
