"""The step ribbon: one mark for each operation, coloured by pass."""

from itertools import groupby, pairwise
from typing import NamedTuple

from PyQt6.QtCore import QEvent, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.look.look import Look
from app.look.palettes import mixed
from app.snapshot import Snapshot
from app.stepping.operation_text import GO, tooltip
from app.stepping.standing import Standing
from engine.program import Operation
from engine.statements import Pass

MARK_HEIGHT = 8
"""In logical pixels at the usual text size, as the rest."""
RISE = 3
"""By what the present mark is higher, at the top and at the bottom."""
LEAST_PRESENT_WIDTH = 7
DIM = 0.22
"""How much of its colour an operation has that is not done yet."""


class PassName(NamedTuple):
    """The name of a pass, and the place below its marks where it is written."""

    pass_: Pass
    place: QRect


class Ribbon(QWidget):
    """Shows where a step stands: done operations filled, the present one outlined, others dim.

    A click on an operation asks for the moment when it was done last.
    """

    #: The user wants to go to the operation of this number.
    operation_chosen = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._standing = Standing((), 0, None)
        self._marks: list[QRect] = []
        self._names: list[PassName] = []
        self._done = self._later = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Step ribbon")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.setFont(look.font(0.85))
        self.updateGeometry()
        self._lay_out()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show where the step of a snapshot stands."""
        standing = Standing.of(snapshot)
        if standing == self._standing:
            return
        is_same_list = standing.operations is self._standing.operations
        self._standing = standing
        if is_same_list:
            self.update()
        else:
            self._lay_out()

    def operation_at(self, x: int) -> Operation | None:
        """The operation whose mark is at this distance from the left edge, or None."""
        for operation, mark in zip(self._standing.operations, self._marks, strict=True):
            if mark.left() <= x <= mark.right() + 1:
                return operation
        return None

    def _scaled(self, length: int) -> int:
        return round(length * self._look.unit)

    def _lay_out(self) -> None:
        """Place marks and names, and paint both states of all marks once, to be copied later."""
        operations = self._standing.operations
        count = len(operations)
        width, top, height = self.width(), self._scaled(RISE), self._scaled(MARK_HEIGHT)
        edges = [place * width // count for place in range(count + 1)] if count else []
        gap = 3 if count * 12 < width else 1 if count * 3 < width else 0
        self._marks = [
            QRect(left, top, right - left - gap, height) for left, right in pairwise(edges)
        ]
        self._names = list(self._fitting_names(self.fontMetrics()))
        colours = [self._look.theme.of_pass(operation.pass_) for operation in operations]
        background = self._look.theme.background
        self._done = self._painted(colours)
        self._later = self._painted([mixed(colour, background, DIM) for colour in colours])
        self.update()

    def _fitting_names(self, metrics: QFontMetrics) -> list[PassName]:
        """The passes whose names find room below their marks."""
        top = self._scaled(MARK_HEIGHT + 2 * RISE)
        names = []
        pairs = zip(self._standing.operations, self._marks, strict=True)
        for pass_, group in groupby(pairs, key=lambda pair: pair[0].pass_):
            marks = [mark for _, mark in group]
            left, right = marks[0].left(), marks[-1].right()
            if metrics.horizontalAdvance(pass_) <= right - left:
                names.append(PassName(pass_, QRect(left, top, right - left, metrics.height())))
        return names

    def _painted(self, colours: list[QColor]) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for mark, colour in zip(self._marks, colours, strict=True):
            painter.setBrush(colour)
            radius = 2 if mark.width() >= 6 else 0
            painter.drawRoundedRect(mark, radius, radius)
        painter.end()
        return pixmap

    def _paint_present(self, painter: QPainter, operation: Operation) -> None:
        mark = self._marks[operation.number - 1]
        rise = self._scaled(RISE)
        wider = max(0, self._scaled(LEAST_PRESENT_WIDTH) - mark.width())
        frame = mark.adjusted(-wider // 2, -rise + 1, (wider + 1) // 2, rise - 1)
        left = min(max(frame.left(), 1), self.width() - frame.width() - 1)
        frame.moveLeft(left)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.theme.text, 2))
        colour = self._look.theme.of_pass(operation.pass_)
        painter.setBrush(mixed(colour, self._look.theme.background, DIM))
        painter.drawRoundedRect(frame, 2, 2)
        done = QRectF(frame).adjusted(1, 1, -1, -1)
        done.setWidth(done.width() * self._standing.share)
        painter.fillRect(done, colour)

    def sizeHint(self) -> QSize:
        """Marks with the names of the passes below them."""
        height = self._scaled(MARK_HEIGHT + 2 * RISE) + self.fontMetrics().height()
        return QSize(400, height)

    def minimumSizeHint(self) -> QSize:
        """Narrow, but as high as ever."""
        return QSize(100, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Place all marks anew."""
        self._lay_out()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint done marks, later ones, names, and the present mark over them."""
        painter = QPainter(self)
        standing, theme = self._standing, self._look.theme
        edge = self._marks[standing.done - 1].right() + 1 if standing.done else 0
        height = self.height()
        painter.setClipRect(0, 0, edge, height)
        painter.drawPixmap(0, 0, self._done)
        painter.setClipRect(edge, 0, self.width() - edge, height)
        painter.drawPixmap(0, 0, self._later)
        painter.setClipping(False)
        present = standing.present
        for name in self._names:
            is_present = present is not None and present.pass_ is name.pass_
            painter.setPen(theme.text if is_present else theme.muted)
            painter.drawText(name.place, Qt.AlignmentFlag.AlignCenter, name.pass_)
        if present is not None:
            self._paint_present(painter, present)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Choose the operation under the pointer."""
        if event is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        operation = self.operation_at(event.pos().x()) if event.pos() in self.rect() else None
        if operation is not None:
            self.operation_chosen.emit(operation.number)

    def event(self, event: QEvent | None) -> bool:
        """Give the operation under the pointer as a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            operation = self.operation_at(event.pos().x())
            text = f"{tooltip(operation, len(self._marks))}{GO}" if operation else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        if event is not None and event.type() is QEvent.Type.DevicePixelRatioChange:
            self._lay_out()
        return super().event(event)
