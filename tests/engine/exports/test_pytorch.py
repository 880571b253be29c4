"""A network as a PyTorch script: with PyTorch where it is there, and with a stand-in everywhere."""

import runpy
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from engine.activations import Activation, LeakyReLU, Softmax
from engine.exports.pytorch import pytorch_script
from engine.layers import Dense
from engine.network import Network, Precision
from tests.engine.cases import activations
from tests.engine.exports.networks import Array, inputs, network_of, outputs, parameters

EVERY = pytest.mark.parametrize("output", activations(), ids=lambda f: f.name)
BOTH = pytest.mark.parametrize("precision", ["float32", "float64"])


class Linear:
    """torch.nn.Linear: weights of shape (out, in), which are turned when they are used."""

    def __init__(self, before: int, size: int) -> None:
        self.weight, self.bias = np.zeros((size, before), "f4"), np.zeros(size, "f4")

    def __call__(self, x: Array) -> Any:
        return x @ self.weight.T + self.bias


class Sequential:
    """torch.nn.Sequential."""

    def __init__(self, *modules: Any) -> None:
        self.modules = modules
        self.is_training = True

    def __call__(self, x: Array) -> Array:
        for module in self.modules:
            x = module(x) if module != "dropout" else x * (not self.is_training)
        return x

    def parameters(self) -> list[tuple[Linear, str]]:
        layers = [module for module in self.modules if isinstance(module, Linear)]
        return [(layer, name) for layer in layers for name in ("weight", "bias")]

    def double(self) -> "Sequential":
        for layer, name in self.parameters():
            setattr(layer, name, getattr(layer, name).astype("f8"))
        return self

    def eval(self) -> "Sequential":
        self.is_training = False
        return self


def vector_to_parameters(vector: Array, owned: list[tuple[Linear, str]]) -> None:
    start = 0
    for layer, name in owned:
        before = getattr(layer, name)
        assert vector.dtype == before.dtype
        setattr(layer, name, vector[start : start + before.size].reshape(before.shape))
        start += before.size
    assert start == len(vector)


def softmax(dim: int) -> Any:
    return lambda x: np.exp(x) / np.exp(x).sum(axis=dim, keepdims=True)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the script needs of PyTorch, in NumPy."""
    torch: Any = ModuleType("torch")
    torch.float32, torch.float64 = np.float32, np.float64
    torch.frombuffer = lambda content, dtype: np.frombuffer(content, dtype)
    torch.nn = SimpleNamespace(
        Linear=Linear,
        Sequential=Sequential,
        Dropout=lambda _: "dropout",
        ReLU=lambda: lambda x: np.maximum(x, 0),
        LeakyReLU=lambda slope: lambda x: np.where(x > 0, x, slope * x),
        Sigmoid=lambda: lambda x: 1 / (1 + np.exp(-x)),
        Tanh=lambda: np.tanh,
        Softmax=softmax,
        utils=SimpleNamespace(vector_to_parameters=vector_to_parameters),
    )
    monkeypatch.setitem(sys.modules, "torch", torch)


def loaded(network: Network, params: Array, tmp_path: Path) -> Any:
    path = tmp_path / "network.py"
    path.write_text(pytorch_script(network, params), encoding="utf-8")
    return runpy.run_path(str(path))["load"]()


@EVERY
@BOTH
@pytest.mark.usefixtures("stand_in")
def test_weights_order_and_activations_give_the_outputs_of_the_engine(
    output: Activation, precision: Precision, tmp_path: Path
) -> None:
    network = network_of(output, precision)
    params, x = parameters(network), inputs(network)
    answers = loaded(network, params, tmp_path)(x)
    assert answers.dtype == precision
    np.testing.assert_allclose(answers, outputs(network, params, x), rtol=1e-5, atol=1e-6)


@EVERY
@BOTH
def test_pytorch_gives_the_outputs_of_the_engine(
    output: Activation, precision: Precision, tmp_path: Path
) -> None:
    torch = pytest.importorskip("torch")
    network = network_of(output, precision)
    params, x = parameters(network), inputs(network)
    with torch.no_grad():
        answers = loaded(network, params, tmp_path)(torch.from_numpy(x)).numpy()
    assert answers.dtype == precision
    np.testing.assert_allclose(answers, outputs(network, params, x), rtol=1e-5, atol=1e-6)


def test_it_reads_like_a_program_by_hand() -> None:
    network = Network(4, (Dense(8, LeakyReLU(0.1), dropout=0.25), Dense(3, Softmax())))
    script = pytorch_script(network, parameters(network))
    modules = [line.strip() for line in script.splitlines() if line.startswith("        nn.")]
    assert modules == [
        "nn.Linear(4, 8),",
        "nn.LeakyReLU(0.1),",
        "nn.Dropout(0.25),",
        "nn.Linear(8, 3),",
        "nn.Softmax(dim=1),",
    ]
    assert "network.eval()" in script
    assert len(script.splitlines()) < 50
    assert max(map(len, script.splitlines())) <= 100
