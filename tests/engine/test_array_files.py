"""Files of arrays that are damaged, or meant to do harm: one sentence, and nothing else."""

import os
import pickle
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import InputError
from engine.weights_file import load_weights
from tests.engine.weights_files import ENDINGS, NETWORK, arrays, params_of, refused, written


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


def test_a_header_of_gigabytes_is_never_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("W1.npy", b"\x93NUMPY\x02\x00" + (2**32 - 1).to_bytes(4, "little"))
    assert refused(path).endswith("an array has the format (2, 0).")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.npz")
    assert refused(tmp_path / "pipe.npz").endswith("is not a usual file.")


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
