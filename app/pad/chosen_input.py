"""The chosen input: values for all inputs that the user sets, and what they were before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QObject, pyqtSignal

from app.look import numbers
from app.pad.columns import FINE, input_name
from engine.datasets.dataset import Dataset, Examples

MOST = 500
"""Changes that can be taken back."""
CHANGE = "other input"
OWN = "Your own values."
MEAN = "The mean of the training data."
ELSEWHERE = "An example that you chose."


@dataclass(frozen=True, eq=False)
class Choice:
    """An input as the network sees it, shape (inputs,), and where it comes from."""

    x: NDArray[Any]
    origin: str


class ChosenInput(QObject):
    """The input that is chosen now; it begins with the mean of the training data."""

    #: The input is another one, or what can be taken back.
    changed = pyqtSignal()
    #: The user has chosen otherwise, which can be taken back: what that is called.
    edited = pyqtSignal(str)
    #: Why a value cannot be taken.
    refused = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._dataset: Dataset | None = None
        self._type: np.dtype[Any] = np.dtype(np.float32)
        self._present: Choice | None = None
        self._done: list[Choice] = []
        self._undone: list[Choice] = []
        self._next_example = 0

    @property
    def x(self) -> NDArray[Any]:
        """The input, shape (inputs,), in the network's precision."""
        assert self._present is not None
        return self._present.x

    @property
    def origin(self) -> str:
        """Where it comes from, in a sentence."""
        return "" if self._present is None else self._present.origin

    @property
    def is_empty(self) -> bool:
        """Whether there is no data set to choose an input for."""
        return self._present is None

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change that was taken back."""
        return bool(self._undone)

    def show_dataset(self, dataset: Dataset, precision: str) -> None:
        """Choose an input for these data, in the network's precision.

        It is the same one if they are of the same kind as before, else their mean.
        """
        if dataset is self._dataset and self._type == np.dtype(precision):
            return
        is_kept = self._dataset is not None and _kind(dataset) == _kind(self._dataset)
        self._dataset, self._type = dataset, np.dtype(precision)
        if is_kept:
            assert self._present is not None
            self._present = Choice(self._frozen(self.x), self.origin)
        else:
            self._done.clear()
            self._undone.clear()
            self._next_example = 0
            self._present = Choice(self._mean(), MEAN)
        self.changed.emit()

    def put(self, values: Mapping[int, float], *, is_new: bool = True) -> None:
        """Give some inputs these values; a change that is not new goes on with the last one."""
        x = self.x.astype(np.float64)
        for index, value in values.items():
            x[index] = value
        with np.errstate(over="ignore"):
            cast = self._frozen(x)
        if not np.isfinite(cast).all():
            assert self._dataset is not None
            name = input_name(self._dataset, int(np.flatnonzero(~np.isfinite(cast))[0]))
            largest = numbers.plain(float(np.finfo(self._type).max))
            self.refused.emit(
                f"That is too large for {name}: a number of the type {self._type} goes up to "
                f"{largest}."
            )
        elif not np.array_equal(cast, self.x):
            self._choose(Choice(cast, OWN), is_new=is_new)

    def put_all(self, x: NDArray[Any]) -> None:
        """Take this input, shape (inputs,)."""
        self._choose(Choice(self._frozen(x), ELSEWHERE))

    def put_mean(self) -> None:
        """Take the mean of the training data."""
        self._choose(Choice(self._mean(), MEAN))

    def put_next_example(self) -> None:
        """Take the next example of the training data, from the first one on."""
        assert self._dataset is not None
        dataset, number = self._dataset, self._next_example
        self._next_example = (number + 1) % len(dataset.train)
        rows = slice(number, number + 1)
        train = dataset.train
        one = Examples(train.x[rows], train.y[rows], train.scale).in_precision(self._type.name)
        x = np.empty((1, dataset.inputs), self._type)
        one.fetch(np.zeros(1, np.intp), out=x)
        self._choose(Choice(self._frozen(x[0]), _example_text(dataset, number)))

    def undo(self) -> None:
        """Take the last change back."""
        if self._done and self._present is not None:
            self._undone.append(self._present)
            self._take(self._done.pop())

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._undone and self._present is not None:
            self._done.append(self._present)
            self._take(self._undone.pop())

    def _choose(self, choice: Choice, *, is_new: bool = True) -> None:
        if is_new and self._present is not None:
            self._done.append(self._present)
            del self._done[:-MOST]
        self._undone.clear()
        self._take(choice)
        if is_new:
            self.edited.emit(CHANGE)

    def _take(self, choice: Choice) -> None:
        self._present = choice
        self.changed.emit()

    def _mean(self) -> NDArray[Any]:
        """Rounded to a thousandth of each range, as more digits say nothing."""
        assert self._dataset is not None
        train = self._dataset.train
        spans = (train.x.max(axis=0) - train.x.min(axis=0)) * np.float64(train.scale)
        decimals = np.ceil(np.log10(FINE / np.where(spans > 0, spans, 1.0)))
        means = train.x.mean(axis=0, dtype=np.float64) * train.scale
        pairs = zip(means.tolist(), decimals.astype(int).tolist(), strict=True)
        return self._frozen(np.array([round(mean, digits) + 0.0 for mean, digits in pairs]))

    def _frozen(self, x: NDArray[Any]) -> NDArray[Any]:
        """A copy in the network's precision that nobody changes."""
        copy = np.array(x, self._type)
        copy.flags.writeable = False
        return copy


def _kind(dataset: Dataset) -> tuple[object, ...]:
    """Inputs for data of the same kind mean the same."""
    return (dataset.name, dataset.input_shape, dataset.input_names, dataset.class_names)


def _example_text(dataset: Dataset, number: int) -> str:
    """Which example it is, and what it should give."""
    place = f"Training example {numbers.count(number + 1)} of {numbers.count(len(dataset.train))}"
    y = dataset.train.y[number]
    if dataset.is_classification:
        return f"{place}, label {dataset.class_names[int(y)]}."
    targets = ", ".join(numbers.plain(float(value)) for value in y[:3])
    return f"{place}, target {targets}{' …' if len(y) > 3 else ''}."
