"""How the card of an example is painted: its input, and what is known of its answer."""

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray
from PyQt6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPen
from PyQt6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.evaluation.card_layout import SMALL, layout, line_font
from app.evaluation.cards import Cards
from app.evaluation.wording import card_lines
from app.look import numbers
from app.look.look import Look
from app.widgets.value_image import input_image
from engine.datasets.dataset import Dataset

FADED = 0.75
"""How visible old cards are."""


class CardDelegate(QStyledItemDelegate):
    """Paints cards, which all have the same size."""

    def __init__(self, cards: Cards) -> None:
        super().__init__()
        self._cards = cards
        self._look = Look()
        self._dataset: Dataset | None = None
        self._room = (100.0, 160.0)
        self._layout = layout((), None, self._look, *self._room)
        self.is_old = False

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.measure(*self._room)

    def show_dataset(self, dataset: Dataset) -> None:
        """Paint inputs as they are pictured in this data set."""
        self._dataset = dataset
        self.measure(*self._room)

    def measure(self, width: float, height: float) -> None:
        """Lay out all cards: one fits into the height, and so many fill the width."""
        self._room = width, height
        report, dataset = self._cards.report, self._dataset
        if report is not None and dataset is not None:
            cards = [card_lines(report, number) for number in self._cards.numbers.tolist()]
            names = None if self._is_picture else self._names
            self._layout = layout(cards, names, self._look, width, height)

    @property
    def size(self) -> QSize:
        """The size of all cards."""
        return QSize(self._layout.width, self._layout.height)

    @property
    def _is_picture(self) -> bool:
        return self._dataset is not None and len(self._dataset.input_shape) == 2

    @property
    def _names(self) -> Sequence[str]:
        """Of the inputs."""
        assert self._dataset is not None
        numbered = tuple(f"x[{number}]" for number in range(self._dataset.inputs))
        return self._dataset.input_names or numbered

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
        place = self._layout
        corner = QPointF(option.rect.topLeft())
        self._paint_input(painter, place.input.translated(corner), self._cards.values(index.row()))
        lines = card_lines(report, int(self._cards.numbers[index.row()]))
        self._paint_lines(painter, place.texts.translated(corner), lines)
        painter.restore()

    def _paint_lines(self, painter: QPainter, box: QRectF, lines: tuple[str, ...]) -> None:
        top = box.top()
        for number, line in enumerate(lines):
            font = line_font(self._look, number)
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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(place, input_image(values, self._look))
        painter.setPen(QPen(self._look.theme.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_values(self, painter: QPainter, box: QRectF, values: NDArray[Any]) -> None:
        """As many inputs by name as there is room for."""
        font = self._look.font(SMALL)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        room = max(1, int(box.height() // metrics.height()))
        is_cut = len(values) > room
        shown = room - 1 if is_cut else len(values)
        top = box.top()
        for name, value in list(zip(self._names, values.tolist(), strict=True))[:shown]:
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
