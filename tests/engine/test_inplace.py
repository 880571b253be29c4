"""Statements compiled to calls on buffers: the same result, and nothing overwritten too early."""

from typing import Any

import numpy as np
import pytest

from engine.activations import relu
from engine.inplace import CompiledStatement, InPlaceCompiler
from engine.losses import softmax_cross_entropy


def namespace() -> dict[str, Any]:
    rng = np.random.default_rng(0)
    arrays = {
        "x": rng.standard_normal((4, 3)),
        "W": rng.standard_normal((3, 3)),
        "b": rng.standard_normal(3),
        "v": rng.standard_normal(3),
        "y": np.eye(4, 3),
    }
    functions = {"np": np, "relu": relu, "softmax_cross_entropy": softmax_cross_entropy}
    return {"rate": 0.1, "m": 4, **arrays, **functions}


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("z = x @ W + b", ["np.dot(x, W, z)", "np.add(z, b, z)"]),
        ("a = relu(x)", ["relu(x, out=a)"]),
        ("g = x.T @ y", ["np.dot(_x_T, y, g)"]),
        ("s = x.sum(axis=0)", ["x.sum(axis=0, out=s)"]),
        ("c = x.sum() / m", ["_number1 = x.sum()", "c = _number1 / m"]),
        ("d = x / y.size", ["np.divide(x, 12, d)"]),
        ("d = x", ["np.copyto(d, x)"]),
        ("d = x * (y > 0)", ["np.greater(y, 0, _scratch1)", "np.multiply(x, _scratch1, d)"]),
        ("v = rate * v + b", ["np.multiply(rate, v, v)", "np.add(v, b, v)"]),
        ("b = -rate * v", ["np.multiply(-rate, v, b)"]),
        ("rate = rate / (1 + m)", ["rate = rate / (1 + m)"]),
        ("L = softmax_cross_entropy(x, y)", ["np.copyto(L, softmax_cross_entropy(x, y))"]),
    ],
)
def test_calls_of_a_statement(text: str, calls: list[str]) -> None:
    assert InPlaceCompiler(namespace()).compile(text).calls.split("\n") == calls


@pytest.mark.parametrize(
    "text",
    [
        "v = b * (v + 1)",
        "v = v * (v + v * b)",
        "v = b - rate * (b + rate * v)",
        "v = (v + b) * (v - b) / (np.sqrt(v * v) + rate)",
        "W = W @ W",
        "x = x * (b - (x * y).sum(axis=1, keepdims=True))",
        "W = np.sign(W) * np.abs(W).sum() + np.square(W).sum()",
        "W = x.T @ (x * W.sum()) + rate * W",
    ],
)
def test_a_statement_may_read_what_it_writes(text: str) -> None:
    names = namespace()
    expected = {k: v.copy() if isinstance(v, np.ndarray) else v for k, v in names.items()}
    compiler = InPlaceCompiler(names)
    run = compiler.function(compiler.compile(text))
    for _ in range(3):
        exec(text, expected)
        run()
    name = text.split(" = ")[0]
    np.testing.assert_array_equal(names[name], expected[name])


def test_a_buffer_stays_the_same_object_and_keeps_its_views_true() -> None:
    names = namespace()
    names["x"] = names["x"].copy()
    first_row = names["x"][0]
    compiler = InPlaceCompiler(names)
    compiler.function(compiler.compile("x = x + b"))()
    np.testing.assert_array_equal(first_row, names["x"][0])


def test_several_statements_run_as_one_function() -> None:
    names = namespace()
    compiler = InPlaceCompiler(names)
    statements = [compiler.compile(text) for text in ("z = x @ W", "C = z.sum()", "D = C * m")]
    names["x"][:] = 1
    compiler.function(*statements)()
    assert names["C"] == pytest.approx(4 * names["W"].sum())
    assert names["D"] == names["C"] * 4


def test_reads_are_in_order_and_without_functions() -> None:
    compiled: CompiledStatement = InPlaceCompiler(namespace()).compile(
        "z = relu(x @ W + b) * rate + b"
    )
    assert compiled.reads == ("x", "W", "b", "rate")
    assert (compiled.writes, compiled.shape) == ("z", (4, 3))


@pytest.mark.parametrize("text", ["x += 1", "x, y = y, x", "x.T = y", "x", "x = y = b"])
def test_only_an_assignment_to_one_name_is_a_statement(text: str) -> None:
    with pytest.raises(ValueError, match="not an assignment to one name"):
        InPlaceCompiler(namespace()).compile(text)


@pytest.mark.parametrize(
    "text",
    [
        "z = x if m > 2 else y",
        "z = (x @ W).T",
        "z = x ** 2",
        "z = x >= y",
        "z = np.add(x, y, dtype=x.dtype)",
    ],
)
def test_what_cannot_be_compiled_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="cannot compile"):
        InPlaceCompiler(namespace()).compile(text)


@pytest.mark.parametrize("text", ["x = x.sum(axis=0)", "y = x > 0"])
def test_a_result_that_does_not_fit_its_buffer_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="but would become"):
        InPlaceCompiler(namespace()).compile(text)


def test_a_function_that_cannot_write_into_a_buffer_is_copied_from() -> None:
    names = namespace()
    compiler = InPlaceCompiler(names)
    compiler.function(compiler.compile("z = np.where(x > 0, x, y) * 2"))()
    np.testing.assert_array_equal(names["z"], np.where(names["x"] > 0, names["x"], names["y"]) * 2)


def test_transposed_results_are_kept_in_row_order() -> None:
    names = namespace()
    compiler = InPlaceCompiler(names)
    for text in ("z = W.T * 2", "z = W @ W", "u = W.T * 2 + W.T @ W"):
        compiler.function(compiler.compile(text))()
    np.testing.assert_array_equal(names["z"], names["W"] @ names["W"])
    np.testing.assert_array_equal(names["u"], names["W"].T * 2 + names["W"].T @ names["W"])
