"""A network as an ONNX model gives the outputs of the engine in ONNX's reference evaluator."""

import sys
from typing import Any

import numpy as np
import pytest

from engine.activations import Activation, Softmax
from engine.errors import InputError
from engine.exports.onnx_file import OPSET, onnx_model
from engine.layers import Dense
from engine.network import Network, Precision
from tests.engine.cases import activations
from tests.engine.exports.networks import inputs, network_of, outputs, parameters


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    network = Network(4, (Dense(3),))
    with pytest.raises(InputError, match=r"pip install onnx"):
        onnx_model(network, parameters(network))


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("output", activations(), ids=lambda f: f.name)
def test_the_reference_evaluator_gives_the_outputs_of_the_engine(
    output: Activation, precision: Precision
) -> None:
    onnx = pytest.importorskip("onnx")
    evaluator: Any = pytest.importorskip("onnx.reference").ReferenceEvaluator
    network = network_of(output, precision)
    params = parameters(network)
    model = onnx.load_from_string(onnx_model(network, params))
    onnx.checker.check_model(model, full_check=True)
    for examples in (1, 7):
        x = inputs(network, examples)
        (answers,) = evaluator(model).run(["output"], {"x": x})
        assert answers.dtype == precision
        np.testing.assert_allclose(answers, outputs(network, params, x), rtol=1e-5, atol=1e-6)


def test_inputs_and_outputs_have_names_and_any_number_of_examples() -> None:
    onnx = pytest.importorskip("onnx")
    network = network_of(Softmax())
    model = onnx.load_from_string(onnx_model(network, parameters(network)))
    (x,), (output,) = model.graph.input, model.graph.output
    sizes = [
        [d.dim_param or d.dim_value for d in v.type.tensor_type.shape.dim] for v in (x, output)
    ]
    assert (x.name, output.name) == ("x", "output")
    assert sizes == [["examples", 4], ["examples", 3]]
    assert [opset.version for opset in model.opset_import] == [OPSET]
