"""Symbols are those of the formulas that operations have."""

import pytest

from engine.activations import Linear, Sigmoid
from engine.layers import Dense
from engine.network import Network
from engine.symbols import Index, symbol

NETWORK = Network(3, (Dense(20), Dense(20, Sigmoid()), Dense(2, Linear())))


@pytest.mark.parametrize(
    ("name", "index", "latex"),
    [
        ("W2", (3, 15), "w^{(2)}_{3,15}"),
        ("b2", (15,), "b^{(2)}_{15}"),
        ("z2", (0, 15), "z^{(2)}_{15}"),
        ("a1", ("s", 3), "a^{(1)}_{s,3}"),
        ("a1_kept", (0, 3), r"\tilde{a}^{(1)}_{3}"),
        ("mask1", (0, 3), "r^{(1)}_{3}"),
        ("x", (0, 17), "x_{17}"),
        ("y", (0, "k"), "y_{k}"),
        ("dW2", (3, 15), r"\frac{\partial C}{\partial w^{(2)}_{3,15}}"),
        ("dz2", ("s", 15), r"\frac{\partial C}{\partial z^{(2)}_{s,15}}"),
        ("dx", (2, 17), r"\frac{\partial C}{\partial x_{17}}"),
        ("slope1", (0, 4), r"\operatorname{ReLU}'(z^{(1)}_{4})"),
        ("slope2", (0, 4), r"\sigma'(z^{(2)}_{4})"),
        ("slope3", (0, 1), "f'(z^{(3)}_{1})"),
        ("slope1", (), "s^{(1)}"),
        ("update", (0,), r"\Delta w^{(1)}_{0,0}"),
        ("update_b1", (4,), r"\Delta b^{(1)}_{4}"),
        ("params_trial", (0,), "{w'}^{(1)}_{0,0}"),
        ("params", (), r"\theta"),
        ("velocity", (0,), "v"),
        ("moment2", (0,), "m_{2}"),
        ("learning_rate", (), r"\eta"),
        ("l2_W1", (), r"\lambda^{(1)}_{2,W}"),
        ("dropout1", (), "p^{(1)}"),
        ("R2", (), "R^{(2)}"),
        ("C0", (), "C_{0}"),
        ("L", ("s",), "L_{s}"),
        ("L", (4,), "L"),
    ],
)
def test_symbols(name: str, index: Index, latex: str) -> None:
    assert symbol(name, index, NETWORK) == latex
