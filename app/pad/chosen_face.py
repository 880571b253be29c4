"""What the pads for a plane and for sliders have in common: an input of values that are chosen."""

from typing import Any

from numpy.typing import NDArray
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.look.look import Look
from app.pad.chosen_input import ChosenInput
from app.pad.input_tools import InputTools
from app.widgets.scrolling import ScrollingColumn
from app.widgets.section import paragraph


class ChosenFace(QWidget):
    """Lets the user choose an input, which begins with the mean of the training data.

    Kinds of it place their parts by `_put`, and show the values by `_show_values`.
    """

    #: The input, shape (inputs,), that is put into the network now.
    input_changed = pyqtSignal(object)
    #: The user has chosen another input, which can be taken back: what that is called.
    edited = pyqtSignal(str)
    #: The user wants the last change taken back.
    undo_wanted = pyqtSignal()
    #: The user wants it done again.
    redo_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._chosen = ChosenInput()
        self._tools = InputTools(self._chosen)
        self._problem = paragraph("bad")
        self._problem.hide()
        self._scrolling: ScrollingColumn
        self._chosen.changed.connect(self._show)
        self._chosen.edited.connect(self.edited)
        self._chosen.refused.connect(self._refuse)
        self._tools.undo_wanted.connect(self.undo_wanted)
        self._tools.redo_wanted.connect(self.redo_wanted)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self._scrolling.show_look(look)
        self._tools.show_look(look)

    def show_input(self, x: NDArray[Any]) -> None:
        """Take this input, shape (inputs,)."""
        self._chosen.put_all(x)

    @property
    def input(self) -> NDArray[Any]:
        """The input that is put into the network, shape (inputs,)."""
        return self._chosen.x

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self._chosen.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a change that was taken back."""
        return self._chosen.can_redo

    def undo(self) -> None:
        """Take the last change back."""
        self._chosen.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._chosen.redo()

    def _put(self, *parts: QWidget) -> None:
        """Have these parts in a column that scrolls."""
        self._scrolling = ScrollingColumn(parts, between=8)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(self._scrolling.area)

    def _show_values(self) -> None:
        """Show the input that is chosen."""
        raise NotImplementedError

    def _show(self) -> None:
        self._refuse("")
        self._show_values()
        self.input_changed.emit(self._chosen.x)

    def _refuse(self, reason: str) -> None:
        """Say why a value cannot be taken; "" if it can."""
        self._problem.setText(reason)
        self._problem.setVisible(bool(reason))
