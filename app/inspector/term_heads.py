"""The heads of a sum's table: what its columns are, in symbols."""

from PyQt6.QtCore import QEvent, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.formula.formula import Formula
from app.inspector.formula_lines import column_colour
from app.inspector.row_layout import SMALL_TEXT
from app.inspector.symbols import PIXELS_PER_POINT, inline, laid_out
from app.inspector.term_layout import TermLayout
from app.look.look import Look
from engine.explanation import Sum

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TermHeads(QWidget):
    """Symbols over the columns, in the colours that they have in the formula."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._sum: Sum | None = None
        self._heading = ""
        self._places: TermLayout | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_sum(self, sum_: Sum, heading: str) -> None:
        """Show the symbols of a sum's columns, and `heading` over the names."""
        self._sum, self._heading = sum_, heading
        self.setAccessibleName(f"{heading}: {', '.join(sum_.meanings)}, term")
        self.update()

    def show_places(self, places: TermLayout) -> None:
        """Stand over columns that lie there."""
        self._places = places
        self.updateGeometry()
        self.update()

    def _symbols(self, sum_: Sum, scale: float) -> list[tuple[Formula, QColor]]:
        size = self._look.text_size * PIXELS_PER_POINT * scale
        return [
            (
                laid_out(rf"\times {symbol}" if column else inline(symbol), size),
                column_colour(self._look.theme, column),
            )
            for column, symbol in enumerate(map(inline, sum_.symbols))
        ]

    def _paint(self, painter: QPainter, sum_: Sum, places: TermLayout) -> None:
        theme, unit, height = self._look.theme, self._look.unit, self.height() - 2
        first = places.line if places.has_two_lines else height
        painter.setFont(self._look.font(SMALL_TEXT))
        painter.setPen(theme.muted)
        left = 4 * unit
        is_below = places.has_two_lines or not places.factors
        room = (places.term if is_below else places.factors[0])[0] - left
        text = painter.fontMetrics().elidedText(
            self._heading, Qt.TextElideMode.ElideRight, round(room)
        )
        painter.drawText(QRectF(left, 0, room, first), LEFT, text)
        if places.factors:
            term = QRectF(places.term[0], 0, places.term[1] - places.term[0], first)
            painter.drawText(term, RIGHT, "= term")
        top = places.line if places.has_two_lines else 0
        ends = places.factors or (places.term,)
        for (symbol, colour), (_, end) in zip(self._symbols(sum_, places.scale), ends, strict=True):
            y = top + (height - top - symbol.size.height()) / 2
            symbol.paint(painter, end - symbol.size.width(), y, colour)

    def sizeHint(self) -> QSize:
        """One line, or two where the factors have their own."""
        line = QFontMetricsF(self._look.font()).height() + 8 * self._look.unit
        has_two = self._places is not None and self._places.has_two_lines
        return QSize(120, round(line * (2 if has_two else 1)))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the heads, and a line under them."""
        if self._sum is None or self._places is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._places.factors or (self._places.term,)) == len(self._sum.symbols):
            self._paint(painter, self._sum, self._places)
        painter.setPen(self._look.theme.line)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def event(self, event: QEvent | None) -> bool:
        """Say in words what the column under the pointer is."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(event.pos().x()), self)
            return True
        return super().event(event)

    def _tip(self, x: int) -> str:
        if self._sum is None or self._places is None:
            return ""
        places = self._places.factors or (self._places.term,)
        for (left, right), meaning in zip(places, self._sum.meanings, strict=False):
            if left <= x <= right:
                return meaning
        return ""
