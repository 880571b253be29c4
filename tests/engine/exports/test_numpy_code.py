"""A network as a NumPy program gives the numbers of the engine, to the bit."""

import ast
import runpy
from pathlib import Path

import numpy as np
import pytest

from engine.activations import Activation, Sigmoid, Softmax
from engine.errors import InputError
from engine.exports.numpy_code import numpy_script
from engine.layers import Dense
from engine.network import Network, Precision
from tests.engine.cases import activations
from tests.engine.exports.networks import inputs, network_of, outputs, parameters


def predicted(network: Network, tmp_path: Path, size: float = 2.0) -> tuple[bool, str]:
    """Whether the program answers as the engine does, and in which precision."""
    path = tmp_path / "network.py"
    params, x = parameters(network), inputs(network, size=size)
    path.write_text(numpy_script(network, params), encoding="utf-8")
    answers = runpy.run_path(str(path))["predict"](x)
    return np.array_equal(answers, outputs(network, params, x)), answers.dtype.name


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("output", activations(), ids=lambda f: f.name)
def test_the_program_gives_the_same_bits(
    output: Activation, precision: Precision, tmp_path: Path
) -> None:
    assert predicted(network_of(output, precision), tmp_path) == (True, precision)


def test_powers_that_are_infinite_do_no_harm(tmp_path: Path) -> None:
    network = Network(4, (Dense(3, Sigmoid()),))
    assert predicted(network, tmp_path, size=1e4)[0]


def test_the_statements_are_those_that_run(tmp_path: Path) -> None:
    network = network_of(Softmax())
    script = numpy_script(network, parameters(network))
    for statement in network.forward(training=False):
        assert f"    {statement.text}\n" in script


def test_only_numpy_is_imported_and_only_functions_that_are_used_are_there() -> None:
    network = Network(4, (Dense(3, Sigmoid()),))
    tree = ast.parse(numpy_script(network, parameters(network)))
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert [alias.name for node in imports for alias in node.names] == ["base64", "numpy"]
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert functions == ["sigmoid", "predict"]


def test_run_by_itself_it_tells_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    network = Network(4, (Dense(5), Dense(3, Softmax())))
    path = tmp_path / "network.py"
    path.write_text(numpy_script(network, parameters(network)), encoding="utf-8")
    runpy.run_path(str(path), run_name="__main__")
    assert "4 - 5 ReLU - 3 softmax" in capsys.readouterr().out


def test_parameters_of_another_network_are_refused() -> None:
    network = Network(4, (Dense(3),))
    with pytest.raises(InputError, match=r"15 parameters in float32, not float64 of shape \(14,\)"):
        numpy_script(network, np.zeros(14))
