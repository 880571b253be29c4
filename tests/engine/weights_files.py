"""Weights in files of any kind, to be loaded or refused."""

from collections.abc import Mapping
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
from engine.weights_file import load_weights

Arrays = dict[str, NDArray[Any]]
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
        named: dict[str, Any] = dict(content)
        np.savez(path, **named)
    else:
        path.write_bytes(safetensors_bytes(dict(content)))
    return path


def refused(path: Path, network: Network = NETWORK) -> str:
    with pytest.raises(InputError) as error:
        load_weights(path, network)
    text = str(error.value)
    assert text.endswith(".")
    assert "\n" not in text
    return text
