"""Paths: where a setting lies in an experiment, such as ("network", "layers", 0, "size")."""

from dataclasses import replace
from typing import Any

Path = tuple[str | int, ...]
"""Names of fields, and numbers of parts of a tuple, from the outside inwards."""


def value_at(settings: Any, path: Path) -> Any:
    """The setting that lies there."""
    for step in path:
        settings = settings[step] if isinstance(step, int) else getattr(settings, step)
    return settings


def with_value(settings: Any, path: Path, value: Any) -> Any:
    """The same settings with another value there. Raises `InputError` if that makes no sense."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        part = with_value(settings[step], rest, value)
        return (*settings[:step], part, *settings[step + 1 :])
    return replace(settings, **{step: with_value(getattr(settings, step), rest, value)})
