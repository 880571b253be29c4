"""How a term of a sum is painted: what it goes through, its factors, itself, and a bar."""

from PyQt6.QtCore import QModelIndex, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QImage, QPainter
from PyQt6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.inspector.term_layout import TermLayout, layout
from app.inspector.term_rows import TermRows
from app.inspector.value_image import input_image
from app.look import numbers
from app.look.look import Look
from engine.addresses import Address
from engine.explanation import Over
from engine.trace import Trace

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TermDelegate(QStyledItemDelegate):
    """Paints the terms of a sum; `picture_shape` is that of an example's input, if it has one."""

    def __init__(self, rows: TermRows) -> None:
        super().__init__()
        self._rows = rows
        self._look = Look()
        self._trace: Trace | None = None
        self._layouts: dict[int, TermLayout] = {}
        self._pictures: dict[int, QImage] = {}
        self.picture_shape: tuple[int, int] | None = None
        self.highlight: Address | None = None

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self._layouts.clear()
        self._pictures.clear()

    def show_trace(self, trace: Trace) -> None:
        """Get ready for other terms, and the examples of this step."""
        self._trace = trace
        self._pictures.clear()
        self.forget_layout()

    def forget_layout(self) -> None:
        """Other rows are shown than before."""
        self._layouts.clear()

    def layout(self, width: int) -> TermLayout:
        """Where the columns lie in a row of so many pixels."""
        if width not in self._layouts:
            has_pictures = self.picture_shape is not None
            self._layouts[width] = layout(self._rows, self._look, width, has_pictures=has_pictures)
        return self._layouts[width]

    def _picture(self, term: int) -> QImage | None:
        """The input of an example as a picture, where the terms belong to such examples."""
        assert self._rows.sum is not None
        if self.picture_shape is None or self._rows.sum.over is not Over.EXAMPLES:
            return None
        assert self._trace is not None
        if term not in self._pictures:
            values = self._trace.values["x"][term].reshape(self.picture_shape)
            self._pictures[term] = input_image(values, self._look)
        return self._pictures[term]

    def _paint_term(self, painter: QPainter, row: QRectF, term: int, place: TermLayout) -> None:
        sum_ = self._rows.sum
        assert sum_ is not None
        theme = self._look.theme
        value = float(sum_.terms[term])
        line = self._line(row, place, 0)
        self._paint_name(painter, line, term, place)
        colour = self._look.negative if value < 0 else self._look.positive
        painter.setFont(self._look.mono(place.scale))
        second = self._line(row, place, 1) if place.has_two_lines else line
        for number, (column, span) in enumerate(
            zip(self._rows.columns, place.factors, strict=True)
        ):
            painter.setPen(theme.text)
            painter.drawText(_span(second, span), RIGHT, numbers.signed(column[term]))
            if place.has_two_lines and number:
                painter.setPen(theme.muted)
                gap = (place.factors[number - 1][1], span[0])
                painter.drawText(_span(second, gap), Qt.AlignmentFlag.AlignCenter, "×")
        painter.setFont(self._look.mono())
        painter.setPen(colour if value else theme.muted)
        painter.drawText(_span(line, place.term), RIGHT, numbers.signed(value))
        self._paint_bar(painter, line, value, colour, place)

    def _paint_name(self, painter: QPainter, line: QRectF, term: int, place: TermLayout) -> None:
        picture = self._picture(term)
        if picture is not None:
            top = line.top() + 2 if place.has_two_lines else line.center().y() - place.thumbnail / 2
            target = QRectF(4 * self._look.unit, top, place.thumbnail, place.thumbnail)
            painter.drawImage(target, picture)
        painter.setFont(self._look.font())
        painter.setPen(self._look.theme.text)
        text = self._elided(painter, self._rows.name(term), place.name[1] - place.name[0])
        painter.drawText(_span(line, (place.name[0], place.name[1] + 2)), LEFT, text)

    def _paint_bar(
        self, painter: QPainter, line: QRectF, value: float, colour: QColor, place: TermLayout
    ) -> None:
        """A bar as long as the term is large, beside the largest."""
        left, right = place.bar
        if not value or right <= left:
            return
        length = max((right - left) * abs(value) / self._rows.largest, 1.5)
        height = 8 * self._look.unit
        bar = QRectF(left, line.center().y() - height / 2, length, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(bar, min(2.0, length / 2), 2.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_rest(self, painter: QPainter, row: QRectF, place: TermLayout) -> None:
        painter.setPen(self._look.theme.muted)
        painter.setFont(self._look.font())
        left = 4 * self._look.unit
        line = self._line(row, place, 0) if place.has_two_lines else row
        end = place.bar[1] if place.has_two_lines else place.term[0]
        text = self._elided(painter, self._rows.rest_text(), end - left)
        painter.drawText(_span(line, (left, end)), LEFT, text)
        if not self._rows.is_open:
            line = self._line(row, place, 1) if place.has_two_lines else row
            painter.setFont(self._look.mono())
            painter.drawText(_span(line, place.term), RIGHT, numbers.signed(self._rows.rest))

    def _elided(self, painter: QPainter, text: str, width: float) -> str:
        metrics = painter.fontMetrics()
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(width) + 1)

    def _line(self, row: QRectF, place: TermLayout, number: int) -> QRectF:
        """A line of a row; the lines together are in the middle of it."""
        lines = 2 if place.has_two_lines else 1
        top = row.top() + (row.height() - lines * place.line) / 2 + number * place.line
        return QRectF(row.left(), top, row.width(), place.line)

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Paint a row; the one with the keyboard's focus in a frame."""
        assert painter is not None
        row, theme = QRectF(option.rect), self._look.theme
        term = self._rows.term(index.row())
        place = self.layout(option.rect.width())
        is_lit = (
            term is not None
            and self.highlight is not None
            and (
                self._rows.address(term) == self.highlight
                or any(
                    self._rows.address(term, column) == self.highlight
                    for column in range(len(self._rows.columns))
                )
            )
        )
        painter.save()
        if is_lit or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, theme.hover)
        if term is None:
            self._paint_rest(painter, row, place)
        else:
            self._paint_term(painter, row, term, place)
        painter.setPen(theme.line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.focus)
            painter.drawRect(row.adjusted(0, 0, -1, -1))
        else:
            painter.drawLine(row.bottomLeft(), row.bottomRight())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """One line, or two where the width is small."""
        view = option.widget
        assert isinstance(view, QListView)
        viewport = view.viewport()
        assert viewport is not None
        return QSize(viewport.width(), self.layout(viewport.width()).row)


def _span(line: QRectF, span: tuple[float, float]) -> QRectF:
    return QRectF(line.left() + span[0], line.top(), span[1] - span[0], line.height())
