"""The table of a plot: all its values, and their text as CSV."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

ROWS_AT_ONCE = 10_000

FORMATS = {"i": "%d", "f": "%.17g"}
"""Seventeen digits give back the same number."""


def csv(columns: Mapping[str, Array]) -> Iterator[bytes]:
    """The table with these columns, in pieces; a cell without a number is empty."""
    yield (",".join(columns) + "\n").encode()
    rows = len(next(iter(columns.values())))
    for start in range(0, rows, ROWS_AT_ONCE):
        cells = [_cells(column[start : start + ROWS_AT_ONCE]) for column in columns.values()]
        yield ("\n".join(map(",".join, zip(*cells, strict=True))) + "\n").encode()


def pieces(columns: Mapping[str, Array]) -> int:
    """Of how many pieces the table with these columns consists."""
    return 1 + -(-len(next(iter(columns.values()))) // ROWS_AT_ONCE)


def joined(curves: Mapping[str, tuple[Array, Array]]) -> dict[str, Array]:
    """One table of several curves over steps: a row for each step that any of them has."""
    steps = np.unique(np.concatenate([x for x, _ in curves.values()])).astype(np.int64)
    columns: dict[str, Array] = {"step": steps}
    for name, (x, y) in curves.items():
        column = np.full(len(steps), np.nan)
        column[np.searchsorted(steps, x)] = y
        columns[name] = column
    return columns


def _cells(column: Array) -> list[str]:
    if column.dtype.kind not in FORMATS:
        return [str(cell) for cell in column]
    form = FORMATS[column.dtype.kind]
    texts = (f"{form}\n" * len(column) % tuple(column.tolist())).split("\n")[:-1]
    return ["" if text == "nan" else text for text in texts]
