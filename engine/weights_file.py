"""Weights files: the weights and biases of a network, saved, and taken from files of others."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.array_files import StoredArray, stored_arrays
from engine.errors import InputError, printable, require
from engine.files import replacing
from engine.network import Network

MOST_LISTED = 12
"""Arrays that an error message lists."""

_ROLES = re.compile(r"weights?|bias(es)?|kernel|coefs?|intercepts?|^[Wwb](?=[\d_.]|$)")
_BIAS = re.compile(r"bias|intercept|^b(?=[\d_.]|$)")
_OUT_IN = re.compile(r"weights?([_.]?\d+)?$", re.IGNORECASE)
"""How PyTorch calls weights, which has a row for each neuron."""
_IN_OUT = re.compile(r"^[Ww][_.]?\d+$|kernel|coefs", re.IGNORECASE)
"""How those call them that have a row for each input: this engine, Keras, scikit-learn."""

Pair = tuple[StoredArray, StoredArray]
"""The weights and the biases of a layer."""


@dataclass(frozen=True, eq=False)
class Weights:
    """All weights and biases of a network in one flat vector, and how they were found.

    The `remark` has a sentence for each thing that the user should know, "" if there is nothing.
    """

    params: NDArray[Any]
    remark: str


def save_weights(network: Network, params: NDArray[Any], path: Path) -> None:
    """Write W1, b1, W2, … as an .npz file, W of shape (inputs, neurons); raises `OSError`.

    `params` is the flat vector. A file that was there stays as it was if that fails.
    """
    content = weights_content(network, params)
    with replacing(path) as part:
        part.write_bytes(content)


def weights_content(network: Network, params: NDArray[Any]) -> bytes:
    """The content of that file."""
    content = BytesIO()
    arrays: dict[str, Any] = network.views(params)
    np.savez(content, **arrays)
    return content.getvalue()


def load_weights(path: Path, network: Network) -> Weights:
    """The weights of a network from an .npz or .safetensors file, also a run file.

    They are known by the names W1, b1, … or else matched to the layers by the natural order of
    their names and by their shapes, which may be PyTorch's (out, in). Nothing in the file is
    executed. Raises `InputError` if it cannot be read or does not fit.
    """
    with stored_arrays(path) as stored:
        found = _pairs(stored, network)
        if found is None:
            raise _misfit(path, stored, network)
        remarks: list[str] = []
        if not _have_own_names(found):
            names = ", ".join(printable(weights.name) for weights, _ in found[:MOST_LISTED])
            remarks.append(f"They were taken in this order: {names}.")
        are_turned = _turned(found, network, remarks)
        parts = []
        for (weights, biases), is_turned in zip(found, are_turned, strict=True):
            matrix = weights.read()
            parts += [(matrix.T if is_turned else matrix).ravel(), biases.read().ravel()]
    return Weights(_in_precision(parts, network, path, remarks), " ".join(remarks))


def _pairs(stored: Sequence[StoredArray], network: Network) -> list[Pair] | None:
    """The weights and biases of each layer; None if the file has others."""
    by_name = {array.name: array for array in stored}
    own = [(f"W{number}", f"b{number}") for number, _ in network.numbered()]
    if all(name in by_name for names in own for name in names):
        pairs = [(by_name[weights], by_name[biases]) for weights, biases in own]
        is_deeper = f"W{network.depth + 1}" in by_name
        return pairs if _fit(pairs, network) and not is_deeper else None
    arrays = sorted((a for a in stored if a.is_number and a.shape), key=lambda a: _natural(a.name))
    biases = [array for array in arrays if _is_bias(array)]
    weights = [array for array in arrays if len(array.shape) == 2 and array not in biases]
    if not len(weights) == len(biases) == network.depth or len(arrays) != 2 * network.depth:
        return None
    stems = {_stem(array.name): array for array in biases}
    if len(stems) == len(biases) and all(_stem(array.name) in stems for array in weights):
        biases = [stems[_stem(array.name)] for array in weights]
    pairs = list(zip(weights, biases, strict=True))
    return pairs if _fit(pairs, network) else _by_shape(pairs, network)


def _by_shape(pairs: list[Pair], network: Network) -> list[Pair] | None:
    """The same in the order of the layers, if each one fits one layer alone."""
    ordered = []
    for number, _ in network.numbered():
        fitting = [pair for pair in pairs if _fits(pair, network, number)]
        if len(fitting) != 1:
            return None
        ordered += fitting
    return ordered if len({id(pair) for pair in ordered}) == len(pairs) else None


def _fit(pairs: list[Pair], network: Network) -> bool:
    return all(_fits(pair, network, number) for number, pair in enumerate(pairs, start=1))


def _fits(pair: Pair, network: Network, number: int) -> bool:
    """Whether these can be the weights and biases of a layer."""
    weights, biases = pair
    shape = network.shapes()[f"W{number}"]
    is_size = len(biases.shape) in (1, 2) and biases.count == shape[1]
    are_numbers = weights.is_number and biases.is_number
    return are_numbers and is_size and weights.shape in (shape, shape[::-1])


def _turned(pairs: list[Pair], network: Network, remarks: list[str]) -> list[bool]:
    """Of which layers the weights have to be turned; what there is to say of it is added.

    Where a layer has as many inputs as neurons its shape does not tell: then the others do, else
    the names.
    """
    shapes = [network.shapes()[f"W{number}"] for number, _ in network.numbered()]
    told = [
        None if rows == columns else weights.shape == (columns, rows)
        for (weights, _), (rows, columns) in zip(pairs, shapes, strict=True)
    ]
    others = {is_turned for is_turned in told if is_turned is not None}
    names = [weights.name for weights, _ in pairs]
    unclear = [n for n, size in enumerate(shapes) if told[n] is None and size != (1, 1)]
    if len(others) == 1:
        guess = others.pop()
    else:
        guess = all(_OUT_IN.search(name) and not _IN_OUT.search(name) for name in names)
        is_known = guess or all(_IN_OUT.search(name) for name in names)
        if unclear and not is_known:
            layers = ", ".join(str(n + 1) for n in unclear)
            remarks.append(
                f"Layer {layers} has as many inputs as neurons, and neither shapes nor names tell "
                "which way round its weights are: they were taken as (in, out)."
            )
        elif unclear:
            order = "PyTorch's (out, in)" if guess else "(in, out)"
            remarks.append(f"The order of square weights was told by their names: {order}.")
    result = [guess if is_turned is None else is_turned for is_turned in told]
    if any(is_turned for is_turned, shape in zip(result, shapes, strict=True) if 1 not in shape):
        remarks.append("The weights are in PyTorch's order (out, in): they were turned.")
    return result


def _in_precision(
    parts: list[NDArray[Any]], network: Network, path: Path, remarks: list[str]
) -> NDArray[Any]:
    """All of them in one vector of the network's precision."""
    precisions = {part.dtype.name for part in parts}
    params = np.empty(network.parameter_count(), network.precision)
    with np.errstate(over="ignore", invalid="ignore"):
        for view, part in zip(network.views(params).values(), parts, strict=True):
            require(
                bool(np.isfinite(part).all()),
                f"{path.name} holds numbers that are not finite: with such weights the network "
                "could not answer.",
            )
            view[:] = part.reshape(view.shape)
    require(
        bool(np.isfinite(params).all()),
        f"{path.name} holds numbers that are too large for {network.precision}.",
    )
    if network.precision == "float32" and "float64" in precisions:
        remarks.append("They were rounded from float64 to float32.")
    return params


