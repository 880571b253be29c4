"""Full MNIST and Fashion-MNIST: found where they may be, downloaded where they are missing."""

import gzip
import hashlib
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import platformdirs
import pytest

from engine.datasets.idx_images import (
    FOLDER_VARIABLE,
    FashionMnist,
    IdxImages,
    Mnist,
    RemoteFile,
)
from engine.errors import InputError
from tests.engine.datasets.server import serving

DATA = os.environ.get(FOLDER_VARIABLE)
needs_data = pytest.mark.skipif(not DATA, reason=f"{FOLDER_VARIABLE} names no folder")


def images(count: int, size: int = 28) -> bytes:
    pixels = np.arange(count * size * size) % 251
    return struct.pack(">4I", 0x803, count, size, size) + pixels.astype(np.uint8).tobytes()


def labels(count: int) -> bytes:
    return struct.pack(">2I", 0x801, count) + bytes(i % 10 for i in range(count))


CONTENTS = [gzip.compress(content) for content in (images(20), labels(20), images(10), labels(10))]
NAMES = [file.name for file in Mnist.files]


@dataclass(frozen=True)
class Little(IdxImages):
    """A data set like MNIST, of 30 images."""

    name = "little"
    title = "Little"
    class_names = Mnist.class_names
    first_labels = tuple(range(10))
    files = tuple(
        RemoteFile(name, len(content), hashlib.sha256(content).hexdigest())
        for name, content in zip(NAMES, CONTENTS, strict=True)
    )
    mirrors: ClassVar[tuple[str, ...]] = ()


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of a user who has nothing yet."""
    folder = tmp_path / "user"
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: folder)
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    return folder


def write(folder: Path, contents: list[bytes] = CONTENTS, names: list[str] = NAMES) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in zip(names, contents, strict=True):
        (folder / name).write_bytes(content)


def test_files_are_found_in_a_named_folder_and_in_its_subfolder(tmp_path: Path) -> None:
    for folder in (tmp_path / "flat", tmp_path / "deep" / "little"):
        write(folder)
    for name in ("flat", "deep"):
        data = Little(folder=str(tmp_path / name)).load(0)
        assert (len(data.train), len(data.test)) == (20, 10)
        assert data.train.y[:11].tolist() == [*range(10), 0]


def test_files_need_not_be_gzipped(tmp_path: Path) -> None:
    plain = [name.removesuffix(".gz") for name in NAMES]
    write(tmp_path, [gzip.decompress(content) for content in CONTENTS], plain)
    assert len(Little(folder=str(tmp_path)).load(0).train) == 20


def test_files_are_found_by_the_environment_and_in_the_users_folder(
    tmp_path: Path, user_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not Little().is_whole
    write(tmp_path / "class" / "little")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "class"))
    assert Little().is_whole
    monkeypatch.delenv(FOLDER_VARIABLE)
    write(user_folder / "little")
    assert Little().is_whole


def test_missing_files_are_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        Little(folder=str(tmp_path)).load(0)
    sentence = str(caught.value)
    assert "train-images-idx3-ubyte.gz" in sentence
    assert str(tmp_path) in sentence
    assert "--data-dir" in sentence
    assert "--download" in sentence


def test_three_of_four_files_are_not_enough(tmp_path: Path) -> None:
    write(tmp_path, CONTENTS[:3], NAMES[:3])
    with pytest.raises(InputError, match="not on this computer"):
        Little(folder=str(tmp_path)).load(0)


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        ([1, 0, 2, 3], "holds labels where images are expected: .* been swapped"),
        ([2, 1, 0, 3], "holds 10 images, but .* holds 20 labels: they are not a pair"),
    ],
)
def test_swapped_files(tmp_path: Path, order: list[int], sentence: str) -> None:
    write(tmp_path, [CONTENTS[i] for i in order])
    with pytest.raises(InputError, match=sentence):
        Little(folder=str(tmp_path)).load(0)


def test_files_of_another_data_set_are_noticed(tmp_path: Path) -> None:
    other = struct.pack(">2I", 0x801, 20) + bytes([3] * 20)
    write(tmp_path, [CONTENTS[0], other, *CONTENTS[2:]])
    with pytest.raises(InputError, match="holds other labels than Little has"):
        Little(folder=str(tmp_path)).load(0)


@needs_data
def test_digits_are_not_taken_for_clothes() -> None:
    with pytest.raises(InputError, match="is it the file of another data set"):
        FashionMnist(folder=f"{DATA}/mnist").load(0)


def test_images_of_another_size(tmp_path: Path) -> None:
    write(tmp_path, [images(20, size=27), *CONTENTS[1:]])
    with pytest.raises(InputError, match="27 × 27 pixels, not 28 × 28"):
        Little(folder=str(tmp_path)).load(0)


def test_files_without_images(tmp_path: Path) -> None:
    write(tmp_path, [images(0), labels(0), images(0), labels(0)])
    with pytest.raises(InputError, match="holds no images"):
        Little(folder=str(tmp_path)).load(0)


def test_labels_out_of_range(tmp_path: Path) -> None:
    wrong = struct.pack(">2I", 0x801, 20) + bytes(range(20))
    write(tmp_path, [CONTENTS[0], wrong, *CONTENTS[2:]])
    with pytest.raises(InputError, match="has the label 10, but there are 10 classes"):
        Little(folder=str(tmp_path)).load(0)


def test_download_into_the_users_folder_fetches_only_what_is_missing(
    user_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("http_proxy", raising=False)
    write(user_folder / "little", CONTENTS[:1], NAMES[:1])
    seen: list[tuple[int, int]] = []

    def note(done: int, size: int) -> bool:
        seen.append((done, size))
        return True

    with serving({f"/{n}": c for n, c in zip(NAMES[1:], CONTENTS[1:], strict=True)}) as address:
        monkeypatch.setattr(Little, "mirrors", (f"{address}/",))
        Little().download(note)
    total = sum(map(len, CONTENTS))
    assert seen[-1] == (total, total)
    assert len(Little().load(0).train) == 20


@pytest.mark.parametrize("damaged", [CONTENTS[0][:-1], CONTENTS[0][:-1] + b"?"])
def test_download_replaces_a_damaged_file(
    damaged: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("http_proxy", raising=False)
    source = Little(folder=str(tmp_path))
    write(tmp_path / "little", [damaged, *CONTENTS[1:]])
    assert not source.is_whole
    with serving({f"/{NAMES[0]}": CONTENTS[0]}) as address:
        monkeypatch.setattr(Little, "mirrors", (f"{address}/",))
        source.download(lambda *_: True)
    assert source.is_whole


def test_whole_files_come_before_damaged_ones(
    tmp_path: Path, user_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "class" / "little", [CONTENTS[0][:-9], *CONTENTS[1:]])
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "class"))
    write(user_folder / "little")
    assert len(Little().load(0).train) == 20


def test_download_into_a_named_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("http_proxy", raising=False)
    source = Little(folder=str(tmp_path / "own"))
    with serving({f"/{n}": c for n, c in zip(NAMES, CONTENTS, strict=True)}) as address:
        monkeypatch.setattr(Little, "mirrors", (f"{address}/",))
        source.download(lambda *_: True)
    assert source.is_whole


@needs_data
@pytest.mark.parametrize("kind", [Mnist, FashionMnist])
def test_the_published_files(kind: type[IdxImages]) -> None:
    source = kind(folder=DATA)
    data = source.load(0)
    assert data.train.x.shape == (60_000, 784)
    assert data.test.x.shape == (10_000, 784)
    assert len(data.class_names) == 10
    folder = Path(str(DATA)) / kind.name
    for file in kind.files:
        content = (folder / file.name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)


@needs_data
def test_the_classes_of_the_published_files_are_as_many_as_published() -> None:
    counts = np.bincount(Mnist(folder=DATA).load(0).train.y)
    assert counts.tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    fashion = FashionMnist(folder=DATA).load(0)
    assert np.bincount(fashion.train.y).tolist() == [6000] * 10
