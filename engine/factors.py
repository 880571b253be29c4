"""Factors and sums of named numbers: their values in a trace, their symbols and their meanings."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.elements import Element
from engine.explanation import Factor, Over, Sum
from engine.meanings import meaning
from engine.names import array_name
from engine.places import address_of, parameter_at
from engine.program import Operation
from engine.symbols import symbol
from engine.trace import Trace

Place = tuple[int | None, ...]
"""A place in an array, with None for the running index of a sum."""


class Column(NamedTuple):
    """One of the arrays that are multiplied in a sum."""

    symbol: str
    meaning: str
    numbers: NDArray[Any]
    name: str = ""
    place: Place = ()


def can_open(trace: Trace, element: Element) -> bool:
    """Whether a number is computed in the step, and not known from its start."""
    parts = array_name(element.name)
    if parts is not None and element.index and (parts.letter == "slope" or parts.role == "d"):
        return True
    return element.name in trace.writers and element.name not in trace.parameters


def factor(
    trace: Trace, name: str, index: tuple[int, ...] = (), operation: Operation | None = None
) -> Factor:
    """A number as an operation reads it: numbers that outlive a step may be those from before it.

    A number of the flat `params` or `grads` is the weight's or bias's own. Raises
    `NotComputedError`.
    """
    value = float(trace.read(name, operation)[index] if index else trace.read(name, operation))
    network = trace.network
    is_old = name in trace.before and is_read_before_written(trace, name, operation)
    if name in ("params", "grads") and index:
        prefix = "d" if name == "grads" else ""
        parameter, index = parameter_at(index[0], network)
        name = f"{prefix}{parameter}"
    element = Element(name, index)
    return Factor(
        symbol(name, index, network),
        value,
        meaning(name, index, network) + (", before this step" if is_old else ""),
        element,
        address_of(element, network),
        can_open=not is_old and can_open(trace, element),
    )


def is_read_before_written(trace: Trace, name: str, operation: Operation | None) -> bool:
    """Whether an operation reads what the step began with, and writes it anew or comes before."""
    writer = trace.writers.get(name)
    return operation is not None and writer is not None and writer.number >= operation.number


def column(
    trace: Trace, name: str, place: Place, letter: str, operation: Operation | None = None
) -> Column:
    """The numbers of an array along the running index, which is None in `place`."""
    lettered = [letter if part is None else part for part in place]
    network = trace.network
    slices = tuple(slice(None) if part is None else part for part in place)
    numbers = trace.read(name, operation)[slices]
    return Column(
        symbol(name, lettered, network), meaning(name, lettered, network), numbers, name, place
    )


def sum_of(
    over: Over, letter: str, columns: Sequence[Column], element: Element | None = None
) -> Sum:
    """The sum of the products of columns."""
    terms = np.array(columns[0].numbers, np.float64)
    for factors in columns[1:]:
        terms *= factors.numbers
    return Sum(
        over,
        letter,
        tuple(column.symbol for column in columns),
        tuple(column.meaning for column in columns),
        tuple(column.numbers for column in columns),
        tuple(column.name for column in columns),
        tuple(column.place for column in columns),
        terms,
        float(terms.sum()),
        element,
    )
