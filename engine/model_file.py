"""Files of runs, `.nabla`: safetensors with the settings as texts; nothing in them is executed."""

import json
from collections.abc import Mapping
from errno import EDQUOT, EFBIG, ENOSPC
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load as load_arrays
from safetensors.numpy import save as arrays_as_bytes

from engine.errors import InputError, NewerFileError, require
from engine.files import reason, replacing, require_usual_file
from engine.run_parts import from_parts, to_parts
from engine.saved_run import SavedRun

ENDING = ".nabla"
FORMAT = "nablascope run"
VERSION = 1
"""Goes up where an older program could not understand what a file holds."""
MOST_HEAD = 2**24
"""Bytes of settings, edits and names of arrays; a year of them takes less."""
FULL = (ENOSPC, EDQUOT, EFBIG)
"""What a system says where there is no room for more."""
_LENGTH = 8
_MARKS = ("format", "version", "checksum")


def save(run: SavedRun, path: Path) -> None:
    """Write the run, at one stroke: until it is whole, `path` stays as it was.

    Raises `InputError` if that cannot be.
    """
    content = to_bytes(run)
    try:
        with replacing(path) as part:
            part.write_bytes(content)
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        before = " What was there before is still whole." if path.is_file() else ""
        advice = "Make room, or choose" if getattr(error, "errno", None) in FULL else "Choose"
        raise InputError(
            f"The run cannot be saved as {path}: {reason(error)}.{before} {advice} another place."
        ) from error


def load(path: Path) -> SavedRun:
    """Read a run; no data set is loaded, and nothing else is read or executed.

    Raises `InputError` with one sentence if it is not a run, is not whole, is from a newer version,
    or holds what cannot be.
    """
    try:
        require_usual_file(path)
        with path.open("rb") as file:
            return read(file, f"{path}")
    except InputError:
        raise
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be opened: {reason(error)}.") from error


def to_bytes(run: SavedRun) -> bytes:
    """The content of a file; raises `InputError` if there is too much of it."""
    plain, arrays = to_parts(run)
    texts = {name: json.dumps(part) for name, part in plain.items()}  # ASCII: a path may be no text
    texts |= {"format": FORMAT, "version": str(VERSION)}
    arrays = {name: _contiguous(array) for name, array in arrays.items()}
    content = arrays_as_bytes(arrays, texts | {"checksum": checksum(texts, arrays)})
    require(
        int.from_bytes(content[:_LENGTH], "little") <= MOST_HEAD,
        "The run has too many changes to be kept in a file: drop branches that are not needed.",
    )
    return content


def read(file: BinaryIO, name: str) -> SavedRun:
    """Read a run from an open file that can be gone about in; `name` is for the errors.

    What its head says is checked before the rest is read. Raises `InputError` and `OSError`.
    """
    texts, head = _head(file, name)
    try:
        arrays = load_arrays(head + file.read())
        require(texts["checksum"] == checksum(texts, arrays), "something in it was changed.")
        return from_parts({key: _parsed(texts[key]) for key in texts if key not in _MARKS}, arrays)
    except SafetensorError as error:
        raise InputError(f"{name} is damaged: its arrays cannot be read ({error}).") from error
    except MemoryError as error:
        raise InputError(f"There is not enough memory to open {name}.") from error
    except (KeyError, ValueError, RecursionError, OverflowError) as error:
        said = str(error) if isinstance(error, InputError) else "its parts cannot be read."
        raise InputError(f"{name} is damaged: {said}") from error


def checksum(texts: Mapping[str, str], arrays: Mapping[str, NDArray[Any]]) -> str:
    """What shows whether any of these texts and arrays, which lie in one piece, has changed."""
    digest = sha256()
    for name, text in sorted(texts.items()):
        if name != "checksum":
            digest.update(repr((name, text)).encode())
    for name, array in sorted(arrays.items()):
        digest.update(repr((name, array.dtype.str, array.shape)).encode())
        digest.update(array.reshape(-1).data)
    return digest.hexdigest()


def _contiguous(array: NDArray[Any]) -> NDArray[Any]:
    """The array in one piece, little end first, as it comes back from a file."""
    return np.ascontiguousarray(array, array.dtype.newbyteorder("<")).reshape(array.shape)


def _head(file: BinaryIO, name: str) -> tuple[dict[str, str], bytes]:
    """The texts at the beginning, and the bytes up to their end."""
    size = file.seek(0, 2)
    file.seek(0)
    start = file.read(_LENGTH)
    length = int.from_bytes(start, "little")
    begins_so = file.read(1) == b"{"
    require(
        len(start) == _LENGTH and begins_so and length <= MOST_HEAD,
        f"{name} is not a file of Nablascope.",
    )
    require(_LENGTH + length <= size, _cut_short(name, size, _LENGTH + length))
    file.seek(_LENGTH)
    head = file.read(length)
    try:
        header = json.loads(head)
        texts = header.pop("__metadata__")
        ends = [array["data_offsets"][1] for array in header.values()]
        known, version = texts["format"] == FORMAT, int(str(texts["version"]))
        end = _LENGTH + length + max(ends, default=0)
        is_cut_short = type(end) is int and size < end < 2**63
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise InputError(f"{name} is not a file of Nablascope, or is damaged.") from error
    require(known, f"{name} is not a file of Nablascope.")
    if version > VERSION:
        raise NewerFileError(
            f"{name} comes from a newer version of Nablascope (its format is {version}, this one "
            f"knows {VERSION}): update Nablascope to open it."
        )
    require(not is_cut_short, _cut_short(name, size, end))
    require(end == size, f"{name} is damaged: it is not as long as it says.")
    return texts, start + head


def _cut_short(name: str, size: int, whole: int) -> str:
    return f"{name} is not whole: {size:,} of its {whole:,} bytes are there. Copy it once more."


def _parsed(text: Any) -> Any:
    return json.loads(text, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise InputError(f"{constant} is no number.")
