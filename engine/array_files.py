"""Array files: the arrays in an .npz or .safetensors file, read only where they are wanted."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from math import prod
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from engine.errors import InputError, printable, require
from engine.files import require_usual_file

MOST_ARRAYS = 10_000
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
"""How one begins, and an empty one."""
_HEADER_VERSION = (1, 0)
"""Of an array in an .npz file; later ones are for tables with names, and may be gigabytes long."""
_FLOATS = ("F16", "F32", "F64")
"""What numbers are called in safetensors."""


@dataclass(frozen=True, eq=False)
class StoredArray:
    """An array in a file: its name, its shape, and how to read it.

    `is_number` tells whether it holds numbers with a point; all else cannot be read.
    """

    name: str
    shape: tuple[int, ...]
    is_number: bool
    read: Callable[[], NDArray[Any]]

    @property
    def count(self) -> int:
        """How many numbers it has."""
        return prod(self.shape)


@contextmanager
def stored_arrays(path: Path) -> Iterator[list[StoredArray]]:
    """The arrays in a file, which stays open meanwhile; what is not read costs nothing.

    Nothing is executed or unpickled. Raises `InputError`, also if anything goes wrong within.
    """
    try:
        require_usual_file(path)
        with ExitStack() as opened:
            file = opened.enter_context(path.open("rb"))
            is_zip = file.read(4) in _ZIPS
            yield list(_in_zip(file, path, opened) if is_zip else _in_safetensors(path, opened))
    except InputError:
        raise
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except MemoryError as error:
        raise InputError(f"There is not enough memory to read {path.name}.") from error
    except Exception as error:  # a damaged file shows itself in many ways
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> InputError:
    reason = printable(str(error).partition("\n")[0]) or type(error).__name__
    if isinstance(error, SafetensorError):  # in words that only its authors know
        reason = "it is cut short, or of another kind"
    return InputError(f"{path.name} is no whole .npz or .safetensors file: {reason}.")


def _in_safetensors(path: Path, opened: ExitStack) -> Iterator[StoredArray]:
    file = opened.enter_context(safe_open(path, framework="numpy"))
    names = file.keys()
    require(len(names) <= MOST_ARRAYS, f"{path.name} holds {len(names):,} arrays, far too many.")
    for name in names:
        part = file.get_slice(name)
        is_number = part.get_dtype() in _FLOATS
        yield StoredArray(name, tuple(part.get_shape()), is_number, partial(file.get_tensor, name))


def _in_zip(file: BinaryIO, path: Path, opened: ExitStack) -> Iterator[StoredArray]:
    archive = opened.enter_context(ZipFile(file))
    entries = archive.infolist()
    require(
        len(entries) <= MOST_ARRAYS, f"{path.name} holds {len(entries):,} arrays, far too many."
    )
    for entry in entries:
        if not entry.filename.endswith(".npy"):
            continue
        name = entry.filename.removesuffix(".npy")
        require(
            entry.compress_type in (ZIP_STORED, ZIP_DEFLATED) and not entry.flag_bits & 1,
            f"{path.name} is packed or encrypted in a way that NumPy does not use.",
        )
        with archive.open(entry) as member:
            shape, _, kind = _header(member)
        require(
            not kind.hasobject,
            f"{path.name} holds Python objects ('{printable(name)}'), which are never loaded, as "
            "that could run code: save each array under a name of its own.",
        )
        yield StoredArray(name, shape, kind.kind == "f", partial(_member, archive, entry, path))


def _header(member: Any) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Shape, whether columns come first, and type."""
    version = np.lib.format.read_magic(member)
    if version != _HEADER_VERSION:
        raise ValueError(f"an array has the format {version}")
    shape, is_fortran, kind = np.lib.format.read_array_header_1_0(member)
    if min(shape, default=0) < 0:
        raise ValueError("an array has a negative size")
    return shape, is_fortran, kind


def _member(archive: ZipFile, entry: ZipInfo, path: Path) -> NDArray[Any]:
    """An array out of an .npz file: never more bytes than its shape says."""
    with archive.open(entry) as member:
        shape, is_fortran, kind = _header(member)
        size = prod(shape) * kind.itemsize
        content = member.read(size)
        is_whole = len(content) == size and not member.read(1)  # which also checks its sum
    require(
        is_whole,
        f"{path.name} is damaged: '{printable(entry.filename)}' is not as long as it says.",
    )
    numbers: NDArray[Any] = np.frombuffer(content, kind)
    return numbers.reshape(shape, order="F" if is_fortran else "C")
