"""The network: its inputs, a row for each layer, and how many numbers there are to learn."""

from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.controls.bindings import Apply
from app.controls.changes import Changed, with_layer_after, without_layer
from app.controls.form import column
from app.controls.layer_row import LayerRow
from app.controls.small_button import show_icon, small_button
from app.look import numbers
from app.look.look import Look
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment


class NetworkSection(QWidget):
    """Layers from first to last, to be changed, added and removed."""

    def __init__(self, apply: Apply) -> None:
        super().__init__()
        self._apply = apply
        self._look = Look()
        self._inputs = QLabel()
        self._add = small_button("Add a hidden layer right behind the inputs")
        self._hidden: list[LayerRow] = []
        self._output = LayerRow(apply, is_output=True)
        self._count = QLabel()
        self._rows = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        self._add.setAccessibleName("Add a layer behind the inputs")
        self._add.clicked.connect(lambda: self._add_after(0))
        self._inputs.setToolTip("How many numbers an example has: the data decide it.")
        self._count.setProperty("role", "muted")
        self._count.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self._inputs, 1)
        line.addWidget(self._add)
        self._rows.addWidget(self._output)
        layout = column(self)
        layout.addLayout(line)
        layout.addLayout(self._rows)
        layout.addWidget(self._count)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show every layer."""
        network = experiment.network
        while len(self._hidden) < network.depth - 1:
            self._insert_row(len(self._hidden))
        while len(self._hidden) > network.depth - 1:
            self._drop_row(len(self._hidden) - 1)
        for number, row in enumerate([*self._hidden, self._output], start=1):
            row.show_layer(number, experiment, dataset)
        shape = " × ".join(map(str, dataset.input_shape))
        pictured = f"  ({shape})" if len(dataset.input_shape) > 1 else ""
        self._inputs.setText(f"Inputs: {numbers.count(network.inputs)}{pictured}")
        self._count.setText(f"{numbers.count(network.parameter_count())} weights and biases")

    def clear_notes(self) -> None:
        """Take away what was said about the change before."""
        for row in (*self._hidden, self._output):
            row.clear_notes()

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
        self._look = look
        self._rows.setSpacing(round(10 * look.unit))
        show_icon(self._add, "add", look)
        self._count.setFont(look.font(0.9))
        self._count.setContentsMargins(0, round(6 * look.unit), 0, 0)
        for row in (*self._hidden, self._output):
            row.show_look(look)

    def _add_after(self, number: int) -> None:
        self._insert_row(number)
        self._apply(lambda e, _: Changed(with_layer_after(e, number)))
        self._hidden[number].focus_neurons()

    def _remove(self, number: int) -> None:
        self._drop_row(number - 1)
        self._apply(lambda e, _: Changed(without_layer(e, number)))
        next_row = (*self._hidden, self._output)[number - 1]
        next_row.focus_head()

    def _insert_row(self, index: int) -> None:
        row = LayerRow(self._apply, is_output=False)
        row.add_clicked.connect(lambda: self._add_after(self._hidden.index(row) + 1))
        row.remove_clicked.connect(lambda: self._remove(self._hidden.index(row) + 1))
        self._hidden.insert(index, row)
        self._rows.insertWidget(index, row)
        row.show_look(self._look)
        row.show()

    def _drop_row(self, index: int) -> None:
        row = self._hidden.pop(index)
        row.restore()
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
