"""The plots of a run: who draws when, and how they belong together."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QHideEvent, QShowEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.chronicle import Chronicle
from app.history import History
from app.look.look import Look
from app.plots.catalogue import (
    DISTRIBUTION_KINDS,
    ORDER,
    SHOWN_AT_FIRST,
    WATCHED,
    step_kinds,
    watched_kind,
)
from app.plots.distribution_plot import DistributionPlot
from app.plots.saving import Saving
from app.plots.step_plot import StepPlot
from app.plots.strip import Strip
from app.plots.turns import Turns
from engine.datasets.dataset import Dataset
from engine.distributions import Distributions
from engine.experiment import Experiment

Plot = StepPlot | DistributionPlot

HINT = "Space starts the training; the curve appears here"


class Plots(QWidget):
    """All plots of a run, of which the user chooses some; a hidden one costs nothing.

    Those over steps show the same part of the run and the same step while it is pointed at.
    """

    #: Whether a plot that can be seen shows distributions.
    distributions_wanted = pyqtSignal(bool)
    #: One sentence about a file: saved, or why not.
    said = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._is_classification = True
        self._history = History(1)
        self._known: tuple[int, float] = (0, 0.0)
        self._distributions_are_wanted = False
        self._usual_plots = [StepPlot(kind) for kind in step_kinds(1, True)]
        self._watched_plot = StepPlot(watched_kind(()))
        self._step_plots = [*self._usual_plots, self._watched_plot]
        self._watched: tuple[str, ...] = ()
        self._ever_watched: set[str] = set()
        self._distribution_plots = [DistributionPlot(kind) for kind in DISTRIBUTION_KINDS]
        plots: list[Plot] = [*self._step_plots, *self._distribution_plots]
        self._plots = {plot.name: plot for plot in sorted(plots, key=lambda p: ORDER.index(p.name))}
        self._turns = Turns({name: plot.redraw for name, plot in self._plots.items()}, self)
        self._strip = Strip({name: plot.card for name, plot in self._plots.items()})
        self._saving = Saving(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._strip)
        self._connect()
        self._strip.set_present(WATCHED, False)
        self.restore_state({})

    def _connect(self) -> None:
        self._strip.changed.connect(self._show_chosen)
        self._saving.said.connect(self.said)
        for plot in self._plots.values():
            plot.card.log_chosen.connect(plot.set_log)
            plot.card.export_chosen.connect(partial(self._saving.save, plot))
            plot.card.follow_chosen.connect(partial(self._follow, plot))
            plot.card.chart.view_changed.connect(partial(self._take_view, plot))
        for step_plot in self._step_plots:
            step_plot.card.chart.pointed_at.connect(self._point_at)
            step_plot.card.chart.pointer_left.connect(self._point_nowhere)

    def show_look(self, look: Look) -> None:
        """Take the colours and the size of text of this look."""
        self._strip.show_look(look)
        for plot in self._plots.values():
            plot.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Prepare for the run of an experiment: so many layers, classes or a regression."""
        kind_of_run = experiment.network.depth, dataset.is_classification
        if kind_of_run != (self._history.depth, self._is_classification):
            self._is_classification = dataset.is_classification
            self._show_run(History(experiment.network.depth))

    def show_history(self, history: History) -> None:
        """Show the curves of a run. Call it when they have grown, been replaced or cut.

        What has grown is drawn in turns; of what was replaced or cut nothing stays for a moment.
        """
        if history is not self._history:
            self._show_run(history)
        elif not self._goes_on():
            self._show_from_start()
        if tuple(history.watched) != self._watched:
            self._show_watched()
        if self._known[0] == 0:
            self._show_hint()
        self._remember()
        self._turns.wait(self._seen(self._step_plots))

    def show_chronicle(self, chronicle: Chronicle) -> None:
        """Mark the step that is shown, if later ones are known already."""
        for plot in self._step_plots:
            plot.show_shown_step(chronicle.step if chronicle.is_past else None)

    def show_distributions(self, distributions: Distributions) -> None:
        """Show how the weights, gradients and activations of each layer are spread."""
        for plot in self._distribution_plots:
            plot.show_distributions(distributions)
        self._turns.wait(self._seen(self._distribution_plots))

    def state(self) -> dict[str, Any]:
        """What the user has chosen, to be kept: which plots are shown, and which scales."""
        logs = {name: plot.card.chart.is_log for name, plot in self._plots.items()}
        return {"shown": self._strip.ticked, "log": [name for name, log in logs.items() if log]}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Take up what `state` gave once; what cannot be understood is as it is at first."""
        usual_logs = [kind.name for kind in step_kinds(1, True) if kind.is_log]
        logs = _names(state, "log", usual_logs)
        for name, plot in self._plots.items():
            plot.set_log(name in logs)
        self._strip.show_cards(_names(state, "shown", SHOWN_AT_FIRST))
        self._show_chosen()

    def _show_run(self, history: History) -> None:
        """Take another run, and keep nothing of the one before."""
        self._history = history
        for plot in self._step_plots:
            plot.card.chart.follow()
        for distribution_plot in self._distribution_plots:
            distribution_plot.show_distributions(None)
        self._turns.draw_now(plot.name for plot in self._distribution_plots)
        self._show_from_start()

    def _show_from_start(self) -> None:
        """Draw all curves from their first row on, at once."""
        self._point_nowhere()
        kinds = step_kinds(self._history.depth, self._is_classification)
        for plot, kind in zip(self._usual_plots, kinds, strict=True):
            plot.show_kind(kind)
        self._show_watched()
        for plot in self._step_plots:
            plot.leave_what_is_gone(self._history)
        self._strip.show_titles()
        self._remember()
        self._show_chosen()

    def _show_watched(self) -> None:
        """Show a curve for all that is watched; what is watched for the first time is in sight."""
        self._watched = tuple(self._history.watched)
        self._watched_plot.show_kind(watched_kind(self._watched))
        self._watched_plot.show_history(self._history)
        if not self._ever_watched.issuperset(self._watched):
            self._ever_watched.update(self._watched)
            self._strip.show_cards([*self._strip.ticked, WATCHED])
        self._strip.set_present(WATCHED, bool(self._watched))

    def _goes_on(self) -> bool:
        """Whether the history still has the rows that it had when it was shown last."""
        length, cost = self._known
        costs = self._history.steps["cost"]
        return len(costs) >= length and (length == 0 or costs[length - 1] == cost)

    def _remember(self) -> None:
        costs = self._history.steps["cost"]
        self._known = (len(costs), costs[-1] if len(costs) else 0.0)

    def _show_chosen(self) -> None:
        """Draw what can be seen, and say whether that needs distributions."""
        for plot in self._step_plots:
            plot.show_history(self._history)
        self._show_hint()
        self._turns.draw_now(self._seen(self._plots.values()))
        wanted = bool(self._seen(self._distribution_plots))
        if wanted != self._distributions_are_wanted:
            self._distributions_are_wanted = wanted
            self.distributions_wanted.emit(wanted)

    def _seen(self, plots: Iterable[Plot]) -> list[str]:
        """Which of these plots can be seen."""
        if not self.isVisible():
            return []
        return [plot.name for plot in plots if plot.card.isVisibleTo(self)]

    def _show_hint(self) -> None:
        """Say in the first plot how curves come about, until there are some."""
        first = next(iter(self._strip.shown), None)
        for name, plot in self._plots.items():
            is_wanted = name == first and not len(self._history.steps)
            plot.card.chart.show_hint(HINT if is_wanted else "")

    def _point_at(self, x: float) -> None:
        steps = self._history.steps["step"]
        if not len(steps):
            return
        step = min(max(round(x), int(steps[0])), int(steps[-1]))
        for plot in self._step_plots:
            plot.show_step(step)

    def _point_nowhere(self) -> None:
        for plot in self._step_plots:
            plot.show_step(None)

    def _take_view(self, plot: Plot) -> None:
        """Show what the user has zoomed or moved to, also in the other plots over steps."""
        self._turns.draw_now([plot.name])
        if isinstance(plot, StepPlot):
            for other in self._step_plots:
                other.card.chart.x_window = plot.card.chart.x_window
            self._turns.wait(self._seen(self._step_plots))

    def _follow(self, plot: Plot) -> None:
        plot.card.chart.follow()
        self._take_view(plot)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Draw what has come since the plots were last seen."""
        self._show_chosen()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Nobody looks any more."""
        self._show_chosen()


def _names(state: Mapping[str, Any], key: str, usual: Iterable[str]) -> set[str]:
    """The names of plots under a key, or the usual ones if there is no list of texts."""
    names = state.get(key)
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return set(names)
    return set(usual)
