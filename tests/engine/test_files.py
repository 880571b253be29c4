"""A file that is replaced is the old one or the new one, never a part."""

import os
from pathlib import Path
from time import time

import pytest

from engine.files import FORSAKEN_S, replacing


def test_the_new_file_comes_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    with replacing(path) as part:
        part.write_text("new")
        assert part.name.endswith(".part")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def interrupted() -> None:
        with replacing(path) as part:
            part.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["x" * 255, "\N{GRINNING FACE}" * 63])
def test_a_long_name_is_no_problem(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with replacing(path) as part:
        part.write_text("new")
    assert path.read_text() == "new"


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "file [1]"
    forsaken, busy, other = (
        tmp_path / f"{name}.part"
        for name in ("file [1].0123abcd", "file [1].4567cdef", "file 1.0123abcd")
    )
    for part in (forsaken, busy, other):
        part.write_text("half")
    for part in (forsaken, other):
        os.utime(part, times=(0, time() - FORSAKEN_S - 1))
    with replacing(path) as part:
        part.write_text("new")
    assert {file.name for file in tmp_path.iterdir()} == {path.name, busy.name, other.name}


def test_nothing_written_is_an_error_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    with pytest.raises(FileNotFoundError), replacing(path):
        pass
    assert path.read_text() == "old"
