"""The training: what is made smaller, by which rule, and how fast."""

from PyQt6.QtWidgets import QWidget

from app.controls.bindings import Apply
from app.controls.changes import with_clock, with_loss, with_optimizer
from app.controls.choice_field import Choice, ChoiceField
from app.controls.form import Form, column
from app.look.look import Look
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES


class TrainingSection(QWidget):
    """Loss, optimizer, learning rate and its schedule; a tolerance where the data have one."""

    def __init__(self, apply: Apply) -> None:
        super().__init__()
        self._form = Form(apply)
        losses = ChoiceField([Choice(loss.title, loss) for loss in LOSSES.values()])
        self._loss = self._form.add(Experiment, ("loss",), with_loss, losses)
        self._form.add_kind(Experiment, ("optimizer",), OPTIMIZERS, with_optimizer)
        self._form.add(Experiment, ("learning_rate",))
        self._form.add_kind(Experiment, ("schedule",), SCHEDULES, setters={"per": with_clock})
        self._tolerance = self._form.add(Experiment, ("tolerance",))
        column(self).addWidget(self._form)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show its settings, and a warning where the loss has one."""
        self._form.show_experiment(experiment, dataset)
        self._tolerance.setVisible(not dataset.is_classification)
        caution = experiment.loss.after(experiment.network.output.activation).caution
        self._loss.show_caution(caution)

    def clear_notes(self) -> None:
        """Take away what was said about the change before."""
        self._form.clear_notes()

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
        self._form.show_look(look)
