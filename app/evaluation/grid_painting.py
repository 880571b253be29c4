"""How a confusion matrix is painted."""

from dataclasses import dataclass
from typing import NamedTuple

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPen

from app.evaluation.grid_layout import NAMES_TEXT, SMALL_TEXT, GridLayout
from app.evaluation.shades import Shades, end_of_mistakes, shares
from app.look import numbers
from app.look.look import Look
from engine.confusion import Confusion

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
BETWEEN, CORNER = 0.75, 2.5
"""Half the space between cells, and the radius of their corners, in logical pixels."""


class Marked(NamedTuple):
    """The cell whose names stand out, that of the pointer and that of the keyboard, if any."""

    named: tuple[int, int] | None
    pointed: tuple[int, int] | None
    focused: tuple[int, int] | None


@dataclass(frozen=True)
class GridPainting:
    """Paints the counts of a `confusion` where the `places` are."""

    painter: QPainter
    look: Look
    places: GridLayout
    confusion: Confusion
    names: tuple[str, ...]

    def paint(self, marked: Marked) -> None:
        """Paint all of it."""
        self._paint_titles()
        self._paint_row_names(None if marked.named is None else marked.named[0])
        self._paint_column_names(None if marked.named is None else marked.named[1])
        self._paint_cells()
        self._paint_sums()
        self._paint_frames(marked)

    def _paint_titles(self) -> None:
        """That rows are what examples are, and columns what the network said."""
        painter, places = self.painter, self.places
        painter.setFont(self.look.font(SMALL_TEXT, bold=True))
        painter.setPen(self.look.theme.muted)
        width, height = places.right - places.left, places.bottom - places.top
        painter.drawText(QRectF(places.left, 0, width, places.line), CENTRE, "the network said")
        painter.save()
        painter.translate(0, places.top + height / 2)
        painter.rotate(-90)
        painter.drawText(QRectF(-height / 2, 0, height, places.line), CENTRE, "it is")
        painter.restore()
        if not places.sums_width:
            return
        box = places.row_sum(0)
        top = places.top - places.gap - places.line
        painter.setFont(self.look.font(SMALL_TEXT))
        painter.drawText(QRectF(box.left(), top, box.width(), places.line), RIGHT, "all")

    def _paint_row_names(self, marked: int | None) -> None:
        self.painter.setPen(self.look.theme.text)
        for row in range(len(self.names)):
            box = self.places.row_name(row)
            self.painter.setFont(self.look.font(NAMES_TEXT, bold=row == marked))
            self.painter.drawText(box, RIGHT, self._elided(row, box.width()))

    def _paint_column_names(self, marked: int | None) -> None:
        painter = self.painter
        for column in range(len(self.names)):
            box = self.places.column_name(column)
            painter.setFont(self.look.font(NAMES_TEXT, bold=column == marked))
            if not self.places.is_upright:
                painter.drawText(box, CENTRE, self.names[column])
                continue
            painter.save()
            painter.translate(box.center().x(), box.bottom())
            painter.rotate(-90)
            lying = QRectF(0, -box.width() / 2, box.height(), box.width())
            painter.drawText(lying, LEFT, self._elided(column, box.height()))
            painter.restore()

    def _elided(self, number: int, width: float) -> str:
        metrics = QFontMetricsF(self.painter.font())
        return metrics.elidedText(self.names[number], Qt.TextElideMode.ElideRight, width + 1)

    def _paint_cells(self) -> None:
        """Right answers framed and in bold; no number where there is none."""
        painter, places, theme = self.painter, self.places, self.look.theme
        shades = Shades(self.look, end_of_mistakes(self.confusion))
        parts = shares(self.confusion)
        for (row, column), count in _cells(self.confusion):
            is_right = row == column
            ground = shades.of(float(parts[row, column]), is_right=is_right)
            cell = places.cell(row, column).adjusted(BETWEEN, BETWEEN, -BETWEEN, -BETWEEN)
            painter.setPen(QPen(shades.rim(is_right=is_right), theme.line_width))
            painter.setBrush(ground)
            painter.drawRoundedRect(cell, CORNER, CORNER)
            if count and places.count_text is not None:
                painter.setFont(self.look.font(places.count_text, bold=is_right))
                painter.setPen(shades.text_on(ground))
                painter.drawText(cell, CENTRE, str(count))  # cells are narrow: no commas

    def _paint_sums(self) -> None:
        """How many examples there are of each class, and how often each was said."""
        if not self.places.sums_width:
            return
        painter, places = self.painter, self.places
        painter.setPen(self.look.theme.muted)
        painter.setFont(self.look.font(SMALL_TEXT))
        sums = [*self.confusion.support.tolist(), self.confusion.total]
        for row, total in enumerate(sums):
            painter.drawText(places.row_sum(row), RIGHT, numbers.count(total))
        said = [numbers.count(total) for total in self.confusion.matrix.sum(axis=0).tolist()]
        widest = max(map(QFontMetricsF(painter.font()).horizontalAdvance, said))
        if widest <= places.cell_width - 2:
            for column, text in enumerate(said):
                painter.drawText(places.column_sum(column), CENTRE, text)

    def _paint_frames(self, marked: Marked) -> None:
        painter, theme, cell = self.painter, self.look.theme, self.places.cell
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if marked.pointed is not None:
            painter.setPen(QPen(theme.text, 2))
            painter.drawRoundedRect(cell(*marked.pointed), CORNER, CORNER)
        if marked.focused is not None:
            for colour, width in ((theme.background, 5.0), (theme.focus, 2.5)):
                painter.setPen(QPen(colour, width))
                painter.drawRoundedRect(cell(*marked.focused), CORNER, CORNER)


def _cells(confusion: Confusion) -> list[tuple[tuple[int, int], int]]:
    """Each row and column with its count."""
    return [
        ((row, column), count)
        for row, counts in enumerate(confusion.matrix.tolist())
        for column, count in enumerate(counts)
    ]
