"""Weights from files of any origin find their layers, or are refused in one sentence."""

import pickle
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save as safetensors_bytes

from engine.activations import Softmax
from engine.errors import InputError
from engine.layers import Dense
from engine.network import Network, Precision
from engine.weights_file import load_weights, save_weights

Arrays = dict[str, NDArray[Any]]
TURNED = "The weights are in PyTorch's order (out, in): they were turned."
ENDINGS = pytest.mark.parametrize("ending", ["npz", "safetensors"])


def network_of(*sizes: int, precision: Precision = "float32") -> Network:
    hidden = [Dense(size) for size in sizes[1:-1]]
    return Network(sizes[0], (*hidden, Dense(sizes[-1], Softmax())), precision)


NETWORK = network_of(4, 8, 3)


def params_of(network: Network = NETWORK) -> NDArray[Any]:
    rng = np.random.default_rng(5)
    return rng.normal(0, 1, network.parameter_count()).astype(network.precision)


def arrays(network: Network = NETWORK, *names: str, turned: bool = False) -> Arrays:
    """The parameters under these names, weights turned or not, in the order of the network."""
    parts = network.views(params_of(network)).values()
    values = [np.ascontiguousarray(part.T) if turned else part for part in parts]
    return dict(zip(names or network.shapes(), values, strict=True))


def written(tmp_path: Path, content: Mapping[str, NDArray[Any]], ending: str = "npz") -> Path:
    path = tmp_path / f"weights.{ending}"
    if ending == "npz":
        np.savez(path, allow_pickle=True, **content)
    else:
        path.write_bytes(safetensors_bytes(dict(content)))
    return path


def assert_found(path: Path, network: Network, remark: str) -> None:
    found = load_weights(path, network)
    assert found.remark == remark
    assert found.params.dtype == network.precision
    np.testing.assert_array_equal(found.params, params_of(network))


def refused(path: Path, network: Network = NETWORK) -> str:
    with pytest.raises(InputError) as error:
        load_weights(path, network)
    text = str(error.value)
    assert text.endswith(".")
    assert "\n" not in text
    return text


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


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"W1": np.zeros((4, 8), "f4")},
        {"W1": np.zeros((4, 8)), "b1": np.zeros(8), "W2": np.zeros((8, 3)), "b2": np.zeros(8)},
        {name: np.zeros(shape, int) for name, shape in NETWORK.shapes().items()},
        arrays() | {"b1": np.float32(1)},
        dict(enumerate(arrays().values())) | {"extra": np.zeros((8, 8))},
        {f"a\x1b[{n}\n": np.zeros((2, 2), "f4") for n in range(99)},
    ],
    ids=["nothing", "one", "a bias of another size", "whole numbers", "one bias", "more", "names"],
)
def test_whatever_does_not_fit_is_refused(tmp_path: Path, content: dict[Any, Any]) -> None:
    named = {str(name): array for name, array in content.items()}
    text = refused(written(tmp_path, named))
    assert "does not fit" in text
    assert len(text) < 900
    assert text.isprintable()


class Bomb:
    def __reduce__(self) -> Any:
        return (Path.touch, (Path("/tmp/nablascope-was-here"),))


def test_python_objects_are_refused_and_not_run(tmp_path: Path) -> None:
    content: dict[str, Any] = {**arrays(), "b1": np.array([Bomb()] * 8, object)}
    text = refused(written(tmp_path, content))
    assert "holds Python objects ('b1'), which are never loaded" in text
    assert not Path("/tmp/nablascope-was-here").exists()


def test_a_pickle_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    path.write_bytes(pickle.dumps(Bomb()))
    assert "no whole .npz or .safetensors file" in refused(path)
    assert not Path("/tmp/nablascope-was-here").exists()


def test_a_bomb_is_never_unpacked(tmp_path: Path) -> None:
    """30 MB of zeros in 30 kB: only what the network needs is ever read."""
    path = tmp_path / "weights.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        header = BytesIO()
        np.lib.format.write_array_header_1_0(
            header, {"descr": "<f4", "fortran_order": False, "shape": (4, 8)}
        )
        with archive.open("W1.npy", "w", force_zip64=True) as member:
            member.write(header.getvalue())
            for _ in range(30):
                member.write(bytes(2**20))
        for name, shape in [("b1", (8,)), ("W2", (8, 3)), ("b2", (3,))]:
            with archive.open(f"{name}.npy", "w") as member:
                np.lib.format.write_array(member, np.zeros(shape, "f4"))
    assert refused(path) == "weights.npz is damaged: 'W1.npy' is not as long as it says."


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.npz"
    assert refused(path) == f"{path} cannot be read: No such file or directory."


def mutated(content: bytes, rng: np.random.Generator) -> bytes:
    """The content with something changed, cut off, doubled or put in."""
    changed = bytearray(content)
    start, end = sorted(rng.integers(0, len(content), 2).tolist())
    match rng.integers(0, 5):
        case 0:
            for place in rng.integers(0, len(content), rng.integers(1, 9)):
                changed[place] = int(rng.integers(0, 256))
        case 1:
            del changed[start:]
        case 2:
            del changed[start:end]
        case 3:
            changed[start:start] = content[start:end]
        case 4:
            changed[start : start + 8] = rng.bytes(8)
    return bytes(changed)


@ENDINGS
def test_damaged_files_are_refused_in_one_sentence_or_still_fit(
    tmp_path: Path, ending: str
) -> None:
    """500 mutations of each kind; what is loaded all the same is finite and has the right size."""
    content = written(tmp_path, arrays(), ending).read_bytes()
    rng = np.random.default_rng(0)
    path = tmp_path / "damaged"
    refusals = []
    for _ in range(500):
        path.write_bytes(mutated(content, rng))
        try:
            found = load_weights(path, NETWORK)
        except InputError as error:
            refusals.append(str(error))
        else:
            assert found.params.shape == params_of().shape
            assert np.isfinite(found.params).all()
    assert len(refusals) > 250
    assert all(text.endswith(".") and text.isprintable() for text in refusals)
