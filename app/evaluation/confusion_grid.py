"""The confusion matrix: true classes in rows, what the network said in columns."""

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRect, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QToolTip, QWidget

from app.evaluation.grid_layout import GridLayout, layout
from app.evaluation.grid_painting import GridPainting, Marked
from app.evaluation.wording import cell_sentence
from app.look.look import Look
from app.widgets.keeping_keys import keeps_key
from engine.confusion import Confusion

_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Cell = tuple[int, int]

NOTHING = Confusion(np.zeros((1, 1), np.int64), np.zeros(1, np.int64), None)
"""What is shown before there is a report."""


class ConfusionGrid(QWidget):
    """A grid of counts. Arrow keys walk over its cells; Enter or a click chooses one."""

    #: The user wants to see the examples of the cell in this row and column.
    cell_chosen = pyqtSignal(int, int)
    #: The pointer or the keyboard is at a cell: what it counts, in words; "" if it is at none.
    told = pyqtSignal(str)
    #: The keyboard has come to the cell at this place of the widget.
    walked_to = pyqtSignal(QRect)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._confusion = NOTHING
        self._names: tuple[str, ...] = ("",)
        self._room = 360.0
        self._pointed: Cell | None = None
        self._current: Cell = (0, 0)
        self.places = self._laid_out()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Confusion matrix")

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.fit(self._room)

    def show_confusion(self, confusion: Confusion, names: tuple[str, ...]) -> None:
        """Count these answers, to examples of classes with these names."""
        if names != self._names:
            self._current = (0, 0)
        self._confusion, self._names, self._pointed = confusion, names, None
        self._describe()
        self.fit(self._room)

    def fit(self, room: float) -> None:
        """Take this width, or what is needed at least."""
        self._room = room
        self.places = self._laid_out()
        self.setFixedSize(round(self.places.width), round(self.places.height))
        self.update()

    def _laid_out(self) -> GridLayout:
        return layout(self._names, self._confusion, self._look, self._room)

    def _sentence(self, cell: Cell) -> str:
        return cell_sentence(self._confusion, *cell, self._names)

    def _describe(self) -> None:
        self.setAccessibleDescription(self._sentence(self._current))

    @property
    def _at(self) -> Cell | None:
        """The cell that the pointer is on, or else the keyboard."""
        if self._pointed is not None:
            return self._pointed
        return self._current if self.hasFocus() else None

    def _tell(self) -> None:
        self.told.emit(self._sentence(self._at) if self._at else "")
        self.update()

    def _choose(self, cell: Cell) -> None:
        if self._confusion.matrix[cell]:
            self.cell_chosen.emit(*cell)

    def _point_at(self, cell: Cell | None) -> None:
        if cell == self._pointed:
            return
        self._pointed = cell
        has_some = cell is not None and self._confusion.matrix[cell] > 0
        shape = Qt.CursorShape.PointingHandCursor if has_some else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self._tell()

    def _walk(self, down: int, right: int) -> None:
        last = len(self._names) - 1
        row, column = self._current
        self._current = min(max(row + down, 0), last), min(max(column + right, 0), last)
        self._pointed = None
        self._describe()
        self._tell()
        self.walked_to.emit(self.places.cell(*self._current).toRect())

    def _tip(self, place: QPointF) -> str:
        cell = self.places.at(place)
        if cell is None:
            return ""
        more = " Click to see them." if self._confusion.matrix[cell] else ""
        return self._sentence(cell) + more

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the names of classes, the cells, the sums, and where pointer and keyboard are."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = Marked(self._at, self._pointed, self._current if self.hasFocus() else None)
        painting = GridPainting(painter, self._look, self.places, self._confusion, self._names)
        painting.paint(marked)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Tell what is under the pointer."""
        assert event is not None
        self._point_at(self.places.at(event.position()))

    def leaveEvent(self, event: QEvent | None) -> None:
        """Tell nothing more of what was under the pointer."""
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Choose a cell."""
        assert event is not None
        cell = self.places.at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = cell
            self._describe()
            self._tell()
            self._choose(cell)

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that walk, which are shortcuts of the window; explain by tooltip."""
        if keeps_key(event, (*_MOVES, *_ENTER)):
            return True
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Walk, or choose."""
        assert event is not None
        if event.key() in _ENTER:
            self._choose(self._current)
        elif event.key() in _MOVES:
            self._walk(*_MOVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self._tell()
