"""A file that is replaced is the old one or the new one, never a part."""

from pathlib import Path

import pytest

from engine.files import replacing


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


def test_a_long_name_is_no_problem(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    with replacing(path) as part:
        part.write_text("new")
    assert path.read_text() == "new"
