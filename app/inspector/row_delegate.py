"""How a row is painted: its name, what it means, its numbers, and a bar."""

from PyQt6.QtCore import QModelIndex, QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter
from PyQt6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.inspector.row_layout import SMALL_TEXT, RowLayout, layout
from app.inspector.row_painting import LEFT, RIGHT, paint_bar, paint_edge
from app.inspector.rows import Row, RowModel
from app.look.look import Look
from app.look.numbers import UNKNOWN
from app.widgets.viewport import viewport_width


class RowDelegate(QStyledItemDelegate):
    """Paints rows; what belongs to a part of the network is underlined under the pointer."""

    def __init__(self, model: RowModel) -> None:
        super().__init__()
        self._model = model
        self._look = Look()
        self._layouts: dict[int, RowLayout] = {}
        self.titles: tuple[str, ...] = ()

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.forget_layout()

    def forget_layout(self) -> None:
        """Place the parts anew, for there are other rows."""
        self._layouts.clear()

    def layout(self, width: int) -> RowLayout:
        """Where the parts lie in a row of so many pixels."""
        if width not in self._layouts:
            self._layouts = {width: layout(self._model.rows, self.titles, self._look, width)}
        return self._layouts[width]

    def paint_titles(self, painter: QPainter, width: int) -> None:
        """Paint the titles over the columns."""
        place = self.layout(width)
        painter.setFont(self._look.font(SMALL_TEXT))
        painter.setPen(self._look.theme.muted)
        for title, (left, right) in zip(self.titles, place.cells, strict=False):
            painter.drawText(QRectF(left, 0, right - left, place.line), RIGHT, title)

    def _paint_row(self, painter: QPainter, box: QRectF, row: Row, *, is_under: bool) -> None:
        place, theme = self.layout(round(box.width())), self._look.theme
        font = self._look.font()
        font.setUnderline(is_under and row.address is not None)
        painter.setPen(theme.text)
        self._write(painter, font, row.name, _part(box, place, place.name, 0))
        painter.setPen(theme.muted)
        small = self._look.font(SMALL_TEXT)
        spot = _part(box, place, place.meaning, place.meaning_line)
        self._write(painter, small, row.meaning, spot)
        painter.setFont(self._look.mono(place.scale))
        for cell, span in zip(row.cells, place.cells, strict=False):
            painter.setPen(theme.muted if cell.text == UNKNOWN else theme.text)
            painter.drawText(_part(box, place, span, place.cell_line), RIGHT, cell.text)
        if row.bar:
            colour = self._look.negative if row.bar < 0 else self._look.positive
            spot = _part(box, place, place.bar, place.cell_line)
            paint_bar(painter, spot, min(abs(row.bar), 1.0), colour, self._look)

    def _write(self, painter: QPainter, font: QFont, text: str, spot: QRectF) -> None:
        """Write a text, shortened to its place."""
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        painter.drawText(
            spot, LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, spot.width() + 2)
        )

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Paint a row; the one with the keyboard's focus in a frame."""
        assert painter is not None
        box, theme = QRectF(option.rect), self._look.theme
        is_under = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if is_under:
            painter.fillRect(box, theme.hover)
        self._paint_row(painter, box, self._model.rows[index.row()], is_under=is_under)
        paint_edge(painter, option, self._look)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """As many lines as the parts need in this width."""
        width = viewport_width(option)
        return QSize(width, self.layout(width).row)


def _part(box: QRectF, place: RowLayout, span: tuple[float, float], line: int) -> QRectF:
    """A part of a row: from left to right, in one of its lines."""
    left, right = span
    return QRectF(box.left() + left, box.top() + line * place.line, right - left, place.line)
