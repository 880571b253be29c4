"""Which elements an operation has, in which order, and what adds up to each."""

import numpy as np
import pytest

from engine.activations import Softmax
from engine.addresses import BiasId, EdgeId, NodeId
from engine.elements import Element
from engine.layers import Dense
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.program import Operation, Program
from engine.regularizers import Regularizer
from engine.terms import CloseUpOrder, Sums, ahead
from engine.trace import take_trace
from engine.training import Trainer
from tests.engine.cases import trainer


def order(writes: str) -> CloseUpOrder:
    """Of an operation of 4-8-3 with dropout, Adam and batches of 16."""
    return CloseUpOrder(operation(trainer().program, writes))


def operation(program: Program, writes: str) -> Operation:
    return next(o for o in program.operations if o.writes == writes)


@pytest.mark.parametrize(
    ("writes", "count", "number", "element"),
    [
        ("z1", 8, 5, Element("z1", (2, 5))),
        ("a2", 3, 0, Element("a2", (2, 0))),
        ("da1", 8, 7, Element("da1", (2, 7))),
        ("dW2", 24, 0, Element("dW2", (0, 0))),
        ("dW2", 24, 9, Element("dW2", (1, 1))),
        ("db2", 3, 1, Element("db2", (1,))),
        ("L", 1, 0, Element("L")),
        ("moment1", 1, 0, Element("moment1")),
        ("mask1", 1, 0, Element("mask1")),
    ],
)
def test_elements_are_numbered_neuron_by_neuron(
    writes: str, count: int, number: int, element: Element
) -> None:
    assert order(writes).count == count
    assert order(writes).element(number, example=2) == element


def test_a_weight_belongs_to_the_neuron_that_it_leads_to() -> None:
    neurons = [order("dW2").neuron_of(number) for number in (0, 7, 8, 23)]
    assert neurons == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("writes", "number", "term", "lit"),
    [
        ("z2", 1, 6, EdgeId(2, 6, 1)),
        ("z2", 1, None, NodeId(2, 1)),
        ("da1_kept", 4, 2, EdgeId(2, 4, 2)),
        ("dW2", 9, 3, EdgeId(2, 1, 1)),
        ("db1", 4, 3, BiasId(1, 4)),
        ("a1", 4, None, NodeId(1, 4)),
        ("update", 0, None, None),
    ],
)
def test_the_edge_of_a_term_lights(writes: str, number: int, term: int | None, lit: object) -> None:
    assert order(writes).address(number, term) == lit


def before(shown: Trainer, writes: str) -> Sums:
    """The sums of the operation that writes this, just before it is done."""
    while shown.program.next is None or shown.program.next.writes != writes:
        shown.advance()
    return Sums(shown.program.next, take_trace(shown))


def test_what_is_no_term_is_a_constant() -> None:
    layer = Dense(3, bias=0.25, regularizer=Regularizer(weights_l1=0.1, weights_l2=0.01))
    shown = trainer(network=Network(4, (layer, Dense(3, Softmax()))))
    assert before(shown, "z1").constant((5, 2)) == 0.25
    weight = shown.parameters["W1"][1, 2]
    penalty = 0.1 * np.sign(weight) + 0.02 * weight
    assert before(shown, "dW1").constant((1, 2)) == pytest.approx(penalty)
    assert before(shown, "db1").constant((2,)) == 0


def test_what_is_no_sum_has_no_terms() -> None:
    counts = [before(trainer(), writes).count for writes in ("z1", "a1", "dz2", "dW2", "db2", "L")]
    assert counts == [4, 0, 0, 16, 16, 0]


def test_elements_of_zeros_only_are_known() -> None:
    network = Network(4, (Dense(8), Dense(3, Softmax())))
    shown = trainer(network=network)
    nonzero = before(shown, "dW1").are_nonzero(slice(None))
    reached = (shown.program.values["dz1"] != 0).any(axis=0)
    np.testing.assert_array_equal(nonzero, np.broadcast_to(reached, (4, 8)))
    np.testing.assert_array_equal(before(shown, "db1").are_nonzero(slice(None))[0], reached)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_step_ahead_has_the_bits_of_the_next_operation(name: str) -> None:
    shown = trainer(optimizer=OPTIMIZERS[name]())
    for seen in range(len(shown.program.operations)):
        foreseen = ahead(take_trace(shown))
        done = shown.advance()
        assert foreseen.cursor == seen + 1
        np.testing.assert_array_equal(
            foreseen.values[done.writes], shown.program.namespace[done.writes]
        )


def test_looking_ahead_changes_nothing() -> None:
    shown, untouched = trainer(), trainer()
    for _ in range(len(shown.program.operations)):
        ahead(take_trace(shown))
        shown.advance()
    untouched.step()
    assert shown.parameters["W1"].tobytes() == untouched.parameters["W1"].tobytes()
