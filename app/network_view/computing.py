"""What is being computed: the present operation, where it works, and how far it has come."""

import re
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.look import numbers
from app.network_view.pulses import layer_of_edges
from app.network_view.scales import largest
from app.snapshot import Snapshot
from engine.addresses import Address, NodeId
from engine.close_up import CloseUp
from engine.program import Operation
from engine.reading import EdgeQuantity, NeuronQuantity
from engine.statements import Pass

NOT_YET = "not computed yet"
NEVER = "not computed in this step"
ONLY_FORWARD = "not computed for an input that is only fed forward"
ROWS = re.compile(r"(z|a|da|dz|mask)\d+(_kept)?")
"""Arrays with a number for each neuron of a layer, in a row for each example."""
QUANTITIES = {
    "z": NeuronQuantity.PRE_ACTIVATION,
    "a": NeuronQuantity.ACTIVATION,
    "da": NeuronQuantity.ACTIVATION_GRADIENT,
    "dz": NeuronQuantity.DELTA,
}


class Site(NamedTuple):
    """Where an operation works: the layer of neurons it is about, and that of edges it uses."""

    operation: Operation
    column: int | None
    edges: int | None

    @classmethod
    def of(cls, snapshot: Snapshot, depth: int) -> "Site | None":
        """Where the present operation works; None while single ones cannot be followed."""
        operation = present(snapshot)
        if operation is None or snapshot.is_blur:
            return None
        column = depth if operation.pass_ is Pass.LOSS and operation.layer is None else None
        if ROWS.fullmatch(operation.writes) or operation.writes.startswith("db"):
            column = operation.layer
        is_penalty = operation.pass_ is Pass.LOSS and operation.layer is not None
        edges = operation.layer if is_penalty else layer_of_edges(operation, depth)
        return cls(operation, column, edges)


def present(snapshot: Snapshot) -> Operation | None:
    """The operation that is done bit by bit, or else the one that was done last."""
    return snapshot.close_up.operation if snapshot.close_up is not None else snapshot.last


def absence(snapshot: Snapshot, quantity: NeuronQuantity, layer: int) -> str:
    """Why there are no such numbers of a layer's neurons, which the reading does not have."""
    if snapshot.is_probe:
        return ONLY_FORWARD
    letters = next(name for name, known in QUANTITIES.items() if known is quantity)
    is_to_come = any(o.writes == f"{letters}{layer}" for o in snapshot.operations)
    return NOT_YET if is_to_come else NEVER


def edge_absence(snapshot: Snapshot) -> str:
    """Why there are no such numbers of a layer's edges, which the reading does not have."""
    return ONLY_FORWARD if snapshot.is_probe else NOT_YET


def under_way(snapshot: Snapshot, quantity: EdgeQuantity) -> int | None:
    """The layer whose edges get this quantity just now, one by one; None if none does."""
    close_up = snapshot.close_up
    if close_up is None or quantity is not EdgeQuantity.GRADIENT:
        return None
    is_gradient = close_up.operation.writes.startswith("dW")
    return close_up.operation.layer if is_gradient else None


class Row(NamedTuple):
    """The neurons of a layer while they are computed one by one.

    `known` says of which there is a value, shape (n,); the one `under_way` has its running total.
    """

    name: str
    layer: int
    values: NDArray[Any]
    known: NDArray[np.bool_]
    under_way: int | None

    @classmethod
    def of(cls, close_up: CloseUp | None) -> "Row | None":
        """The row that a close-up is about; None if it is about something else."""
        if close_up is None or close_up.row is None or close_up.operation.layer is None:
            return None
        operation, element = close_up.operation, close_up.explanation.element
        if not ROWS.fullmatch(operation.writes):
            return None
        assert operation.layer is not None
        values = np.array(close_up.row)
        under_way = None
        if element.name == operation.writes and element.index:
            under_way = element.index[-1]
            if np.isnan(values[under_way]):
                values[under_way] = close_up.total
        known = ~np.isnan(values)
        if under_way is not None:
            known[under_way] = True
        return cls(operation.writes, operation.layer, values, known, under_way)

    @property
    def quantity(self) -> NeuronQuantity | None:
        """What its numbers are; None if one cannot choose to see that of all layers."""
        return QUANTITIES.get(self.name.rstrip("0123456789"))

    @property
    def scale(self) -> float:
        """The largest |value| up to now."""
        return largest(self.values[self.known]) or 0.0 if self.known.any() else 0.0

    def value(self, address: Address) -> np.floating | None:
        """What is computed up to now of a neuron of this layer; None of all else."""
        if not isinstance(address, NodeId) or address.layer != self.layer:
            return None
        value: np.floating = self.values[address.index]
        return value if self.known[address.index] else None

    @property
    def node(self) -> NodeId | None:
        """The neuron under way."""
        return None if self.under_way is None else NodeId(self.layer, self.under_way)


def sum_so_far(close_up: CloseUp) -> str:
    """The element under way and the total of its terms up to now, or in the end its value."""
    explanation = close_up.explanation
    element, terms = explanation.element, explanation.sum
    name = str(element)
    if ROWS.fullmatch(element.name) and element.index:
        name = f"{element.name}[{element.index[-1]}]"
    if terms is None or close_up.terms in (0, len(terms.terms)):
        return f"{name} = {numbers.signed(explanation.value)}"
    return f"{name} so far {numbers.signed(close_up.total)}"


def lit(close_up: CloseUp | None, row: Row | None) -> tuple[Address, ...]:
    """What is lit while an operation is done bit by bit: the neuron, and the edge added last."""
    if close_up is None:
        return ()
    node = row.node if row is not None else None
    return tuple(part for part in dict.fromkeys((node, close_up.lit)) if part is not None)
