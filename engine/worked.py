"""Statements worked out: what an operation computes at one element, with all numbers in it."""

from dataclasses import replace

import numpy as np

from engine.addresses import BiasId, EdgeId
from engine.arithmetic import Arithmetic
from engine.elements import Element
from engine.explanation import SUM, Explanation
from engine.expressions import first_term, right_side
from engine.names import array_name
from engine.places import position_of
from engine.program import Operation
from engine.statements import Pass
from engine.trace import Trace


@np.errstate(all="ignore")
def worked(
    trace: Trace, operation: Operation, index: tuple[int, ...], example: int | None = None
) -> Explanation:
    """What an operation computes at one element of what it writes.

    It may be an operation that is not done yet, if what it reads is there: then the value is that
    of the formula, in float64 where it sums up. With an `example`, of the gradient of a weight or
    bias only what that one adds to it is there, without penalties. Raises `NotComputedError`.
    """
    name, element = operation.writes, Element(operation.writes, index)
    parts = array_name(name)
    is_shared = example is not None and parts is not None and parts.is_parameter
    node = first_term(right_side(operation)) if is_shared else right_side(operation)
    arithmetic = Arithmetic(trace, operation, example if is_shared else None)
    piece = arithmetic.piece(node, index)
    if arithmetic.sum is not None and piece.latex == SUM:
        arithmetic.sum = replace(arithmetic.sum, element=element)
    if operation.number <= trace.cursor and not is_shared:
        result = trace.values[name]
        piece = piece._replace(value=result[index] if index else result)
    is_row = parts is not None and parts.is_by_example
    explanation = arithmetic.explanation(
        element, piece, index[0] if is_row else example if is_shared else None
    )
    sign = r"\leftarrow" if name in operation.reads else "="
    return replace(explanation, sign=sign)


def update_lines(trace: Trace, address: EdgeId | BiasId) -> tuple[Explanation, ...]:
    """Every line of the update for a weight or bias, in order, down to its new value.

    Only lines that are done are there. A vector on the right of its own line has the value from
    before the step.
    """
    position = position_of(address, trace.network)
    return tuple(
        worked(trace, operation, (position,) if operation.shape else ())
        for operation in trace.operations[: trace.cursor]
        if operation.pass_ is Pass.UPDATE and _is_of_update(operation)
    )


def _is_of_update(operation: Operation) -> bool:
    """Whether a line is the optimizer's own, and not of the second forward pass that one has."""
    is_of_trial = operation.writes.endswith("_trial")
    return not is_of_trial or operation.writes in ("params_trial", "C_trial")
