"""The tools of a drawing: pen or eraser, how wide it is, and back and again."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.look.look import Look
from app.pad.pen_width import PenWidth
from app.pad.undo_buttons import UndoButtons
from app.widgets.flow_row import FlowRow
from app.widgets.line import line
from app.widgets.segment import segment

SPACE = 4


class DrawingTools(QWidget):
    """Buttons above the sheet."""

    #: The user chose how wide the pen is, in pixels of the pad, and whether it erases.
    pen_chosen = pyqtSignal(int, bool)
    #: The user wants to take the last stroke back.
    undo_wanted = pyqtSignal()
    #: The user wants to put a stroke back that was taken back.
    redo_wanted = pyqtSignal()
    #: The user wants to take all ink away.
    clear_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._pen = segment("Pen", "Draw (left mouse button)")
        self._eraser = segment("Eraser", "Erase, as does the right mouse button")
        self._width = PenWidth()
        self._undo = UndoButtons("stroke")
        self._clear = QPushButton("Clear")
        self._clear.setToolTip("Take all ink away, which can be taken back. Key: Delete.")
        self._pen.setChecked(True)
        again = line(self._undo, self._clear, spacing=SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(FlowRow(self._segments(), again))
        column.addWidget(self._width)
        self._width.chosen.connect(self._choose)
        self._undo.undo_wanted.connect(self.undo_wanted)
        self._undo.redo_wanted.connect(self.redo_wanted)
        self._clear.clicked.connect(self.clear_wanted)

    @property
    def pen(self) -> tuple[int, bool]:
        """How wide the pen is, and whether it erases."""
        return self._width.value, self._eraser.isChecked()

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        for button in (self._pen, self._eraser):
            button.setFont(look.font(0.9))
        self._undo.show_look(look)
        self._width.show_look(look)

    def show_possible(self, *, undo: bool, redo: bool, clear: bool) -> None:
        """Show what can be done now."""
        self._undo.show_possible(undo=undo, redo=redo)
        self._clear.setEnabled(clear)

    def show_scale(self, scale: float, most: float) -> None:
        """Show the pen's width with so many logical pixels for a pixel of the pad.

        Room is kept for `most`, so that the height does not depend on the scale.
        """
        self._width.show_scale(scale, most)

    def _segments(self) -> QFrame:
        """Pen and eraser, of which one is chosen."""
        frame = QFrame()
        frame.setProperty("role", "segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        for button in (self._pen, self._eraser):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._choose)
            group.addButton(button)
            row.addWidget(button)
        return frame

    def _choose(self) -> None:
        self.pen_chosen.emit(*self.pen)
