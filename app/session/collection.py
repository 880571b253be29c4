"""The collection: examples of the user's own with their labels, kept for each kind of data."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QObject, pyqtSignal

from app.look import numbers
from engine.datasets import own_examples
from engine.datasets.dataset import Dataset, Examples
from engine.errors import InputError, require

MOST = 200
"""Changes that can be taken back; older ones are forgotten."""

NOUN = "own example"


@dataclass(frozen=True, eq=False)
class _Own:
    """An example of the user's: x, shape (inputs,), and a label or targets, shape (outputs,)."""

    x: NDArray[Any]
    y: int | NDArray[Any]


@dataclass(frozen=True, eq=False)
class _Change:
    """What it was before a change, and what that change was."""

    owns: tuple[_Own, ...]
    title: str


@dataclass
class _Shelf:
    """The examples for one kind of data, and the changes that can be taken back and done again."""

    owns: tuple[_Own, ...] = ()
    done: list[_Change] = field(default_factory=list)
    undone: list[_Change] = field(default_factory=list)


class Collection(QObject):
    """Collects examples for the present data set; those for other data are kept aside.

    Every change of it can be taken back.
    """

    #: The examples now, `Examples` or None; also when other data come.
    changed = pyqtSignal(object)
    #: The user has changed it, which can be taken back: the title of the change.
    edited = pyqtSignal(str)
    #: What was done, in a sentence.
    said = pyqtSignal(str)
    #: What could not be done, and why.
    failed = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._dataset: Dataset | None = None
        self._shelf = _Shelf()
        self._shelves: dict[Hashable, _Shelf] = {}
        self._examples: Examples | None = None

    @property
    def examples(self) -> Examples | None:
        """All examples for the present data set, as the network sees them; None if none."""
        return self._examples

    @property
    def undo_title(self) -> str:
        """The change that would be taken back next; "" for none."""
        return self._shelf.done[-1].title if self._shelf.done else ""

    @property
    def redo_title(self) -> str:
        """The change that would be done again next; "" for none."""
        return self._shelf.undone[-1].title if self._shelf.undone else ""

    def show_dataset(self, dataset: Dataset) -> None:
        """Collect for this data set from now on, beginning with what is there for such data."""
        self._dataset = dataset
        self._shelf = self._shelves.setdefault(_kind(dataset), _Shelf())
        self._tell()

    def input(self, index: int) -> NDArray[Any]:
        """The input of the example with this number, shape (inputs,)."""
        return self._shelf.owns[index].x

    def add(self, x: NDArray[Any], y: int | NDArray[Any]) -> None:
        """Collect an input, shape (inputs,), with its label, or its targets, shape (outputs,)."""
        try:
            own = self._own(x, y)
        except InputError as error:
            self.failed.emit(str(error))
            return
        self._change((*self._shelf.owns, own), f"collecting an {NOUN}")

    def take(self, examples: Examples) -> None:
        """Have these examples of a saved run too; those that are there already are not doubled."""
        known = {_content(own) for own in self._shelf.owns}
        new = tuple(own for own in _apart(examples) if _content(own) not in known)
        if new:
            self._shelf.owns = (*self._shelf.owns, *new)
            self._tell()

    def remove(self, index: int) -> None:
        """Remove the example with this number, from 0."""
        owns = self._shelf.owns
        if 0 <= index < len(owns):
            what = f"{NOUN} {numbers.count(index + 1)}"
            self._change(owns[:index] + owns[index + 1 :], f"removing {what}")
            self.said.emit(f"{what.capitalize()} was removed. Undo brings it back.")

    def clear(self) -> None:
        """Remove all examples for the present data set."""
        if self._shelf.owns:
            what = numbers.counted(len(self._shelf.owns), NOUN)
            self._change((), f"removing {what}")
            self.said.emit(f"Removed: {what}. Undo takes that back.")

    def save(self, path: Path) -> None:
        """Write all examples to a file."""
        if self._examples is None or self._dataset is None:
            self.failed.emit(f"There is no {NOUN} to save yet.")
            return
        dataset = self._dataset
        try:
            own_examples.save(self._examples, dataset.input_shape, dataset.class_names, path)
        except InputError as error:
            self.failed.emit(str(error))
        else:
            self.said.emit(f"{numbers.counted(len(self._examples), NOUN)} saved: {path}.")

    def open(self, path: Path) -> None:
        """Add the examples in a file to those that are there."""
        if self._dataset is None:
            return
        try:
            found = own_examples.load(path, self._dataset)
        except InputError as error:
            self.failed.emit(str(error))
            return
        self._change((*self._shelf.owns, *_apart(found)), f"opening {path.name}")
        what = numbers.counted(len(found), NOUN)
        self.said.emit(f"{what} added from {path.name}. Undo takes that back.")

    def undo(self) -> None:
        """Take the last change for the present data set back."""
        self._go_back(self._shelf.done, self._shelf.undone, "Taken back")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._go_back(self._shelf.undone, self._shelf.done, "Done again")

    def _own(self, x: NDArray[Any], y: int | NDArray[Any]) -> _Own:
        """A copy of an example; raises `InputError` if it does not fit the data set."""
        require(self._dataset is not None, "There is no data set to collect examples for yet.")
        assert self._dataset is not None
        inputs, outputs = self._dataset.inputs, self._dataset.outputs
        require(
            x.shape == (inputs,) and bool(np.isfinite(x).all()),
            f"An {NOUN} for '{self._dataset.name}' has {inputs} finite numbers as inputs.",
        )
        if self._dataset.is_classification:
            require(
                np.ndim(y) == 0 and 0 <= int(y) < outputs,
                f"The label of an {NOUN} goes from 0 to {outputs - 1}, it is not {y}.",
            )
            return _Own(x.copy(), int(y))
        targets = np.array(y, np.float64)
        require(
            targets.shape == (outputs,) and bool(np.isfinite(targets).all()),
            f"An {NOUN} for '{self._dataset.name}' has {outputs} finite numbers as targets.",
        )
        return _Own(x.copy(), targets)

    def _change(self, owns: tuple[_Own, ...], title: str) -> None:
        shelf = self._shelf
        shelf.done.append(_Change(shelf.owns, title))
        del shelf.done[:-MOST]
        shelf.undone.clear()
        shelf.owns = owns
        self._tell()
        self.edited.emit(title)

    def _go_back(self, stack: list[_Change], other: list[_Change], words: str) -> None:
        if not stack:
            return
        change = stack.pop()
        other.append(_Change(self._shelf.owns, change.title))
        self._shelf.owns = change.owns
        self._tell()
        self.said.emit(f"{words}: {change.title}.")

    def _tell(self) -> None:
        owns = self._shelf.owns
        self._examples = _together(owns) if owns else None
        self.changed.emit(self._examples)


