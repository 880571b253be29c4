"""The arrays of a step in words and numbers: for a line of the listing, and as a tooltip."""

import re
from collections.abc import Iterable
from html import escape
from typing import Any

import numpy as np

from app.look import numbers
from engine.errors import NotComputedError
from engine.meanings import meaning as meaning_of_number
from engine.network import Network
from engine.trace import Trace

MEANINGS = (
    (r"x", "the inputs, one example a row"),
    (r"y", "the targets, one example a row"),
    (r"W\d+", "the weights of layer {}: from row i to column j"),
    (r"b\d+", "the biases of layer {}"),
    (r"z\d+", "the pre-activations of layer {}, one example a row"),
    (r"a\d+", "the activations of layer {}, one example a row"),
    (r"a\d+_kept", "the activations of layer {} behind dropout"),
    (r"mask\d+", "the dropout mask of layer {}: 0 for what is dropped"),
    (r"L", "the loss of each example"),
    (r"d[az]\d+(_kept)?", "∂C/∂{}, one example a row"),
    (r"d[Wb]\d+", "∂C/∂{}, of the whole batch"),
    (r"params", "all weights and biases in one vector"),
    (r"grads", "the derivatives by all weights and biases in one vector"),
    (r"update", "the change of all weights and biases in one vector"),
)
"""What arrays stand for: a pattern, and words with the layer, or what follows the d, in place."""

OF_EXAMPLES = r"x|y|mask\d+|d?[az]\d+(_kept)?(_trial)?"
"""The names of arrays with a row for each example."""

MOST_ROWS, MOST_COLUMNS = 5, 6
"""Of an array in a tooltip."""

MOST_IN_A_ROW = 10
"""Of a single row."""


def meaning(name: str, network: Network) -> str:
    """What a name of the step stands for, in words."""
    for pattern, words in MEANINGS:
        if re.fullmatch(pattern, name):
            return words.format(name[1:] if words.startswith("∂") else re.sub(r"\D", "", name))
    return meaning_of_number(name, (), network)


def size(value: Any) -> str:
    """The shape of an array; nothing for a single number."""
    return str(np.shape(value)) if np.ndim(value) else ""


def extent(value: Any) -> str:
    """The least and the greatest number of an array, in few digits, or the single number."""
    if np.ndim(value) == 0:
        return numbers.exact(float(value)) if isinstance(value, float) else f"{value}"
    least, greatest = np.min(value), np.max(value)
    if least == greatest:
        return f"all {numbers.short(least)}"
    return f"{numbers.short(least)} … {numbers.short(greatest)}"


def array_tooltip(name: str, trace: Trace | None, example: int | None) -> str:
    """A name, what it stands for, its extent and its first values or the row of an example."""
    title = f"<b>{escape(name)}</b>"
    if trace is None:
        return _paragraph(title, "Its numbers are shown at rest.")
    if words := meaning(name, trace.network):
        title += f" · {escape(words)}"
    if name not in trace.values:
        try:
            trace.require(name)
        except NotComputedError as error:
            return _paragraph(title, escape(str(error)))
    value = trace.values[name]
    if np.ndim(value) == 0:
        return _paragraph(title, extent(value))
    array = np.asarray(value)
    facts = [("shape", size(array))]
    facts += [
        (key, numbers.plain(of(array)))
        for key, of in (("min", np.min), ("mean", np.mean), ("max", np.max))
    ]
    if name == "L" and example is not None:
        facts.append((f"example {example + 1}", numbers.plain(array[min(example, len(array) - 1)])))
    tables = _table(zip(*facts, strict=True)) + _table(_corner(name, array, example))
    return _paragraph(title) + tables


def _paragraph(*lines: str) -> str:
    return f"<p style='white-space: pre'>{'<br>'.join(lines)}</p>"


def _corner(name: str, array: Any, example: int | None) -> list[list[str]]:
    """The first values with their indices: of the example's row, if there is a row for each."""
    matrix = array if array.ndim == 2 else array.reshape(1, -1)
    rows = range(min(len(matrix), MOST_ROWS))
    is_by_example = array.ndim == 2 and re.fullmatch(OF_EXAMPLES, name) is not None
    if example is not None and is_by_example:
        row = min(example, len(array) - 1)
        rows = range(row, row + 1)
    columns = range(min(matrix.shape[1], MOST_COLUMNS if len(rows) > 1 else MOST_IN_A_ROW))
    lines = [["", *map(str, columns)]]
    for row in rows:
        label = f"example {row + 1}" if is_by_example else f"row {row}" if array.ndim == 2 else ""
        lines.append([label, *(numbers.short(matrix[row, column]) for column in columns)])
    if matrix.shape[1] > len(columns):
        for line in lines:
            line.append("…")
    if 1 < len(rows) < len(array):
        lines.append(["⋮"])
    return lines


def _table(lines: Iterable[Iterable[str]]) -> str:
    """Lines of right-aligned cells, the first of them as a head."""
    head, *others = lines
    rows = [f"<tr>{_cells(f'<small>{text}</small>' for text in head)}</tr>"]
    rows += [f"<tr>{_cells(line)}</tr>" for line in others]
    return f"<table cellspacing='0' cellpadding='3'>{''.join(rows)}</table>"


def _cells(texts: Iterable[str]) -> str:
    return "".join(f"<td align='right'>{text}</td>" for text in texts)
