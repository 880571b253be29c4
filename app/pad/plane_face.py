"""The pad for data with two inputs: a point on their plane."""

from typing import Any

from numpy.typing import NDArray
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.look.look import Look
from app.pad.chosen_input import ChosenInput
from app.pad.columns import column
from app.pad.input_tools import InputTools
from app.pad.plane import Plane
from app.pad.plane_marks import PlaneMarks
from app.widgets.number_field import NumberField
from app.widgets.scrolling import ScrollingColumn
from app.widgets.section import paragraph
from app.widgets.side_by_side import SideBySide
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment


class PlaneFace(QWidget):
    """Lets the user put a point among the training data; it begins with their mean."""

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
        self._dataset: Dataset | None = None
        self._chosen = ChosenInput()
        self._plane = Plane()
        self._fields: tuple[NumberField, ...] = ()
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._problem = paragraph("bad")
        self._problem.hide()
        self._tools = InputTools(self._chosen)
        parts = (self._plane, self._rows, self._problem, self._tools)
        self._scrolling = ScrollingColumn(parts, between=8)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(self._scrolling.area)
        self._plane.moved.connect(self._move)
        self._chosen.changed.connect(self._show)
        self._chosen.edited.connect(self.edited)
        self._tools.undo_wanted.connect(self.undo_wanted)
        self._tools.redo_wanted.connect(self.redo_wanted)
        self._chosen.refused.connect(self._refuse)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self._scrolling.show_look(look)
        self._tools.show_look(look)
        self._plane.show_look(look)
        for field in self._fields:
            field.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show other data; the point stays where it is if they are of the same kind."""
        first, second = column(dataset, 0), column(dataset, 1)
        outputs = experiment.network.output.size
        self._plane.show_data((first, second), PlaneMarks(dataset, outputs))
        if dataset is not self._dataset:
            self._dataset = dataset
            self._make_fields(first.name, second.name)
            self._tools.show_standardised(first.is_standardised and second.is_standardised)
        self._chosen.show_dataset(dataset, experiment.network.precision)

    def show_input(self, x: NDArray[Any]) -> None:
        """Put the point at this input, shape (inputs,)."""
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

    def _make_fields(self, *names: str) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (earlier := item.widget()) is not None:
                earlier.hide()
                earlier.deleteLater()
        fields = [NumberField("", name, f"Type a value of {name}. Key: Enter.") for name in names]
        for index, (field, name) in enumerate(zip(fields, names, strict=True)):
            field.show_look(self._look)
            row = SideBySide(QLabel(name), field)
            self._column.addWidget(row)
            row.show()
            field.entered.connect(lambda value, i=index: self._chosen.put({i: value}))
            field.refused.connect(self._refuse)
        self._fields = tuple(fields)

    def _move(self, x0: float, x1: float, is_new: bool) -> None:
        self._chosen.put({0: x0, 1: x1}, is_new=is_new)

    def _show(self) -> None:
        x = self._chosen.x
        self._plane.show_point(*x.tolist())
        for field, value in zip(self._fields, x, strict=True):
            field.show_value(value)
        self._refuse("")
        self.input_changed.emit(x)

    def _refuse(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
