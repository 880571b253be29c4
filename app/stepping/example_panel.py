"""The example: what goes into the network, what comes out, and what should."""

from collections.abc import Callable
from time import monotonic

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.look import numbers
from app.look.look import Look
from app.snapshot import Snapshot
from app.stepping.example_selector import ExampleSelector
from app.stepping.example_view import ExampleView
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.reading import Focus


class ExamplePanel(QWidget):
    """Shows the example that is looked at, or the mean of the batch: inputs, outputs, loss.

    Its window title says which example of which batch; its contents scroll where room is short.
    All that it shows belongs to one moment. While steps run too fast to be followed it changes at
    most four times a second, by the seconds of `clock`; else at once.
    """

    #: The user chose an example by its row in the batch, or None for the whole batch.
    focus_chosen = pyqtSignal(object)

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._look = Look()
        self._view: ExampleView | None = None
        self._snapshot: Snapshot | None = None
        self._focus: Focus | None = None
        self._shown_at = 0.0
        self._all_examples = 1
        self._per_batch = 1
        self.setWindowTitle("Example")
        self._selector = ExampleSelector()
        self._selector.focus_chosen.connect(self.focus_chosen)
        contents = QWidget()
        self._column = QVBoxLayout(contents)
        self._column.addWidget(self._selector)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(contents)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(area)
        self._selector.hide()
        self.setMinimumWidth(220)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self.setFont(look.font())
        self._selector.show_look(look)
        if self._view is not None:
            self._view.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Get ready for snapshots of this experiment; numbers of another one disappear."""
        self._all_examples = len(dataset.train)
        self._per_batch = experiment.batch_size or self._all_examples
        if self._view is not None and self._view.suits(experiment.network, dataset):
            return
        if self._view is not None:
            self._view.hide()
            self._view.deleteLater()
        self._snapshot = None
        self._view = ExampleView(experiment.network, dataset)
        self._view.show_look(self._look)
        self._column.insertWidget(self._column.count() - 1, self._view)
        self.setWindowTitle("Example")
        self._selector.hide()
        self._view.hide()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the numbers of a snapshot, if it is time to."""
        self._snapshot = snapshot
        if self.isVisible() and self._is_due(snapshot):
            self._show(snapshot)

    def _is_due(self, snapshot: Snapshot) -> bool:
        if not snapshot.is_blur or snapshot.reading.focus != self._focus:
            return True
        return self._clock() - self._shown_at >= numbers.READABLE_S

    def _show(self, snapshot: Snapshot) -> None:
        assert self._view is not None
        self._focus = snapshot.reading.focus
        self._shown_at = self._clock()
        example, examples = self._focus.example, snapshot.examples
        if example is not None:
            example = min(example, examples - 1)  # as a reading does, in a smaller batch
        what = "Mean" if example is None else f"Example {example + 1}"
        batch = f" of batch {numbers.count(self._batch(snapshot))}"
        if snapshot.is_extra:
            batch = f" of {numbers.count(examples)}, extra step"
        # At full speed the network has gone on to others; nobody could read them all.
        self.setWindowTitle(f"{what}, a moment ago" if snapshot.is_blur else what + batch)
        self._selector.show_focus(example, examples)
        self._view.show_reading(snapshot.reading)
        self._selector.show()
        self._view.show()

    def _batch(self, snapshot: Snapshot) -> int:
        """The number of the batch in its epoch."""
        offset, examples = snapshot.position.offset, snapshot.examples
        if offset + examples < self._all_examples:  # else it is the last one, and may be smaller
            self._per_batch = examples
        return offset // self._per_batch + 1

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up with what came while it was hidden."""
        super().showEvent(event)
        if self._snapshot is not None:
            self._show(self._snapshot)
