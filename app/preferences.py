"""Preferences: how the user left the window, kept in a file between starts."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

from app.look.look import LARGEST_TEXT_SIZE, SMALLEST_TEXT_SIZE, USUAL_TEXT_SIZE, Look
from app.look.palettes import PALETTES
from app.look.theme import THEMES
from app.perspectives import PERSPECTIVES
from app.session.keeping import MOST_RECENT
from engine.errors import InputError, require
from engine.files import replacing

ASIDE = ".broken"
"""What is added to the name of a file that cannot be used."""


@dataclass
class Preferences:
    """What is kept. Layouts and the geometry are Qt's own states of a window, in base 64.

    `set_up` is the last experiment as plain data, or empty. `recent` are the paths of the runs last
    saved or opened, the newest first.
    """

    theme: str = "dark"
    palette: str = "blue-orange"
    text_size: int = USUAL_TEXT_SIZE
    reduced_motion: bool = False
    perspective: str = "watch"
    geometry: str = ""
    layouts: dict[str, str] = field(default_factory=dict)
    plots: dict[str, Any] = field(default_factory=dict)
    set_up: dict[str, Any] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)

    @property
    def look(self) -> Look:
        """The look that is preferred."""
        return Look(THEMES[self.theme], PALETTES[self.palette], self.text_size, self.reduced_motion)

    @look.setter
    def look(self, look: Look) -> None:
        self.theme, self.palette = look.theme.name, look.palette.name
        self.text_size, self.reduced_motion = look.text_size, look.reduced_motion


def usual_file() -> Path:
    """Where preferences are kept on this system."""
    return platformdirs.user_config_path("nablascope", appauthor=False) / "preferences.json"


def load(file: Path) -> tuple[Preferences, str]:
    """The preferences in a file, and "" or a sentence on what was wrong with it.

    A file that cannot be used is set aside, so that nothing in it is lost, and the usual
    preferences take its place.
    """
    try:
        return _from_plain(json.loads(file.read_text(encoding="utf-8"))), ""
    except FileNotFoundError:
        return Preferences(), ""
    except (OSError, ValueError, RecursionError) as error:  # InputError is a ValueError
        aside = file.with_name(file.name + ASIDE)
        with suppress(OSError):
            file.replace(aside)
        reason = str(error).rstrip(".")
        return Preferences(), (
            f"The preferences in {file} could not be read ({reason}): the usual ones are in use, "
            f"and the file was kept as {aside.name}."
        )


def save(preferences: Preferences, file: Path) -> str:
    """Write the preferences; give "" or a sentence on why they could not be kept."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file) as part:
            part.write_text(json.dumps(asdict(preferences), indent=1), encoding="utf-8")
    except OSError as error:
        return f"The preferences cannot be kept in {file}: {error.strerror or error}."
    return ""


def _from_plain(data: Any) -> Preferences:
    require(isinstance(data, dict), "it is not a table of settings")
    usual = Preferences()
    known = {setting.name for setting in fields(Preferences)}
    for name, value in data.items():
        require(name in known, f"there is no setting '{name}'")
        wanted = type(getattr(usual, name))
        require(type(value) is wanted, f"'{name}' is {value!r}"[:100])
    preferences = Preferences(**data)
    _require_known("theme", preferences.theme, THEMES)
    _require_known("palette", preferences.palette, PALETTES)
    _require_known("perspective", preferences.perspective, PERSPECTIVES)
    require(
        SMALLEST_TEXT_SIZE <= preferences.text_size <= LARGEST_TEXT_SIZE,
        f"'text_size' is {preferences.text_size}",
    )
    for name, state in preferences.layouts.items():
        require(type(state) is str, f"the layout '{name}' is {state!r}"[:100])
    require(len(preferences.recent) <= MOST_RECENT, f"'recent' has {len(preferences.recent)} files")
    for path in preferences.recent:
        require(type(path) is str and "\0" not in path, f"the recent file {path!r}"[:100])
    return preferences


def _require_known(what: str, name: str, known: Any) -> None:
    if name not in known:
        raise InputError(f"there is no {what} '{name}'")
