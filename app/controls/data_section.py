"""The data: which set, with which settings, and how much of it a step sees."""

from PyQt6.QtWidgets import QLabel, QWidget

from app.controls.bindings import Apply
from app.controls.download_row import DownloadRow
from app.controls.form import Form, column
from app.look import numbers
from app.look.look import Look
from engine.datasets.dataset import Dataset
from engine.datasets.sources import SOURCES
from engine.experiment import Experiment
from engine.network import Network


class DataSection(QWidget):
    """The chosen data set, what becomes of it, and facts about the one in use."""

    def __init__(self, apply: Apply) -> None:
        super().__init__()
        self.download = DownloadRow()
        self._facts = QLabel()
        self._facts.setWordWrap(True)
        self._facts.setProperty("role", "muted")
        self._choice = Form(apply)
        self._choice.add_kind(Experiment, ("source",), SOURCES)
        self._use = Form(apply)
        self._use.add(Experiment, ("batch_size",))
        self._use.add(Experiment, ("seed",))
        self._use.add(Network, ("network", "precision"))
        self._column = column(self)
        for part in (self._choice, self.download, self._facts, self._use):
            self._column.addWidget(part)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show the settings of `experiment`, whose source is the chosen one, not yet in use."""
        self._choice.show_experiment(experiment, dataset)
        self._use.show_experiment(experiment, dataset)
        self._facts.setText(_facts(dataset))

    def clear_notes(self) -> None:
        """Take away what was said about the change before."""
        self._choice.clear_notes()
        self._use.clear_notes()

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
        self._facts.setFont(look.font(0.9))
        for part in (self._choice, self.download, self._use):
            part.show_look(look)


def _facts(dataset: Dataset) -> str:
    """The size of the data set in use."""
    learn, test = numbers.count(len(dataset.train)), numbers.count(len(dataset.test))
    return f"{learn} to learn from · {test} to test with"
