"""Own examples: a labelled set that the user collected, kept in a safetensors file."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load as unpacked
from safetensors.numpy import save as packed

from engine.datasets.dataset import Dataset, Examples
from engine.errors import InputError, require
from engine.files import reason, replacing

FORMAT = "nablascope examples"
VERSION = 1
MOST_BYTES = 2**27
"""No file is larger: it has room for 40,000 pictures of 28 × 28 numbers in float32."""
_LENGTH = 8
"""The bytes that a safetensors file begins with: the length of the description behind them."""


def save(
    examples: Examples, input_shape: Sequence[int], class_names: Sequence[str], path: Path
) -> None:
    """Write the examples to a file, which is replaced at one stroke if it is there already.

    `input_shape` and `class_names` are those of the data set that they were made for. Raises
    `InputError` if there are no examples or too many, or if the file cannot be written.
    """
    require(len(examples) > 0, "There are no own examples to save.")
    description = {
        "format": FORMAT,
        "version": str(VERSION),
        "scale": json.dumps(float(examples.scale)),
        "input_shape": json.dumps([int(side) for side in input_shape]),
        "class_names": json.dumps(list(class_names)),
    }
    is_small = examples.x.dtype in (np.uint8, np.float32)
    x = np.ascontiguousarray(examples.x, None if is_small else np.float64)
    y = np.ascontiguousarray(examples.y, np.int64 if examples.y.ndim == 1 else np.float64)
    content = packed({"x": x, "y": y}, description)
    require(
        len(content) <= MOST_BYTES,
        f"{len(examples):,} own examples are too many for a file: they need {len(content):,} "
        f"bytes, and it has at most {MOST_BYTES:,}.",
    )
    try:
        with replacing(path) as part:
            part.write_bytes(content)
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        raise InputError(f"{path} cannot be written: {reason(error)}.") from error


def load(path: Path, dataset: Dataset) -> Examples:
    """The examples in a file, if they are such as the `dataset` has.

    Nothing in the file is trusted, and nothing in it is run. Raises `InputError` if it cannot be
    read, is damaged, comes from a newer version, or has other inputs, classes or targets.
    """
    file = _File(path)
    file.require_same("pictures or inputs", "input_shape", dataset.input_shape, dataset.name)
    file.require_same("classes", "class_names", dataset.class_names, dataset.name)
    scale = file.setting("scale")
    file.require_whole(type(scale) is float and 0 < scale <= 1)
    x = file.array("x", ("uint8", "float32", "float64"), (dataset.inputs,))
    classes = len(dataset.class_names)
    each = () if classes else (dataset.outputs,)
    y = file.array("y", ("int64",) if classes else ("float64",), each)
    file.require_whole(len(x) == len(y))
    for values in (x, y):
        require(
            bool(np.isfinite(values).all()),
            f"{path} holds values that are not finite numbers: it cannot be used.",
        )
    require(
        not classes or bool(((y >= 0) & (y < classes)).all()),
        f"{path} holds a label outside 0 to {classes - 1}: it cannot be used.",
    )
    return Examples(x, y, scale)


class _File:
    """What is in a file of own examples; every method raises `InputError` if it is not in order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        content = _content(path)
        try:
            self._arrays = unpacked(content)
            end = _LENGTH + int.from_bytes(content[:_LENGTH], "little")
            self._description = json.loads(content[_LENGTH:end]).get("__metadata__") or {}
        except (SafetensorError, KeyError, ValueError, RecursionError) as error:  # KeyError: a type
            raise InputError(f"{path} is damaged, or is no safetensors file.") from error
        require(
            self._description.get("format") == FORMAT,
            f"{path} is a safetensors file, but does not hold own examples.",
        )
        version = self.setting("version")
        self.require_whole(type(version) is int and version >= 1)
        require(
            version == VERSION,
            f"{path} comes from a newer version of this program: its format is not {VERSION}.",
        )

    def require_whole(self, holds: bool) -> None:
        """Raise `InputError` for a file that nobody wrote like this, unless `holds`."""
        require(holds, f"{self._path} is damaged: its parts do not fit each other.")

    def require_same(self, what: str, name: str, of_data: Sequence[object], data: str) -> None:
        """Raise `InputError` unless the setting of that name is that of the data set."""
        require(
            self.setting(name) == list(of_data),
            f"{self._path} was made for a data set with {what} other than those of '{data}'.",
        )

    def setting(self, name: str) -> Any:
        """A value of the description."""
        try:
            return json.loads(self._description.get(name, ""))
        except (ValueError, RecursionError) as error:
            raise InputError(f"{self._path} is damaged: it does not tell its {name}.") from error

    def array(self, name: str, types: Sequence[str], each: tuple[int, ...]) -> NDArray[Any]:
        """The array of that name: one of these types, for each example of shape `each`."""
        self.require_whole(name in self._arrays)
        array = self._arrays[name]
        self.require_whole(array.dtype.name in types and array.ndim == 1 + len(each))
        self.require_whole(len(array) > 0 and array.shape[1:] == each)
        return array


def _content(path: Path) -> bytes:
    try:
        require(path.is_file(), f"{path} is not there, or is no file.")
        require(
            path.stat().st_size <= MOST_BYTES,
            f"{path} is too large for own examples: it has more than {MOST_BYTES:,} bytes.",
        )
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {reason(error)}.") from error