def _content(own: _Own) -> tuple[bytes, bytes]:
    """What tells two examples apart."""
    return own.x.astype(np.float32).tobytes(), np.asarray(own.y, np.float64).tobytes()


def _kind(dataset: Dataset) -> Hashable:
    """Examples fit all data of the same kind: pictures of the same classes, or the same data."""
    is_picture = len(dataset.input_shape) > 1
    name = "" if is_picture else dataset.name
    return name, dataset.input_shape, dataset.input_names, dataset.class_names, dataset.outputs


def _together(owns: tuple[_Own, ...]) -> Examples:
    x = np.stack([own.x for own in owns])
    is_labelled = isinstance(owns[0].y, int)
    y = np.array([own.y for own in owns], np.intp if is_labelled else np.float64)
    return Examples(x, y)


def _apart(examples: Examples) -> tuple[_Own, ...]:
    """The examples one by one, with inputs as the network sees them."""
    is_scaled = examples.scale == 1.0 and examples.x.dtype.kind == "f"
    x = examples.x
    if not is_scaled:
        x = np.empty(examples.x.shape, np.float32)
        examples.fetch(np.arange(len(examples)), out=x)
    is_labelled = examples.y.ndim == 1
    ys = examples.y.tolist() if is_labelled else list(examples.y)
    return tuple(_Own(row, y) for row, y in zip(x, ys, strict=True))
