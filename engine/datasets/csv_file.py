"""Own data: a table in a CSV file, one example a row."""

import csv
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from engine.datasets.dataset import MOST_CLASSES, Dataset, Examples, require_test_share, split
from engine.datasets.source import Source
from engine.datasets.standardization import standardized
from engine.errors import InputError, require, unknown_name

Task = Literal["classes", "regression"]


@dataclass(frozen=True)
class CsvFile(Source):
    """A CSV file with numbers, and one column that is to be learnt.

    `target` is that column's name, or its number from 1; the last column if None. In the `task`
    "classes" each of its values is a class, in "regression" it holds numbers; None: classes if none
    of its values is a number. `header` tells whether the first row holds names; None: it does
    if none of its values is a number. `ignore` names columns to leave out. `standardise` brings
    each input to mean 0 and deviation 1.
    """

    path: str
    target: str | None = None
    header: bool | None = None
    task: Task | None = None
    ignore: tuple[str, ...] = ()
    standardise: bool = True
    test_share: float = 0.2

    name = "csv"
    title = "CSV file"

    def __post_init__(self) -> None:
        if self.task is not None and self.task not in get_args(Task):
            raise unknown_name("task", self.task, get_args(Task))
        require_test_share(self.test_share)

    def load(self, seed: int) -> Dataset:
        """Read, shuffled and split by `seed`; raises `InputError` with file, line and column."""
        table = _read(Path(self.path))
        has_header = self._has_header(table[0][1])
        width = len(table[0][1])
        column_names = table[0][1] if has_header else [f"column {i + 1}" for i in range(width)]
        rows = table[1:] if has_header else table
        require(bool(rows), f"{self.path} holds no examples, only a header.")
        target = width - 1
        if self.target is not None:
            target = self._column_number(self.target, column_names)
        left_out = {target, *(self._column_number(name, column_names) for name in self.ignore)}
        inputs = [column for column in range(width) if column not in left_out]
        require(
            bool(inputs),
            f"{self.path} has no column besides the target, so there is nothing to learn it from; "
            "values are separated by commas.",
        )
        x = np.array([[self._number(row, c, column_names) for c in inputs] for row in rows])
        y, class_names = self._targets(rows, target, column_names)
        train, test = split(y if class_names else np.zeros(len(y), np.intp), self.test_share, seed)
        if self.standardise:
            x = standardized(x, train)
        return Dataset(
            name=Path(self.path).name,
            train=Examples(x[train], y[train]),
            test=Examples(x[test], y[test]),
            input_shape=(len(inputs),),
            class_names=class_names,
            input_names=tuple(column_names[column] for column in inputs),
        )

    def _has_header(self, first_row: list[str]) -> bool:
        if self.header is not None:
            return self.header
        return not any(_is_number(value) for value in first_row)

    def _column_number(self, name: str, column_names: list[str]) -> int:
        """The place of the column with this name, or with this number from 1."""
        if name in column_names:
            return column_names.index(name)
        if name.isdecimal() and len(name) < 10 and 1 <= int(name) <= len(column_names):
            return int(name) - 1
        numbers = [str(number) for number in range(1, len(column_names) + 1)]
        raise unknown_name(f"column of {self.path}", name, [*column_names, *numbers])

    def _number(self, row: tuple[int, list[str]], column: int, column_names: list[str]) -> float:
        line, values = row
        text = values[column]
        where = f"{self.path}, line {line}, {_column(column, column_names)}"
        hint = (
            " If the first row holds names, say so (--header in a terminal)." if line == 1 else ""
        )
        require(_is_number(text), f"{where}: {_shown(text)} is not a number.{hint}")
        number = float(text)
        require(isfinite(number), f"{where}: {_shown(text)} is not a finite number.")
        return number

    def _targets(
        self, rows: list[tuple[int, list[str]]], column: int, column_names: list[str]
    ) -> tuple[NDArray[Any], tuple[str, ...]]:
        """Class numbers and the names of the classes, or target values, shape (n, 1), and none."""
        texts = [values[column] for _, values in rows]
        where = _column(column, column_names)
        for (line, _), text in zip(rows, texts, strict=True):
            missing = text.lower() in ("", "nan")
            require(not missing, f"{self.path}, line {line}, {where}: {_shown(text)} is no target.")
        task = self.task
        if task is None:
            task = "regression" if any(_is_number(text) for text in texts) else "classes"
        if task == "regression":
            return np.array([[self._number(row, column, column_names)] for row in rows]), ()
        names = sorted(set(texts))
        if all(map(_is_number, names)):
            names.sort(key=float)
        require(
            len(names) >= 2,
            f"{self.path}, {where}: every example belongs to the class "
            f"'{names[0]}', so there is nothing to tell apart.",
        )
        require(
            len(names) <= MOST_CLASSES,
            f"{self.path}, {where}: {len(names):,} different values are too many classes; "
            "is this the right target, or is it a regression?",
        )
        number = {name: i for i, name in enumerate(names)}
        return np.array([number[text] for text in texts], np.intp), tuple(names)


def _read(path: Path) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its line, all of the same length."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file, strict=True)
            rows = [
                (reader.line_num, [v.strip() for v in row])
                for row in reader
                if "".join(row).strip()
            ]
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not a text file in UTF-8: {error.reason}.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    require(bool(rows), f"{path} is empty.")
    width = len(rows[0][1])
    for line, values in rows:
        require(
            len(values) == width,
            f"{path}, line {line}: it has {len(values)} values, but the first row has {width}.",
        )
    return rows


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return "_" not in text  # Python reads 1_000, but nobody writes it in a table


def _shown(text: str) -> str:
    """The text in quotes, short, and harmless to a terminal."""
    return repr(text if len(text) <= 40 else f"{text[:40]}…")


def _column(column: int, column_names: list[str]) -> str:
    name = column_names[column]
    return name if name == f"column {column + 1}" else f"column {column + 1} ('{name}')"
