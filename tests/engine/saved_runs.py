"""Runs to be saved, and files of them with something else in them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save

from engine import model_file
from engine.datasets.dataset import Examples
from engine.datasets.embedded import Iris
from engine.errors import InputError
from engine.training import Trainer
from tests.engine.cases import experiment, steps

DATASET = Iris().load(seed=7)
OWN = Examples(DATASET.train.x[:3], np.array([2, 1, 0]))


def trainer(**settings: Any) -> Trainer:
    """4-8-3 on iris, with dropout and Adam."""
    return Trainer(experiment(**settings), DATASET)


def changed(path: Path, array: Mapping[str, Any] | None = None, **texts: Any) -> None:
    """Write other texts or arrays into a file, as someone would who knows how."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        known: dict[str, str] = json.loads(file.read(length))["__metadata__"]
    known |= {
        key: text if isinstance(text, str) else json.dumps(text) for key, text in texts.items()
    }
    arrays = load_file(path) | dict(array or {})
    path.write_bytes(save(arrays, known | {"checksum": model_file.checksum(known, arrays)}))


def mid_step(**settings: Any) -> Trainer:
    begun = steps(trainer(**settings), 20)
    begun.advance()
    begun.advance()
    return begun


def refused(path: Path) -> str:
    """What is said of a file that is refused."""
    with pytest.raises(InputError) as caught:
        model_file.load(path)
    return str(caught.value)
