"""Weights from files of any origin find their layers, or are refused in one sentence."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.network import Network, Precision
from engine.weights_file import load_weights, save_weights
from tests.engine.weights_files import (
    ENDINGS,
    NETWORK,
    Arrays,
    arrays,
    network_of,
    params_of,
    refused,
    written,
)

TURNED = "The weights are in PyTorch's order (out, in): they were turned."


def assert_found(path: Path, network: Network, remark: str) -> None:
    found = load_weights(path, network)
    assert found.remark == remark
    assert found.params.dtype == network.precision
    np.testing.assert_array_equal(found.params, params_of(network))


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_saved_weights_come_back_to_the_bit(tmp_path: Path, precision: Precision) -> None:
    network = network_of(4, 4, 8, 3, precision=precision)
    path = tmp_path / "weights.npz"
    save_weights(network, params_of(network), path)
    assert_found(path, network, "")
    with np.load(path, allow_pickle=False) as file:
        assert {name: file[name].shape for name in file} == network.shapes()


@ENDINGS
def test_own_names_are_found_among_others(tmp_path: Path, ending: str) -> None:
    others: Arrays = {"moment1": np.zeros(67, np.float32), "curves/cost": np.zeros(9)}
    assert_found(written(tmp_path, others | arrays(), ending), NETWORK, "")


@ENDINGS
@pytest.mark.parametrize(
    ("weights", "biases"),
    [("fc{}.weight", "fc{}.bias"), ("{}.weight", "{}.bias"), ("net.layers.{}.weight",) * 2],
)
def test_weights_of_pytorch_are_turned(
    tmp_path: Path, weights: str, biases: str, ending: str
) -> None:
    """Eleven layers, so that 10 comes behind 9, and not behind 1."""
    network = network_of(*range(3, 15))
    biases = biases.replace("weight", "bias")
    names = [name.format(n) for n in range(11) for name in (weights, biases)]
    path = written(tmp_path, arrays(network, *names, turned=True), ending)
    order = ", ".join(names[::2])
    assert_found(path, network, f"They were taken in this order: {order}. {TURNED}")


def test_weights_of_scikit_learn_are_taken_as_they_are(tmp_path: Path) -> None:
    names = ["coefs_0", "intercepts_0", "coefs_1", "intercepts_1"]
    remark = "They were taken in this order: coefs_0, coefs_1."
    assert_found(written(tmp_path, arrays(NETWORK, *names)), NETWORK, remark)


def test_names_without_numbers_are_matched_by_shape(tmp_path: Path) -> None:
    """In the order of the alphabet "hidden" comes before "in"."""
    network = network_of(5, 6, 6, 3)
    names = [f"{n}.{part}" for n in ("in", "hidden", "out") for part in ("weight", "bias")]
    path = written(tmp_path, arrays(network, *names, turned=True))
    order = "in.weight, hidden.weight, out.weight"
    assert_found(path, network, f"They were taken in this order: {order}. {TURNED}")


def test_biases_may_be_columns(tmp_path: Path) -> None:
    content = arrays(NETWORK, "w0", "b0", "w1", "b1")
    columns = {n: a[:, np.newaxis] if n.startswith("b") else a for n, a in content.items()}
    remark = "They were taken in this order: w0, w1."
    assert_found(written(tmp_path, columns), NETWORK, remark)


@pytest.mark.parametrize(
    ("sizes", "names", "turned", "remark"),
    [
        ((4, 4, 3), "fc{}.weight", True, TURNED),
        ((4, 4, 3), "fc{}.weight", False, ""),
        (
            (4, 4),
            "fc{}.weight",
            True,
            f"The order of square weights was told by their names: PyTorch's (out, in). {TURNED}",
        ),
        (
            (4, 4),
            "layer{}.kernel",
            False,
            "The order of square weights was told by their names: (in, out).",
        ),
        (
            (4, 4),
            "matrix{}",
            False,
            "Layer 1 has as many inputs as neurons, and neither shapes nor names tell which way "
            "round its weights are: they were taken as (in, out).",
        ),
    ],
)
def test_square_weights_go_by_the_others_then_by_names(
    tmp_path: Path, sizes: tuple[int, ...], names: str, turned: bool, remark: str
) -> None:
    network = network_of(*sizes)
    numbers = range(1, len(sizes))
    pairs = [(names.format(n), f"layer{n}.bias") for n in numbers]
    content = arrays(network, *(name for pair in pairs for name in pair), turned=turned)
    order = ", ".join(name for name, _ in pairs)
    expected = f"They were taken in this order: {order}. {remark}".strip()
    assert_found(written(tmp_path, content), network, expected)


@ENDINGS
@pytest.mark.parametrize("kind", ["float16", "float64"])
def test_other_precisions_are_cast(tmp_path: Path, kind: str, ending: str) -> None:
    content = {name: array.astype(kind) for name, array in arrays().items()}
    found = load_weights(written(tmp_path, content, ending), NETWORK)
    expected = np.concatenate([array.ravel() for array in content.values()]).astype("float32")
    np.testing.assert_array_equal(found.params, expected)
    rounded = "They were rounded from float64 to float32."
    assert found.remark == (rounded if kind == "float64" else "")


def test_columns_first_and_the_other_end_first_are_read_right(tmp_path: Path) -> None:
    content = {name: np.asfortranarray(array, ">f4") for name, array in arrays().items()}
    assert_found(written(tmp_path, content), NETWORK, "")


def test_numbers_too_large_are_refused(tmp_path: Path) -> None:
    content = arrays() | {"b1": np.full(8, 1e300)}
    assert refused(written(tmp_path, content)) == (
        "weights.npz holds numbers that are too large for float32."
    )


@pytest.mark.parametrize("number", [np.nan, -np.inf])
def test_numbers_that_are_not_finite_are_refused(tmp_path: Path, number: float) -> None:
    content = arrays() | {"b1": np.full(8, number)}
    assert "numbers that are not finite" in refused(written(tmp_path, content))


@ENDINGS
def test_a_misfit_says_what_is_needed_and_what_is_there(tmp_path: Path, ending: str) -> None:
    content = {"fc.weight": np.zeros((10, 784), "f4"), "fc.bias": np.zeros(10, "f4")}
    path = written(tmp_path, content, ending)
    needs = "the network needs W1 4×8, b1 8, W2 8×3, b2 3; the file has "
    text = refused(path)
    assert text.startswith(f"{path.name} does not fit: {needs}")
    assert "fc.weight 10×784" in text


def test_numbers_of_another_kind_are_named(tmp_path: Path) -> None:
    content = {name: np.zeros(shape, int) for name, shape in NETWORK.shapes().items()}
    text = refused(written(tmp_path, content))
    assert text.endswith("Not floating-point numbers that can be read: W1, b1, W2, b2.")


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"W1": np.zeros((4, 8), "f4")},
        {"W1": np.zeros((4, 8)), "b1": np.zeros(8), "W2": np.zeros((8, 3)), "b2": np.zeros(8)},
        {name: np.zeros(shape, int) for name, shape in NETWORK.shapes().items()},
        arrays() | {"b1": np.float32(1)},
        dict(enumerate(arrays().values())) | {"extra": np.zeros((8, 8))},
        arrays() | {"W3": np.zeros((3, 3)), "b3": np.zeros(3)},
        {f"a\x1b[{n}\n": np.zeros((2, 2), "f4") for n in range(99)},
    ],
    ids=[
        "nothing",
        "one",
        "a bias of another size",
        "whole numbers",
        "one bias",
        "more",
        "deeper",
        "names",
    ],
)
def test_whatever_does_not_fit_is_refused(tmp_path: Path, content: dict[Any, Any]) -> None:
    named = {str(name): array for name, array in content.items()}
    text = refused(written(tmp_path, named))
    assert "does not fit" in text
    assert len(text) < 900
    assert text.isprintable()
