"""The pad for pictures: a sheet to draw on, and what the network sees of the drawing."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QMimeData, QObject, Qt, pyqtSignal
from PyQt6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PyQt6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.look.look import Look
from app.pad import picture_source
from app.pad.drawing import Drawing
from app.pad.drawing_tools import DrawingTools
from app.pad.marks import PAD, Picture
from app.pad.pace import Pace
from app.pad.picture_ink import ink_of
from app.pad.sheet import Sheet
from app.pad.stage import stages_of
from app.pad.stages import Stages
from app.widgets.line import line
from app.widgets.scrolling import ScrollingColumn
from app.widgets.section import Section
from engine.datasets.dataset import Dataset
from engine.errors import InputError
from engine.experiment import Experiment
from engine.preprocessing import SIDE, as_input

DIGITS = ("mnist", "mnist-5k")
"""The data that were prepared so."""
SMALLEST, LARGEST = 200, 420
LEAST_SHARE = 0.42
"""The side of the sheet in logical pixels, and what share it has of the height at least."""
BETWEEN = 8
MARK = "mark on the pad"
PASTE = QKeySequence.StandardKey.Paste
MORE = "or drop or paste a picture"


class DrawingFace(QWidget):
    """Lets the user draw what the network looks at."""

    #: The input, shape (784,), as the network sees it; None while there is no ink.
    input_changed = pyqtSignal(object)
    #: The drawing has got another mark, which can be taken back: what that is called.
    edited = pyqtSignal(str)
    #: The user wants the last mark taken back.
    undo_wanted = pyqtSignal()
    #: The user wants it put back.
    redo_wanted = pyqtSignal()
    #: Something worth knowing, in a sentence.
    said = pyqtSignal(str)
    #: What cannot be done, and why.
    failed = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._drawing = Drawing()
        self._marks_told = 0
        self._source: object = None
        self._precision = "float32"
        self._x: NDArray[Any] | None = None
        self._pace = Pace(self)
        self._tools = DrawingTools()
        self._sheet = Sheet(self._drawing)
        self._switch = QCheckBox("Prepare like MNIST")
        self._switch.setChecked(True)
        self._switch.setToolTip(
            "<p>Scale the ink to 20 × 20 pixels and move its centre of mass to the middle, as was"
            " done with the digits that the network learns from. Without it, the whole pad is made"
            " smaller as it lies.</p>"
        )
        self._stages = Stages()
        self._section = Section("What the network sees", self._switch, self._stages)
        parts = (self._tools, line(None, self._sheet, None, spacing=0), self._section)
        self._scrolling = ScrollingColumn(parts, between=BETWEEN)
        self._contents.installEventFilter(self)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(self._scrolling.area)
        self.setAcceptDrops(True)
        self._sheet.show_hint("Draw a digit here", MORE)
        self._sheet.show_pen(*self._tools.pen)
        self._connect()
        self._follow()

    def _connect(self) -> None:
        tools = self._tools
        tools.pen_chosen.connect(self._sheet.show_pen)
        tools.undo_wanted.connect(self.undo_wanted)
        tools.redo_wanted.connect(self.redo_wanted)
        tools.clear_wanted.connect(self.clear)
        self._sheet.changed.connect(lambda: self._pace.ask(may_wait=self._drawing.is_under_way))
        self._pace.due.connect(self._follow)
        self._switch.clicked.connect(self._follow)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        for part in (self._scrolling, self._tools, self._sheet, self._section, self._stages):
            part.show_look(look)
        self._fit()

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Get ready for other data; the drawing stays, as does the switch for the same data."""
        self._precision = experiment.network.precision
        if experiment.source.name != self._source:
            self._source = experiment.source.name
            is_digits = self._source in DIGITS
            self._sheet.show_hint("Draw a digit here" if is_digits else "Draw here", MORE)
            self._switch.setChecked(is_digits)
        self._follow()

    def show_input(self, x: NDArray[Any]) -> None:
        """Put an input, shape (784,), on the pad in place of what is there; it can be undone."""
        pixels = np.rint(x.reshape(SIDE, SIDE).clip(0, 1) * 255).astype(np.uint8)
        each = np.ones((PAD // SIDE, PAD // SIDE), np.uint8)
        self._put(Picture(np.kron(pixels, each), instead=True))

    @property
    def input(self) -> NDArray[Any] | None:
        """The input now, shape (784,), as the network sees it; None while there is no ink."""
        return self._x

    @property
    def can_undo(self) -> bool:
        """Whether there is a stroke to take back."""
        return self._drawing.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a stroke that was taken back."""
        return self._drawing.can_redo

    def undo(self) -> None:
        """Take the last stroke back, if there is one."""
        self._drawing.undo()
        self._show_drawing()

    def redo(self) -> None:
        """Put back the stroke that was taken back last, if there is one."""
        self._drawing.redo()
        self._show_drawing()

    def clear(self) -> None:
        """Take all ink away; it can be undone."""
        self._drawing.clear()
        self._show_drawing()

    def paste(self) -> None:
        """Put the picture on the clipboard on the pad."""
        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None
        data = clipboard.mimeData()
        assert data is not None
        self._take(data)

    def _take(self, data: QMimeData) -> None:
        """Put the picture that is pasted or dropped on the pad, or say why it cannot be."""
        try:
            picture = Picture(ink_of(picture_source.from_data(data)))
        except InputError as error:
            self.failed.emit(str(error))
            return
        self._put(picture)
        files = picture_source.files(data)
        if len(files) > 1:
            self.said.emit(f"Of {len(files)} files, the first is on the pad: {files[0].name}.")

    def _put(self, picture: Picture) -> None:
        self._drawing.put(picture)
        self._show_drawing()

    def _show_drawing(self) -> None:
        """Show what has changed otherwise than by the pen."""
        self._sheet.show_drawing()
        self._follow()

    def _follow(self) -> None:
        """Prepare the drawing, show the stages, and tell the input if it is another one."""
        self._pace.note_done()
        drawing = self._drawing
        stages, pixels = stages_of(drawing, is_prepared=self._switch.isChecked())
        self._stages.show_stages(stages)
        self._tools.show_possible(
            undo=drawing.can_undo, redo=drawing.can_redo, clear=not drawing.is_empty
        )
        if drawing.made > self._marks_told:
            self._marks_told = drawing.made
            self.edited.emit(MARK)
        x = None if pixels is None else as_input(pixels, self._precision)
        if not _are_same(x, self._x):
            self._x = x
            self.input_changed.emit(x)

    @property
    def _contents(self) -> QWidget:
        """What scrolls where room is short."""
        contents = self._scrolling.area.widget()
        assert contents is not None
        return contents

    def _fit(self) -> None:
        """Make the sheet as large as there is room for; where all of it scrolls, not too small."""
        bar = self._scrolling.area.verticalScrollBar()
        assert bar is not None
        least = max(SMALLEST, round(LEAST_SHARE * self.height()))
        across, down = self._room(self.width())
        if down < min(least, across):
            across, down = self._room(self.width() - bar.sizeHint().width())
        side = min(max(least, down), across, LARGEST)
        self._sheet.setFixedSize(side, side)
        self._stages.show_large(down - side >= self._stages.height_added(across))
        self._tools.show_scale(side / PAD, min(self.width(), LARGEST) / PAD)

    def _room(self, width: int) -> tuple[int, int]:
        """How much room the sheet has across and down in that width, with small pictures."""
        column = self._contents.layout()
        assert column is not None
        margins = column.contentsMargins()
        across = width - margins.left() - margins.right()
        others = sum(part.heightForWidth(across) for part in (self._tools, self._section))
        if self._stages.are_large:
            others -= self._stages.height_added(across)
        spaces = 2 * column.spacing() + margins.top() + margins.bottom()
        return across, self.height() - others - spaces

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fit into the new room."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Fit again when the parts need more or less room."""
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that paste while the keyboard is in here."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if is_key and isinstance(event, QKeyEvent) and event.matches(PASTE):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Paste."""
        assert event is not None
        if event.matches(PASTE):
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Show where a picture would go."""
        data = None if event is None else event.mimeData()
        if event is not None and data is not None and picture_source.may_hold_one(data):
            event.setDropAction(Qt.DropAction.CopyAction)  # a file is never moved here
            event.accept()
            self._sheet.show_wanted(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent | None) -> None:
        """The picture went away."""
        self._sheet.show_wanted(False)

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Put the picture on the pad."""
        self._sheet.show_wanted(False)
        data = None if event is None else event.mimeData()
        if event is not None and data is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._take(data)


def _are_same(one: NDArray[Any] | None, other: NDArray[Any] | None) -> bool:
    """Whether these are the same input for a network, or both none."""
    if one is None or other is None:
        return one is other
    return one.dtype == other.dtype and np.array_equal(one, other)
