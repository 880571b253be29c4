"""Examples that are worked by hand in books and courses come out to the last digit given there."""

import numpy as np

from engine.activations import Linear, Sigmoid
from engine.layers import Dense
from engine.losses import HALF_SUM_OF_SQUARES, SUM_OF_SQUARES
from engine.network import Network
from tests.engine.cases import case


def test_one_linear_neuron_with_the_sum_of_squares() -> None:
    """x = 2, z1 = x·w, z2 = z1 + b, z3 = y − z2 = 1.27, C = z3²."""
    step = case(Network(1, (Dense(1, Linear()),), "float64"), SUM_OF_SQUARES, examples=1)
    w, b = 0.5, 0.1
    step.state.params[:] = w, b
    values = step.program.namespace
    values["x"][:] = 2
    values["y"][:] = 1.27 + 2 * w + b
    step.program.run()
    assert f"{values['C']:.4f}" == "1.6129"
    assert f"{values['dz1'].item():.2f}" == "-2.54"  # ∂C/∂z2 = ∂C/∂z1 = −∂C/∂y = −∂C/∂z3
    assert f"{values['db1'].item():.2f}" == "-2.54"
    assert f"{values['dW1'].item():.2f}" == "-5.08"


def test_two_two_two_sigmoid_network() -> None:
    """Inputs 0.05 and 0.10, targets 0.01 and 0.99, E = ½ Σ (target − out)², η = 0.5."""
    layers = (Dense(2, Sigmoid()), Dense(2, Sigmoid()))
    network = Network(2, layers, "float64")
    step = case(network, HALF_SUM_OF_SQUARES, examples=1, learning_rate=0.5)
    values = step.program.namespace
    for name, numbers in {
        "W1": [[0.15, 0.25], [0.20, 0.30]],
        "b1": 0.35,
        "W2": [[0.40, 0.50], [0.45, 0.55]],
        "b2": 0.60,
        "x": [[0.05, 0.10]],
        "y": [[0.01, 0.99]],
    }.items():
        values[name][:] = np.array(numbers)
    step.program.run()
    outputs = values["a2"][0]
    assert f"{outputs[0]:.8f}" == "0.75136507"
    assert f"{outputs[1]:.9f}" == "0.772928465"
    assert f"{values['C']:.9f}" == "0.298371109"
    assert f"{values['dW2'][0, 0]:.9f}" == "0.082167041"
    assert f"{values['W2'][0, 0]:.8f}" == "0.35891648"