def _misfit(path: Path, stored: Sequence[StoredArray], network: Network) -> InputError:
    needed = _listed(network.shapes())
    has = _listed({printable(array.name): array.shape for array in stored}) or "nothing"
    others = [printable(array.name) for array in stored if not array.is_number]
    no_floats = f" Not floating-point numbers that can be read: {', '.join(others[:MOST_LISTED])}."
    return InputError(
        f"{path.name} does not fit: the network needs {needed}; the file has {has}."
        f"{no_floats if others else ''}"
    )


def _listed(shapes: Mapping[str, tuple[int, ...]]) -> str:
    parts = [f"{name} {'×'.join(map(str, shape)) or 'number'}" for name, shape in shapes.items()]
    more = [f"{len(parts) - MOST_LISTED} more"] if len(parts) > MOST_LISTED else []
    return ", ".join(parts[:MOST_LISTED] + more)


def _have_own_names(pairs: list[Pair]) -> bool:
    return all(weights.name == f"W{n}" for n, (weights, _) in enumerate(pairs, start=1))


def _is_bias(array: StoredArray) -> bool:
    """Whether it has a number for each neuron; also as a row or a column, if it is called so."""
    is_line = len(array.shape) == 2 and 1 in array.shape
    return len(array.shape) == 1 or (is_line and bool(_BIAS.search(array.name.lower())))


def _stem(name: str) -> str:
    """What the names of a layer's weights and biases have in common."""
    return _ROLES.sub("", name)


def _natural(name: str) -> list[tuple[int, int, str]]:
    """A key by which numbers in names count as numbers."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in _parts(name)]


def _parts(name: str) -> Iterator[str]:
    yield from (part for part in re.split(r"([0-9]{1,18})", name) if part)
