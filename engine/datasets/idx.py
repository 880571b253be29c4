"""Arrays from idx files, the format that MNIST and its relatives are published in."""

import gzip
import zlib
from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError, require

_GZIP_MAGIC = b"\x1f\x8b"


def read_images(path: Path) -> NDArray[np.uint8]:
    """The images in a file, gzipped or not, shape (n, height, width).

    Raises `InputError` if it cannot be read, is no idx file of images, or ends too early.
    """
    return _read(path, dimensions=3, holds="images")


def read_labels(path: Path) -> NDArray[np.uint8]:
    """The labels in a file, gzipped or not, shape (n,); raises `InputError` as `read_images`."""
    return _read(path, dimensions=1, holds="labels")


def _read(path: Path, dimensions: int, holds: str) -> NDArray[np.uint8]:
    content = _content(path)
    header = 4 + 4 * dimensions
    _require_magic(path, content[:4], dimensions, holds)
    require(
        len(content) >= header,
        f"{path} is truncated: it ends within its header, after {len(content)} bytes.",
    )
    shape = tuple(int(n) for n in np.frombuffer(content, ">u4", dimensions, offset=4))
    size = prod(shape)
    require(
        len(content) == header + size,
        f"{path} is {'truncated' if len(content) < header + size else 'too long'}: its header "
        f"promises {size:,} bytes of {holds}, but {len(content) - header:,} follow.",
    )
    return np.frombuffer(content, np.uint8, offset=header).reshape(shape)


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if content.startswith(_GZIP_MAGIC) else content
    except EOFError as error:
        raise InputError(f"{path} is truncated: its compressed data ends too early.") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"{path} is damaged: it cannot be unpacked ({error}).") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error


def _require_magic(path: Path, magic: bytes, dimensions: int, holds: str) -> None:
    """An idx file starts with 0, 0, the type of its values (8: bytes), the number of dimensions."""
    require(
        len(magic) == 4 and magic[:3] == b"\0\0\x08",
        f"{path} is not an idx file of bytes: it starts with {magic.hex(' ') or 'nothing'}.",
    )
    other = {1: "labels", 3: "images"}.get(magic[3], f"{magic[3]} dimensions")
    require(
        magic[3] == dimensions,
        f"{path} holds {other} where {holds} are expected: "
        "have the files of images and of labels been swapped?",
    )
