import numpy as np
import pytest

from app.network_view.edges import Edges
from app.network_view.geometry import Box, Room, arrange
from app.network_view.pulses import LONGEST, MOST_EDGES, begin_pulse, layer_of_edges
from engine.reading import EdgeQuantity
from tests.app.moments import snapshot
from tests.app.network_view.moments import classifier


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        ("z1 = x @ W1 + b1", 1),
        ("a1 = relu(z1)", None),
        ("z2 = a1 @ W2 + b2", 2),
        ("dW2 = a1.T @ dz2", 2),
        ("da1 = dz2 @ W2.T", 2),
        ("db1 = dz1.sum(axis=0)", None),
    ],
)
def test_an_operation_uses_the_edges_of_its_matrix(text: str, layer: int | None) -> None:
    trainer = classifier(4, 5, 3)
    operation = next(o for o in trainer.program.operations if o.text == text)
    assert layer_of_edges(operation, 2) == layer


def test_a_pulse_follows_the_strongest_edges_and_ends_before_the_next_operation() -> None:
    trainer = classifier(30, 10, 3)
    edges = Edges(arrange((30, 10, 3), (30,), Room(Box(0, 0, 600, 400))))
    operation = trainer.advance()
    moment = snapshot(trainer)
    pulse = begin_pulse(operation, moment.reading, EdgeQuantity.GRADIENT, edges, 0.2)
    assert pulse is not None
    assert pulse.seconds == 0.2
    assert not pulse.is_backward
    assert len(pulse.lines) == MOST_EDGES
    weights = np.abs(trainer.parameters["W1"]).ravel()
    strongest = edges.lines[np.argsort(-weights)[:MOST_EDGES]]
    assert {tuple(line) for line in pulse.lines} == {tuple(line) for line in strongest}


def test_a_pulse_of_a_slow_motion_does_not_dawdle() -> None:
    trainer = classifier(4, 5, 3)
    edges = Edges(arrange((4, 5, 3), (4,), Room(Box(0, 0, 600, 400))))
    operation = trainer.advance()
    moment = snapshot(trainer)
    pulse = begin_pulse(operation, moment.reading, EdgeQuantity.WEIGHT, edges, 5.0)
    assert pulse is not None
    assert pulse.seconds == LONGEST
