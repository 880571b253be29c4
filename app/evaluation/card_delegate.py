"""How the card of an example is painted: its input, and what is known of its answer."""

from typing import Any

from numpy.typing import NDArray
from PyQt6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPen
from PyQt6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.evaluation.card_words import card_lines
from app.evaluation.cards import Cards
from app.look import numbers
from app.look.look import Look
from app.widgets.value_image import input_image
from engine.datasets.dataset import Dataset
from engine.report import Report

PIXELS = (3, 2)
"""How many logical pixels a pixel of a picture takes, if there is room, and if not."""
PICTURE = 28
"""The side of a usual picture: others are painted about as large."""
GAP = 7
"""Inside of a card, in logical pixels at the usual text size."""
LEAST_TEXT, MOST_TEXT = 62, 108
"""How wide a card is at least and at most beside its gaps, likewise."""
MOST_VALUES = 5
"""More inputs that are no picture are not written."""
SMALL = 0.9
FADED = 0.75
"""How visible old cards are."""


class CardDelegate(QStyledItemDelegate):
    """Paints cards, which all have the same size."""

    def __init__(self, cards: Cards) -> None:
        super().__init__()
        self._cards = cards
        self._look = Look()
        self._dataset: Dataset | None = None
        self._across, self._room = 100.0, 160.0
        self.size = QSize(1, 1)
        self.is_old = False

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.measure(self._across, self._room)

    def show_dataset(self, dataset: Dataset) -> None:
        """Paint inputs as they are pictured in this data set."""
        self._dataset = dataset
        self.measure(self._across, self._room)

    def measure(self, width: float, height: float) -> None:
        """Find the size of all cards: one fits into the height, and so many fill the width."""
        self._across, self._room = width, height
        unit = self._look.unit
        lines = self._lines(self._cards.report)
        metrics = QFontMetricsF(self._look.font(bold=True))
        text = max((metrics.horizontalAdvance(line) for line in lines), default=0.0)
        least = max(LEAST_TEXT * unit, self._picture if self._is_picture else 0.0)
        card = max(min(text, MOST_TEXT * unit), least) + 2 * GAP * unit
        columns = max(1, int(width / card))
        across = max(card, width // columns)
        down = self._picture + self._text_height + 2.6 * GAP * unit
        self.size = QSize(round(across), round(down))

    def _lines(self, report: Report | None) -> list[str]:
        """The texts of the cards."""
        if report is None:
            return []
        return [line for n in self._cards.numbers.tolist() for line in card_lines(report, n)]

    @property
    def _text_height(self) -> float:
        """Of the lines below the picture."""
        report = self._cards.report
        if report is None or not len(self._cards.numbers):
            return 0.0
        count = len(card_lines(report, int(self._cards.numbers[0])))
        first = QFontMetricsF(self._look.font(bold=True)).height()
        return first + (count - 1) * QFontMetricsF(self._look.font(SMALL)).height()

    @property
    def _is_picture(self) -> bool:
        return self._dataset is not None and len(self._dataset.input_shape) == 2

    @property
    def _picture(self) -> float:
        """The height of the input: of a picture the larger of two with which a card fits."""
        if not self._is_picture:
            line = QFontMetricsF(self._look.font(SMALL)).height()
            inputs = 1 if self._dataset is None else self._dataset.inputs
            return min(inputs, MOST_VALUES) * line
        large, small = (PICTURE * pixels for pixels in PIXELS)
        fits = large + self._text_height + 2.6 * GAP * self._look.unit <= self._room
        return float(large if fits else small)

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Paint a card; the one with the keyboard's focus in a frame."""
        report, theme, unit = self._cards.report, self._look.theme, self._look.unit
        assert painter is not None
        assert report is not None
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(2, 2, -2, -2)
        is_under = bool(option.state & QStyle.StateFlag.State_MouseOver)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(theme.focus, 2) if has_focus else QPen(theme.line, theme.line_width))
        painter.setBrush(theme.hover if is_under else theme.panel)
        painter.drawRoundedRect(box, 5 * unit, 5 * unit)
        painter.setOpacity(FADED if self.is_old else 1.0)
        inside = box.adjusted(GAP * unit - 2, GAP * unit - 2, 2 - GAP * unit, 2 - GAP * unit)
        picture = QRectF(inside.left(), inside.top(), inside.width(), self._picture)
        self._paint_input(painter, picture, self._cards.values(index.row()))
        lines = card_lines(report, int(self._cards.numbers[index.row()]))
        self._paint_lines(painter, inside, picture.bottom() + 0.6 * GAP * unit, lines)
        painter.restore()

    def _paint_lines(
        self, painter: QPainter, box: QRectF, top: float, lines: tuple[str, ...]
    ) -> None:
        for number, line in enumerate(lines):
            font = self._look.font(1.0 if number == 0 else SMALL, bold=number == 0)
            painter.setFont(font)
            metrics = QFontMetricsF(font)
            is_last = number == len(lines) - 1
            painter.setPen(self._look.theme.muted if is_last else self._look.theme.text)
            text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, box.width() + 2)
            painter.drawText(QPointF(box.left(), top + metrics.ascent()), text)
            top += metrics.height()

    def _paint_input(self, painter: QPainter, box: QRectF, values: NDArray[Any]) -> None:
        assert self._dataset is not None
        if self._is_picture:
            self._paint_picture(painter, box, values.reshape(self._dataset.input_shape))
        else:
            self._paint_values(painter, box, values)

    def _paint_picture(self, painter: QPainter, box: QRectF, values: NDArray[Any]) -> None:
        """A square of the same whole number of pixels for each number."""
        rows, columns = values.shape
        pixels = max(1, int(box.height() // max(rows, columns)))
        place = QRectF(
            round(box.center().x() - columns * pixels / 2),
            round(box.top() + (box.height() - rows * pixels) / 2),
            columns * pixels,
            rows * pixels,
        )
        painter.drawImage(place, input_image(values, self._look))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._look.theme.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_values(self, painter: QPainter, box: QRectF, values: NDArray[Any]) -> None:
        """As many inputs by name as there is room for."""
        assert self._dataset is not None
        names = self._dataset.input_names or [f"x[{number}]" for number in range(len(values))]
        font = self._look.font(SMALL)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        room = max(1, int(box.height() // metrics.height()))
        is_cut = len(values) > room
        shown = room - 1 if is_cut else len(values)
        top = box.top()
        for name, value in list(zip(names, values.tolist(), strict=True))[:shown]:
            text = numbers.short(value)
            width = metrics.horizontalAdvance(text)
            left = box.width() - width - metrics.averageCharWidth()
            label = metrics.elidedText(name, Qt.TextElideMode.ElideRight, left)
            painter.setPen(self._look.theme.muted)
            painter.drawText(QPointF(box.left(), top + metrics.ascent()), label)
            painter.setPen(self._look.theme.text)
            painter.drawText(QPointF(box.right() - width, top + metrics.ascent()), text)
            top += metrics.height()
        if is_cut:
            painter.setPen(self._look.theme.muted)
            more = f"and {len(values) - shown} more"
            painter.drawText(QPointF(box.left(), top + metrics.ascent()), more)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """The size of all cards."""
        return self.size
