"""idx files: read as published, and refused with a reason when damaged."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from engine.datasets.idx import read_images, read_labels
from engine.errors import InputError

IMAGES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)
IMAGE_BYTES = struct.pack(">4I", 0x803, 2, 3, 4) + IMAGES.tobytes()
PACKED = gzip.compress(IMAGE_BYTES, mtime=0)
LABEL_BYTES = struct.pack(">2I", 0x801, 3) + bytes([7, 0, 9])


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzipped"])
def test_images_and_labels(tmp_path: Path, pack: type[bytes]) -> None:
    path = tmp_path / "file"
    path.write_bytes(pack(IMAGE_BYTES))
    np.testing.assert_array_equal(read_images(path), IMAGES)
    path.write_bytes(pack(LABEL_BYTES))
    assert read_labels(path).tolist() == [7, 0, 9]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not an idx file of bytes: it starts with nothing"),
        (b"\x89PNG\r\n", "not an idx file of bytes: it starts with 89 50 4e 47"),
        (LABEL_BYTES, "holds labels where images are expected: .* been swapped"),
        (IMAGE_BYTES[:10], "is truncated: it ends within its header, after 10 bytes"),
        (IMAGE_BYTES[:-1], "is truncated: its header promises 24 bytes of images, but 23 follow"),
        (IMAGE_BYTES + b"x", "is too long: its header promises 24 bytes .* 25 follow"),
        (PACKED[:-9], "is truncated: its compressed data ends too early"),
        (PACKED[:-4] + b"oops", "is damaged: it cannot be unpacked"),
        (b"\x1f\x8b\x08\x00 this is no gzip at all", "is damaged: it cannot be unpacked"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "images"
    path.write_bytes(content)
    with pytest.raises(InputError, match=sentence) as caught:
        read_images(path)
    assert str(path) in str(caught.value)


def test_images_where_labels_are_expected(tmp_path: Path) -> None:
    path = tmp_path / "labels"
    path.write_bytes(IMAGE_BYTES)
    with pytest.raises(InputError, match="holds images where labels are expected"):
        read_labels(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_images(tmp_path / "nothing")
