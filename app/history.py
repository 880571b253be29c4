"""The history of a run: the curves that its plots show."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Columns = Mapping[str, Sequence[Any] | NDArray[Any]]


class Table:
    """Named columns that grow by rows, each in one array."""

    def __init__(self, types: Mapping[str, DTypeLike]) -> None:
        self._columns: dict[str, NDArray[Any]] = {n: np.empty(256, t) for n, t in types.items()}
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, name: str) -> NDArray[Any]:
        """A column, to be looked at only."""
        column = self._columns[name][: self._length]
        column.flags.writeable = False
        return column

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns."""
        return tuple(self._columns)

    def records(self) -> list[dict[str, Any]]:
        """All rows, each by the names of the columns, as plain numbers."""
        columns = [self[name].tolist() for name in self.names]
        return [dict(zip(self.names, row, strict=True)) for row in zip(*columns, strict=True)]

    def append(self, rows: Columns) -> None:
        """Add rows: an array for each column, all of the same length.

        A number that is too large for its column becomes infinite.
        """
        added = len(next(iter(rows.values())))
        needed = self._length + added
        for name, column in self._columns.items():
            if needed > len(column):
                column = np.concatenate([column, np.empty(max(needed, len(column)), column.dtype)])
                self._columns[name] = column
            with np.errstate(over="ignore"):
                column[self._length : needed] = rows[name]
        self._length = needed

    def truncate(self, length: int) -> None:
        """Forget all rows from number `length` on."""
        if length < self._length:
            self._length = length
            # Without room: what comes now goes elsewhere, because a copy may share these rows.
            self._columns = {name: column[:length] for name, column in self._columns.items()}

    def copy(self) -> "Table":
        """The same rows in a table of its own; their memory is shared until that grows."""
        copy = Table({})
        copy._length = self._length
        copy._columns = {n: column[: self._length] for n, column in self._columns.items()}
        return copy


class History:
    """The curves of a run of a network with so many layers.

    `steps` has a row for every step: its number, cost and learning rate. `measured` has a row for
    each step that was measured in full, as often as time allows: its number, `quality` (the share
    of the batch that is right: accuracy, or for a regression the share within tolerance), and the
    columns gradient_norm1, update_norm1, weight_norm1, … for each layer; NaN where there is no
    such number. `tests` has a row for each evaluation on the examples for testing: the steps done
    before it, loss and quality. `epochs` has a row for each epoch that began: the number of its
    first step. `watched` has the steps and values of what the user watches, by title. Of the first
    `unrecorded` steps there may be no rows: they were done where nobody recorded them.
    """

    def __init__(self, layers: int, unrecorded: int = 0) -> None:
        self.depth = layers
        self._unrecorded = unrecorded
        self.steps = Table(
            {
                "step": np.int64,
                "cost": np.float64,
                "learning_rate": np.float64,
            }
        )
        measures = ("gradient_norm", "update_norm", "weight_norm")
        self.measured = Table(
            {"step": np.int64, "quality": np.float64}
            | {f"{name}{n}": np.float64 for n in range(1, layers + 1) for name in measures}
        )
        self.tests = Table({"step": np.int64, "loss": np.float64, "quality": np.float64})
        self.epochs = Table({"step": np.int64})
        self.watched: dict[str, Table] = {}

    @property
    def length(self) -> int:
        """The number of steps that are known to be done."""
        return max(_end(self.steps), self._unrecorded)

    def watch(self, title: str, steps: NDArray[Any], values: NDArray[Any]) -> None:
        """Record what was watched; of steps that are there already, it is the same."""
        if title not in self.watched:
            self.watched[title] = Table({"step": np.int64, "value": np.float64})
        new = steps >= _end(self.watched[title])
        self.watched[title].append({"step": steps[new], "value": values[new]})

    def keep_watching(self, titles: Collection[str]) -> None:
        """Forget what was watched apart from these."""
        self.watched = {title: table for title, table in self.watched.items() if title in titles}

    def up_to(self, step: int) -> "History":
        """A history of its own, with what is recorded of all steps before this one."""
        copy = History(self.depth, self._unrecorded)
        for name in ("steps", "measured", "tests", "epochs"):
            setattr(copy, name, getattr(self, name).copy())
        copy.watched = {title: table.copy() for title, table in self.watched.items()}
        copy.forget_from(step)
        return copy

    def forget_from(self, step: int) -> None:
        """Forget what was recorded of this step and all later ones.

        What was tested before it and that an epoch begins with it stays true.
        """
        self._unrecorded = min(self._unrecorded, step)
        for table in (self.steps, self.measured, *self.watched.values()):
            table.truncate(int(np.searchsorted(table["step"], step)))
        for table in (self.tests, self.epochs):
            table.truncate(int(np.searchsorted(table["step"], step, side="right")))


def _end(table: Table) -> int:
    return int(table["step"][-1]) + 1 if len(table) else 0
