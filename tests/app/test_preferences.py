"""Preferences are found again, and a file that cannot be used is set aside, not lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.look.look import Look
from app.look.palettes import PALETTES
from app.look.theme import THEMES
from app.preferences import ASIDE, Preferences, load, save

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    file = tmp_path / "new" / "preferences.json"
    kept = Preferences("light", "blue-red", 14, True, "step", "abc", {"watch": "def"}, {"a": [1]})
    kept.recent = ["/runs/größe 2.nabla", "/runs/1.nabla"]
    assert save(kept, file) == ""
    assert load(file) == (kept, "")


def test_the_first_start_has_the_usual_ones(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == (Preferences(), "")
    assert Preferences().look == Look()


def test_a_look_is_kept_by_its_names() -> None:
    preferences = Preferences()
    look = Look(THEMES["high-contrast"], PALETTES["magenta-green"], 16, reduced_motion=True)
    preferences.look = look
    assert preferences.look == look
    assert (preferences.theme, preferences.text_size) == ("high-contrast", 16)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "Expecting value"),
        ("{", "Expecting property name"),
        ("[" * 100_000, "recursion"),
        ("\udcff", "utf-8"),
        ("[1]", "it is not a table of settings"),
        ('{"theme": 3}', "'theme' is 3"),
        ('{"theme": "pink"}', "there is no theme 'pink'"),
        ('{"palette": "red-green"}', "there is no palette"),
        ('{"perspective": "side"}', "there is no perspective"),
        ('{"text_size": true}', "'text_size' is True"),
        ('{"text_size": 90}', "'text_size' is 90"),
        ('{"layouts": {"watch": 1}}', "the layout 'watch' is 1"),
        ('{"recent": [1]}', "the recent file 1"),
        (json.dumps({"recent": ["a"] * 11}), "'recent' has 11 files"),
        ('{"recent": "a"}', "'recent' is 'a'"),
        ('{"colour": "blue"}', "there is no setting 'colour'"),
    ],
)
def test_a_broken_file_is_set_aside_with_a_note(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "preferences.json"
    file.write_bytes(content.encode(errors="surrogateescape"))
    preferences, note = load(file)
    assert preferences == Preferences()
    assert reason in note
    assert "the file was kept as preferences.json.broken" in note
    assert not file.exists()
    aside = file.with_name(file.name + ASIDE)
    assert aside.read_bytes() == content.encode(errors="surrogateescape")


@given(st.dictionaries(st.sampled_from([*vars(Preferences())]), JSON) | JSON)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_no_content_of_the_file_is_a_crash(tmp_path: Path, content: Any) -> None:
    file = tmp_path / "preferences.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    preferences, note = load(file)
    assert isinstance(preferences.look, Look)
    assert (note == "") == file.exists()


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    sentence = save(Preferences(), tmp_path / "file" / "preferences.json")
    assert "cannot be kept" in sentence
    (tmp_path / "folder").mkdir()
    assert "cannot be kept" in save(Preferences(), tmp_path / "folder")
