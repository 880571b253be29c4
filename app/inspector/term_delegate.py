"""How a term of a sum is painted: what it goes through, its factors, itself, and a bar."""

from PyQt6.QtCore import QModelIndex, QRectF, QSize, Qt
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.inspector.row_layout import EDGE
from app.inspector.row_painting import LEFT, RIGHT, paint_bar, paint_edge
from app.inspector.sum_terms import SumTerms
from app.inspector.term_layout import TermLayout, layout
from app.inspector.term_rows import TermRows
from app.look import numbers
from app.look.look import Look
from app.widgets.value_image import input_image
from app.widgets.viewport import viewport_width
from engine.addresses import Address
from engine.explanation import Over


class TermDelegate(QStyledItemDelegate):
    """Paints the terms of a sum; `picture_shape` is that of an example's input, if it has one."""

    def __init__(self, rows: TermRows) -> None:
        super().__init__()
        self._rows = rows
        self._look = Look()
        self._layouts: dict[int, TermLayout] = {}
        self._pictures: dict[int, QImage] = {}
        self.picture_shape: tuple[int, int] | None = None
        self.highlight: Address | None = None

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self._layouts.clear()
        self._pictures.clear()

    def forget_rows(self) -> None:
        """Get ready for other rows than before."""
        self._layouts.clear()
        self._pictures.clear()

    def layout(self, width: int) -> TermLayout:
        """Where the columns lie in a row of so many pixels."""
        if width not in self._layouts:
            assert self._rows.terms is not None
            self._layouts[width] = layout(
                self._rows.terms,
                self._look,
                width,
                is_open=self._rows.is_open,
                has_pictures=self.picture_shape is not None,
            )
        return self._layouts[width]

    def _picture(self, terms: SumTerms, term: int) -> QImage | None:
        """The input of an example as a picture, where the terms belong to such examples."""
        if self.picture_shape is None or terms.sum.over is not Over.EXAMPLES:
            return None
        if term not in self._pictures:
            values = terms.trace.values["x"][term].reshape(self.picture_shape)
            self._pictures[term] = input_image(values, self._look)
        return self._pictures[term]

    def _paint_term(self, painter: QPainter, row: QRectF, terms: SumTerms, term: int) -> None:
        place, theme = self.layout(round(row.width())), self._look.theme
        value = float(terms.sum.terms[term])
        line = _line(row, place, 0)
        self._paint_name(painter, line, terms, term)
        self._paint_factors(painter, row, terms, term)
        colour = self._look.negative if value < 0 else self._look.positive
        painter.setFont(self._look.mono())
        painter.setPen(colour if value else theme.muted)
        painter.drawText(_span(line, place.term), RIGHT, numbers.signed(value))
        if value and terms.largest:
            spot, share = _span(line, place.bar), abs(value) / terms.largest
            paint_bar(painter, spot, share, colour, self._look)

    def _paint_name(self, painter: QPainter, line: QRectF, terms: SumTerms, term: int) -> None:
        place = self.layout(round(line.width()))
        picture = self._picture(terms, term)
        if picture is not None:
            middle = line.bottom() if place.has_two_lines else line.center().y()
            top = middle - place.thumbnail / 2
            left = line.left() + EDGE * self._look.unit
            painter.drawImage(QRectF(left, top, place.thumbnail, place.thumbnail), picture)
        painter.setFont(self._look.font())
        painter.setPen(self._look.theme.text)
        text = _elided(painter, terms.name(term), place.name[1] - place.name[0])
        painter.drawText(_span(line, (place.name[0], place.name[1] + 2)), LEFT, text)

    def _paint_factors(self, painter: QPainter, row: QRectF, terms: SumTerms, term: int) -> None:
        place, theme = self.layout(round(row.width())), self._look.theme
        line = _line(row, place, 1 if place.has_two_lines else 0)
        painter.setFont(self._look.mono(place.scale))
        end = 0.0
        for column, span in zip(terms.columns, place.factors, strict=True):
            painter.setPen(theme.text)
            painter.drawText(_span(line, span), RIGHT, numbers.signed(column[term]))
            if place.has_two_lines and end:
                painter.setPen(theme.muted)
                painter.drawText(_span(line, (end, span[0])), Qt.AlignmentFlag.AlignCenter, "×")
            end = span[1]

    def _paint_rest(self, painter: QPainter, row: QRectF, terms: SumTerms) -> None:
        place, is_open = self.layout(round(row.width())), self._rows.is_open
        painter.setPen(self._look.theme.muted)
        painter.setFont(self._look.font())
        left = EDGE * self._look.unit
        text = terms.rest_text(is_open=is_open)
        fits = left + painter.fontMetrics().horizontalAdvance(text) <= place.term[0]
        lines = (row, row) if fits else (_line(row, place, 0), _line(row, place, 1))
        painter.drawText(_span(lines[0], (left, place.bar[1])), LEFT, text)
        if not is_open:
            painter.setFont(self._look.mono())
            painter.drawText(_span(lines[1], place.term), RIGHT, numbers.signed(terms.rest))

    def _is_lit(self, terms: SumTerms, term: int | None) -> bool:
        """Whether what is highlighted belongs to a term."""
        if term is None or self.highlight is None:
            return False
        return self.highlight in terms.addresses(term)

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Paint a row; the one with the keyboard's focus in a frame."""
        terms = self._rows.terms
        assert painter is not None
        assert terms is not None
        row, theme = QRectF(option.rect), self._look.theme
        term = self._rows.term(index.row())
        painter.save()
        if self._is_lit(terms, term) or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, theme.hover)
        if term is None:
            self._paint_rest(painter, row, terms)
        else:
            self._paint_term(painter, row, terms, term)
        paint_edge(painter, option, self._look)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """One line, or two where the width is small."""
        width = viewport_width(option)
        return QSize(width, self.layout(width).row)


def _span(line: QRectF, span: tuple[float, float]) -> QRectF:
    return QRectF(line.left() + span[0], line.top(), span[1] - span[0], line.height())


def _line(row: QRectF, place: TermLayout, number: int) -> QRectF:
    """A line of a row; the lines together are in the middle of it."""
    lines = 2 if place.has_two_lines else 1
    top = row.top() + (row.height() - lines * place.line) / 2 + number * place.line
    return QRectF(row.left(), top, row.width(), place.line)


def _elided(painter: QPainter, text: str, width: float) -> str:
    metrics = painter.fontMetrics()
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(width) + 1)
