"""The pad for data with two inputs: a point on their plane."""

from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.look.look import Look
from app.pad.chosen_face import ChosenFace
from app.pad.columns import column
from app.pad.plane import Plane
from app.pad.plane_marks import PlaneMarks
from app.widgets.number_field import NumberField
from app.widgets.side_by_side import SideBySide
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment


class PlaneFace(ChosenFace):
    """Lets the user put a point among the training data; it begins with their mean."""

    def __init__(self) -> None:
        super().__init__()
        self._dataset: Dataset | None = None
        self._plane = Plane()
        self._fields: tuple[NumberField, ...] = ()
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._put(self._plane, self._rows, self._problem, self._tools)
        self._plane.moved.connect(self._move)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        super().show_look(look)
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

    def _show_values(self) -> None:
        x = self._chosen.x
        self._plane.show_point(*x.tolist())
        for field, value in zip(self._fields, x, strict=True):
            field.show_value(value)
