"""Terms: the elements that an operation computes, in an order to follow, and what each adds up."""

import ast
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.elements import Element
from engine.explanation import Explanation
from engine.expressions import evaluate, first_term, parsed, right_side
from engine.names import array_name
from engine.program import Operation
from engine.trace import Trace

Array = NDArray[Any]


@dataclass(frozen=True)
class CloseUpOrder:
    """The elements of an operation, neuron by neuron, numbered from 0.

    Of an array with a row for each example it is the row of one example; of ∂C/∂W every weight,
    by the neuron that it leads to; of ∂C/∂b every bias. What else there is, such as the loss and
    the flat vectors of an update, is one element as a whole.
    """

    operation: Operation

    @property
    def is_row(self) -> bool:
        """Whether the elements are those of an example's row."""
        name = array_name(self.operation.writes)
        is_drawn = name is not None and name.letter == "mask"  # at random, all at once
        return name is not None and name.is_by_example and not is_drawn

    @property
    def is_gradient(self) -> bool:
        """Whether the elements are derivatives by the weights or the biases of a layer."""
        name = array_name(self.operation.writes)
        return name is not None and name.is_parameter

    @property
    def is_whole(self) -> bool:
        """Whether the operation is not taken apart."""
        return not self.is_row and not self.is_gradient

    @property
    def neurons(self) -> int:
        """The number of neurons that the elements belong to."""
        return 1 if self.is_whole else self.operation.shape[-1]

    @property
    def per_neuron(self) -> int:
        """The number of elements that belong to one neuron."""
        is_weights = self.is_gradient and len(self.operation.shape) == 2
        return self.operation.shape[0] if is_weights else 1

    @property
    def count(self) -> int:
        """The number of elements."""
        return self.neurons * self.per_neuron

    def neuron_of(self, number: int) -> int:
        """The neuron, by its place in the layer, that an element belongs to."""
        return number // self.per_neuron

    def index(self, number: int, example: int) -> tuple[int, ...]:
        """The place of an element in the operation's array."""
        if self.is_whole:
            return ()
        neuron, source = divmod(number, self.per_neuron)
        if self.is_row:
            return example, neuron
        return (source, neuron) if len(self.operation.shape) == 2 else (neuron,)

    def element(self, number: int, example: int) -> Element:
        """The element of that number; `example` is the row in the batch that is looked at."""
        return Element(self.operation.writes, self.index(number, example))

    def address(self, number: int, term: int | None = None) -> Address | None:
        """What lights in the picture: the edge of a term, or else what the element belongs to."""
        layer = self.operation.layer
        if self.is_whole or layer is None:
            return None
        neuron, source = divmod(number, self.per_neuron)
        if self.is_gradient:
            is_weights = len(self.operation.shape) == 2
            return EdgeId(layer, source, neuron) if is_weights else BiasId(layer, neuron)
        if term is None:
            return NodeId(layer, neuron)
        is_backward = self.operation.writes.startswith("d")
        return EdgeId(layer + 1, neuron, term) if is_backward else EdgeId(layer, term, neuron)


class Sums:
    """What adds up to the elements of an operation: products of two matrices, or a column.

    `count` is the number of terms in each element, 0 if the operation is no such sum. The trace is
    of before the operation.
    """

    def __init__(self, operation: Operation, trace: Trace) -> None:
        expression = right_side(operation)
        first = first_term(expression)
        self._factors = _factors(first, trace, operation)
        self.count = self._factors[0].shape[1] if self._factors else 0
        if self._factors:
            rest = parsed(ast.unparse(expression).replace(ast.unparse(first), "0", 1))
            constants = evaluate(rest, trace, operation)
            self._constants = np.broadcast_to(constants, operation.shape)

    def constant(self, index: tuple[int, ...]) -> float:
        """What is no term of the sum, such as a bias, at a place in the operation's array."""
        return float(self._constants[index])

    def are_nonzero(self, rows: slice) -> Array:
        """Whether there is a term other than 0 in each element of these rows of the array."""
        left, right = self._factors
        counts: Array = (left[rows] != 0).astype(np.float32) @ (right != 0).astype(np.float32)
        return counts > 0


def stops(explanation: Explanation, *, skip_zeros: bool) -> Array:
    """The numbers of terms, from 1 to all, after which one may stop: each, or each that is not 0.

    There is none if the element is no sum.
    """
    terms = np.empty(0) if explanation.sum is None else explanation.sum.terms
    return np.flatnonzero(terms) + 1 if skip_zeros else np.arange(1, len(terms) + 1)


def ahead(trace: Trace) -> Trace:
    """The trace with its next operation done as well, as its statement says in plain NumPy."""
    operation = trace.operations[trace.cursor]
    result = evaluate(right_side(operation), trace, operation)
    if isinstance(result, np.ndarray):
        result.flags.writeable = False
    values = MappingProxyType({**trace.values, operation.writes: result})
    return replace(trace, cursor=trace.cursor + 1, values=values)


def _factors(node: ast.expr, trace: Trace, operation: Operation) -> tuple[Array, ...]:
    """The two matrices whose product is the sum, or none if the expression is no such sum."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        return tuple(evaluate(side, trace, operation) for side in (node.left, node.right))
    if isinstance(node, ast.Call) and ast.unparse(node).endswith(".sum(axis=0)"):
        assert isinstance(node.func, ast.Attribute)
        column = evaluate(node.func.value, trace, operation)
        return np.ones((1, len(column))), column
    return ()
