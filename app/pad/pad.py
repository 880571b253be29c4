"""The pad: gives the network an input of the user's own, in the way that suits the data."""

from enum import Enum, auto
from typing import TYPE_CHECKING, Any, TypeAlias

from numpy.typing import NDArray
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QHideEvent, QShowEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.look.look import Look
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.preprocessing import SIDE

if TYPE_CHECKING:
    from app.pad.drawing_face import DrawingFace
    from app.pad.plane_face import PlaneFace
    from app.pad.slider_face import SliderFace

    Face: TypeAlias = DrawingFace | PlaneFace | SliderFace

LEAST_WIDTH = 220
DRAWN = (SIDE, SIDE)
"""The pictures that are drawn."""


class _Kind(Enum):
    """How an input is given."""

    DRAWING = auto()
    POINT = auto()
    SLIDERS = auto()


class Pad(QWidget):
    """A sheet to draw on, a plane to put a point on, or a slider for each input.

    Which of these it is depends on the data set. It is made when it is needed for the first time.
    """

    #: The input now, shape (inputs,), as the network sees it; None while there is none.
    input_changed = pyqtSignal(object)
    #: The user has changed the input, which can be taken back: what that is called.
    edited = pyqtSignal(str)
    #: The user wants the last change of the input taken back.
    undo_wanted = pyqtSignal()
    #: The user wants it done again.
    redo_wanted = pyqtSignal()
    #: Something worth knowing, in a sentence.
    said = pyqtSignal(str)
    #: What cannot be done, and why.
    failed = pyqtSignal(str)
    #: The pad is seen now, or no longer.
    seen_changed = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Pad")
        self.setMinimumWidth(LEAST_WIDTH)
        self._look = Look()
        self._experiment: Experiment | None = None
        self._dataset: Dataset | None = None
        self._face: Face | None = None
        self._kind = _Kind.DRAWING
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        if self._face is not None:
            self._face.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Get ready for inputs of this data set; one for the same kind of data is kept."""
        self._experiment, self._dataset = experiment, dataset
        if self._face is not None:
            self._prepare()

    def show_input(self, x: NDArray[Any]) -> None:
        """Put this input there, shape (inputs,), as the network sees it."""
        if self._face is None:
            self._prepare()
        if self._face is not None:
            self._face.show_input(x)

    @property
    def input(self) -> NDArray[Any] | None:
        """The input now, shape (inputs,), as the network sees it; None while there is none."""
        return None if self._face is None else self._face.input

    @property
    def can_undo(self) -> bool:
        """Whether there is a change of the input to take back."""
        return self._face is not None and self._face.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a change of the input that was taken back."""
        return self._face is not None and self._face.can_redo

    def undo(self) -> None:
        """Take the last change of the input back."""
        if self._face is not None:
            self._face.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._face is not None:
            self._face.redo()

    def _prepare(self) -> None:
        """Have the face that suits the data."""
        if self._experiment is None or self._dataset is None:
            return
        kind = _kind(self._dataset)
        if self._face is None or kind is not self._kind:
            self._put_away()
            face = self._face = self._make(kind)
            self._kind = kind
            face.input_changed.connect(self.input_changed)
            face.edited.connect(self.edited)
            face.undo_wanted.connect(self.undo_wanted)
            face.redo_wanted.connect(self.redo_wanted)
            face.show_look(self._look)
            self._column.addWidget(face)
            face.show()
        self._face.show_experiment(self._experiment, self._dataset)

    def _make(self, kind: _Kind) -> "Face":
        """A new face; only what it needs is imported."""
        if kind is _Kind.DRAWING:
            from app.pad.drawing_face import DrawingFace

            face = DrawingFace()
            face.said.connect(self.said)
            face.failed.connect(self.failed)
            return face
        if kind is _Kind.POINT:
            from app.pad.plane_face import PlaneFace

            return PlaneFace()
        from app.pad.slider_face import SliderFace

        return SliderFace()

    def _put_away(self) -> None:
        """Have no face any more."""
        if self._face is not None:
            self._face.hide()
            self._face.deleteLater()
            self._face = None
            self.input_changed.emit(None)

    @property
    def _is_closing(self) -> bool:
        """Whether it is the whole window that disappears."""
        top: QWidget = self
        while (parent := top.parentWidget()) is not None:
            top = parent
        return top is not self and top.isHidden()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Make the face, if it is not there yet."""
        if self._face is None:
            self._prepare()
        super().showEvent(event)
        if event is not None and not event.spontaneous():
            self.seen_changed.emit(True)

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Tell that it is not seen any more."""
        super().hideEvent(event)
        if event is not None and not event.spontaneous() and not self._is_closing:
            self.seen_changed.emit(False)


def _kind(dataset: Dataset) -> _Kind:
    if dataset.input_shape == DRAWN:
        return _Kind.DRAWING
    return _Kind.POINT if dataset.inputs == 2 else _Kind.SLIDERS
