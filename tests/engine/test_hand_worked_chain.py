"""The chain rule of the 2-2-2 network that is often worked by hand, to the digit."""

import numpy as np
import pytest

from engine.activations import Sigmoid
from engine.addresses import EdgeId, NodeId
from engine.chain_rule import chain
from engine.layers import Dense
from engine.losses import HALF_SUM_OF_SQUARES
from engine.network import Network
from engine.worked import update_lines
from tests.engine.cases import Case, case
from tests.engine.traces import trace


@pytest.fixture
def by_hand() -> Case:
    network = Network(2, (Dense(2, Sigmoid()), Dense(2, Sigmoid())), "float64")
    step = case(network, HALF_SUM_OF_SQUARES, examples=1, learning_rate=0.5)
    for name, numbers in {
        "W1": [[0.15, 0.25], [0.20, 0.30]],
        "b1": 0.35,
        "W2": [[0.40, 0.50], [0.45, 0.55]],
        "b2": 0.60,
        "x": [[0.05, 0.10]],
        "y": [[0.01, 0.99]],
    }.items():
        step.program.namespace[name][:] = np.array(numbers)
    return step


def test_a_weight_of_the_output_layer_as_worked_by_hand(by_hand: Case) -> None:
    done = trace(by_hand)
    explanation = chain(done, EdgeId(2, 0, 0), 0)
    assert explanation.symbol == r"\frac{\partial C}{\partial w^{(2)}_{0,0}}"
    assert explanation.formula == (
        r"\frac{\partial C}{\partial a^{(2)}_{0}} \cdot \sigma'(z^{(2)}_{0}) \cdot a^{(1)}_{0}"
    )
    assert [f"{factor.value:.9f}" for factor in explanation.factors] == [
        *("0.741365070", "0.186815602", "0.593269992")
    ]
    assert f"{explanation.value:.9f}" == "0.082167041"
    new = update_lines(done, EdgeId(2, 0, 0))[-1]
    assert f"{new.value:.8f}" == "0.35891648"


def test_a_weight_of_the_hidden_layer_as_worked_by_hand(by_hand: Case) -> None:
    done = trace(by_hand)
    explanation = chain(done, EdgeId(1, 0, 0), 0)
    assert explanation.formula == (
        r"(\sum_{k} \frac{\partial C}{\partial z^{(2)}_{k}} \cdot w^{(2)}_{0,k})"
        r" \cdot \sigma'(z^{(1)}_{0}) \cdot x_{0}"
    )
    assert explanation.sum is not None
    assert [f"{term:.8f}" for term in explanation.sum.terms] == ["0.05539942", "-0.01904912"]
    assert f"{explanation.sum.total:.9f}" == "0.036350306"
    assert [f"{factor.value:.9f}" for factor in explanation.factors] == [
        *("0.241300709", "0.050000000")
    ]
    assert f"{explanation.value:.9f}" == "0.000438568"
    assert f"{update_lines(done, EdgeId(1, 0, 0))[-1].value:.9f}" == "0.149780716"


def test_weights_are_those_that_the_step_began_with(by_hand: Case) -> None:
    explanation = chain(trace(by_hand), NodeId(1, 0), 0)
    assert explanation.sum is not None
    assert explanation.sum.columns[1].tolist() == [0.40, 0.50]
    assert by_hand.program.namespace["W2"][0, 0] != 0.40
