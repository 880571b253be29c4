"""How a row of the listing is painted: marker, number, statement, shape and values."""

import re
from functools import lru_cache
from math import ceil
from textwrap import wrap

from PyQt6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter
from PyQt6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.look.look import Look
from app.look.palettes import mixed
from app.stepping.operation_rows import OperationRows
from app.widgets.viewport import viewport_width
from engine.program import Operation

PRESENT = "▸"
LEFT, RIGHT = 5, 6
"""Margins, in logical pixels at the usual text size; the bar of the pass lies in the left one."""
LEAST_ROOM = 10
"""Of a statement, in characters; what is longer is cut off."""
INDENT = "    "
"""Of the further lines of a statement."""
DIM = 0.3
"""How much of its pass's colour is in the bar of an operation that is not done yet."""
SMALL = 0.9
"""The size of the values below the present statement."""
BELOW = 3
"""Logical pixels below them."""
TINT = 0.16
"""How much of its pass's colour lies under the present operation."""


class OperationDelegate(QStyledItemDelegate):
    """Paints operations; a statement that is too long for the width goes on in further lines."""

    def __init__(self, rows: OperationRows) -> None:
        super().__init__()
        self._rows = rows
        self.show_look(Look())

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self._font = look.mono()
        metrics = QFontMetricsF(self._font)
        self._character = metrics.horizontalAdvance("0")
        self._line = ceil(metrics.height() + look.unit)
        self._small = look.mono(SMALL)
        self._small_line = ceil(QFontMetricsF(self._small).height())

    @property
    def _digits(self) -> int:
        return max(2, len(str(len(self._rows.standing.operations))))

    @property
    def _indent(self) -> int:
        """How many characters stand before a statement: marker, blank, number, two blanks."""
        return self._digits + 4

    def _lines(self, operation: Operation, width: int) -> tuple[str, ...]:
        """The statement in lines beside the number; the first leaves room for the shape."""
        columns = int((width - (LEFT + RIGHT) * self._look.unit) / self._character)
        room = max(columns - self._indent, LEAST_ROOM)
        first = max(room - len(str(operation.shape)) - 1, LEAST_ROOM)
        return wrapped(operation.text, first, room)

    def _paint_texts(self, painter: QPainter, row: QRect, operation: Operation) -> None:
        theme, unit = self._look.theme, self._look.unit
        is_present = self._rows.is_present(operation)
        left, right = row.left() + LEFT * unit, row.right() - RIGHT * unit

        def write(column: int, line: int, text: str, colour: QColor) -> None:
            x = left + column * self._character
            place = QRectF(x, row.top() + line * self._line, right - x, self._line)
            painter.setPen(colour)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

        colour = theme.text if self._rows.is_done(operation) else theme.muted
        if is_present:
            painter.setFont(self._look.mono(1.4))
            write(0, 0, PRESENT, theme.text)
            painter.setFont(self._font)
        write(2, 0, f"{operation.number:0{self._digits}}", theme.muted)
        for number, line in enumerate(self._lines(operation, row.width())):
            write(self._indent, number, line, colour)
        shape = str(operation.shape)
        place = QRectF(left, row.top(), right - left, self._line)
        painter.setPen(theme.muted)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shape)

    def _paint_details(self, painter: QPainter, row: QRect, operation: Operation) -> None:
        """Below the statement: each name that it wrote or read, with shape and values."""
        theme, unit = self._look.theme, self._look.unit
        metrics = QFontMetricsF(self._small)
        left = row.left() + LEFT * unit + self._indent * self._character
        right = row.right() - RIGHT * unit
        top = row.top() + self._line * len(self._lines(operation, row.width()))
        details = self._rows.details_of(operation)
        whole = (f"{detail.name} {detail.size}  {detail.extent}" for detail in details)
        fits = all(metrics.horizontalAdvance(text) <= right - left for text in whole)
        painter.setFont(self._small)
        for detail in details:
            place = QRectF(left, top, right - left, self._small_line)
            painter.setPen(theme.text if detail.is_written else theme.muted)
            head = f"{detail.name} {detail.size}" if fits else detail.name
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, head)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, detail.extent)
            top += self._small_line

    def name_at(self, position: QPoint, row: QRect, operation: Operation) -> str | None:
        """The name of an array or a number at a place in an operation's row, or None."""
        x = position.x() - row.left() - LEFT * self._look.unit
        column = int(x / self._character) - self._indent
        lines = self._lines(operation, row.width())
        y = position.y() - row.top()
        number = y // self._line
        if number < len(lines):
            words = re.finditer(r"[A-Za-z_]\w*", lines[number])
            found = (word[0] for word in words if word.start() <= column < word.end())
            name = next(found, None)
            return name if name in (operation.writes, *operation.reads) else None
        number = (y - self._line * len(lines)) // self._small_line
        details = self._rows.details_of(operation)
        return details[number].name if number < len(details) else None

    def _paint_ground(self, painter: QPainter, row: QRect, operation: Operation) -> None:
        """The bar of the pass, dim while the operation is not done, and the present one's tint."""
        background = self._look.theme.background
        colour = self._look.theme.of_pass(operation.pass_)
        bar = round((2 if not self._rows.is_present(operation) else 4) * self._look.unit)
        if self._rows.is_present(operation):
            painter.fillRect(row, mixed(colour, background, TINT))
        elif not self._rows.is_done(operation):
            colour = mixed(colour, background, DIM)
        painter.fillRect(row.x(), row.y(), bar, row.height(), colour)

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Paint a row; the one with the keyboard's focus in a frame."""
        assert painter is not None
        operation = self._rows.operation(index)
        row = option.rect
        theme = self._look.theme
        painter.save()
        painter.setFont(self._font)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, theme.hover)
        self._paint_ground(painter, row, operation)
        self._paint_texts(painter, row, operation)
        self._paint_details(painter, row, operation)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.focus)
            painter.drawRect(row.adjusted(0, 0, -1, -1))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """As many lines as the statement takes, and those of the values below it."""
        width = viewport_width(option)
        operation = self._rows.operation(index)
        count = len(self._rows.details_of(operation))
        details = self._small_line * count + round(BELOW * self._look.unit) if count else 0
        return QSize(width, self._line * len(self._lines(operation, width)) + details)


@lru_cache(maxsize=1024)  # Qt asks for the height of every row whenever one has changed
def wrapped(statement: str, first: int, others: int) -> tuple[str, ...]:
    """The statement in lines of so many characters; names are broken only where one is longer."""
    margin = others - first
    longest = max(map(len, statement.split()))
    lines = wrap(
        statement,
        others,
        initial_indent=" " * margin,
        subsequent_indent=INDENT,
        break_long_words=longest > others - len(INDENT),
        break_on_hyphens=False,
    )
    return lines[0][margin:], *lines[1:]
