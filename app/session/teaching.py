"""Teaching: extra steps on the probe, on own examples, and on those of an evaluation."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.session.bench import Bench
from app.session.collection import Collection
from app.session.evaluating import Evaluating
from app.session.probing import Probing
from app.session.training import Training
from app.targets import Measure, Target
from engine.datasets.dataset import Dataset, Examples
from engine.extra import Extra

Label = int | NDArray[Any]
"""The number of a class or, for a regression, target values."""
TakeExamples = Callable[[Extra, str, Callable[[], None]], None]
"""Takes the extra steps, their title, and what to do when the first of them can begin."""


class Teaching:
    """Lets a `training` go on for some steps with examples of the user's choice.

    `take_examples` makes the step that comes now such a step, in a way that can be undone.
    """

    def __init__(
        self,
        training: Training,
        take_examples: TakeExamples,
        probing: Probing,
        collection: Collection,
        evaluating: Evaluating,
    ) -> None:
        self._training = training
        self._take_examples = take_examples
        self._probing = probing
        self._collection = collection
        self._evaluating = evaluating

    def step_through(self, label: Label) -> None:
        """Make the probe, labelled so, the example of the step that comes now."""
        x = self._probing.input
        if x is not None:
            self._take_examples(Extra(_labelled(x, label), 1), self._title(label), _wait)

    def train(self, label: Label, times: int) -> None:
        """Train so many steps on the probe, labelled so."""
        x = self._probing.input
        if x is not None:
            self._probing.note_training()
            self._train(Extra(_labelled(x, label), times), self._title(label))

    def train_on_collection(self, times: int) -> None:
        """Train so many steps on all own examples at once."""
        examples = self._collection.examples
        if examples is not None:
            self._probing.note_training()
            self._train(Extra(examples, times), f"{len(examples)} own examples")

    def collect(self, label: Label) -> None:
        """Put the probe, labelled so, with the own examples."""
        if self._probing.input is not None:
            self._collection.add(self._probing.input, label)

    def step_through_evaluated(self, number: int) -> None:
        """Make an example of the last evaluation the one of the step that comes now."""
        report = self._evaluating.report
        if report is None:
            return
        examples = report.answers.examples
        row = slice(number, number + 1)
        example = Examples(examples.x[row], examples.y[row], examples.scale)
        title = f"{report.scope_title.lower().removesuffix('s')} {number + 1}"
        self._take_examples(Extra(example, 1), title, _wait)

    def _train(self, extra: Extra, title: str) -> None:
        training = self._training
        was_running = training.is_running

        def begin() -> None:
            if was_running:
                training.run()
            elif extra.steps == 1:
                training.do(Bench.finish_step)
            else:
                training.run(Target(Measure.STEPS, extra.steps))

        times = f" × {extra.steps:,}" if extra.steps > 1 else ""
        self._take_examples(extra, f"{title}{times}", begin)

    def _title(self, label: Label) -> str:
        return f"own example as {_name(label, self._training.bench.trainer.dataset)}"


def _wait() -> None:
    """The step is not begun: the user goes through it."""


def _labelled(x: NDArray[Any], label: Label) -> Examples:
    """A copy as one example: the run keeps it."""
    if isinstance(label, int):
        return Examples(x[np.newaxis].copy(), np.array([label]))
    return Examples(x[np.newaxis].copy(), np.array(label, np.float64).reshape(1, -1))


def _name(label: Label, dataset: Dataset) -> str:
    if isinstance(label, int):
        return dataset.class_names[label]
    return ", ".join(f"{value:g}" for value in np.atleast_1d(label))
