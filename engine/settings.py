"""The settings of an experiment as plain data, ready for JSON, and back."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from sys import float_info
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import numpy as np

from engine.activations import ACTIVATIONS, Activation
from engine.datasets.source import Source
from engine.datasets.sources import SOURCES
from engine.errors import InputError, printable, require, unknown_name
from engine.experiment import Experiment
from engine.initializers import INITIALIZERS, Initializer
from engine.losses import LOSSES, Loss
from engine.optimizers import OPTIMIZERS, Optimizer
from engine.schedules import SCHEDULES, Schedule

_KINDS: Mapping[type, Mapping[str, type]] = {
    Source: SOURCES,
    Activation: ACTIVATIONS,
    Initializer: INITIALIZERS,
    Optimizer: OPTIMIZERS,
    Schedule: SCHEDULES,
}
"""What a setting may be, by its kind, where there is a choice."""
_WORDS: Mapping[type, str] = {
    NoneType: "null",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    list: "a list",
    dict: "an object",
}
_LARGEST: Mapping[type, float] = {int: 2**63 - 1, float: float_info.max}


def to_plain(experiment: Experiment) -> dict[str, Any]:
    """The settings by name: dicts, lists, numbers, texts, truth values and None.

    Where there is a choice, such as of optimizers, "kind" names it.
    """
    plain: dict[str, Any] = _plain(experiment)
    return plain


def from_plain(data: Any) -> Experiment:
    """The experiment that `to_plain` has written so.

    Raises `InputError` that says where anything is missing, too much, or not what it should be.
    """
    experiment: Experiment = _built(Experiment, data, "experiment")
    return experiment


def _plain(setting: Any) -> Any:
    if isinstance(setting, Loss):
        return setting.name
    if is_dataclass(setting):
        kind = {"kind": getattr(setting, "name", "")} if isinstance(setting, tuple(_KINDS)) else {}
        return kind | {part.name: _plain(getattr(setting, part.name)) for part in fields(setting)}
    if isinstance(setting, tuple):
        return [_plain(part) for part in setting]
    return setting.item() if isinstance(setting, np.generic) else setting


def _read(meant: Any, data: Any, where: str) -> Any:
    """The setting of the type `meant`, from its plain `data`, which stands at `where`."""
    choices = get_args(meant)
    if NoneType in choices:
        return None if data is None else _read(choices[0], data, where)
    if get_origin(meant) is tuple:
        _require_type(list, data, where)
        return tuple(_read(choices[0], part, f"{where}[{i}]") for i, part in enumerate(data))
    if get_origin(meant) is Literal:
        return _named(where.split(".")[-1], {choice: choice for choice in choices}, data, where)
    if meant is Loss:
        return _named("loss", LOSSES, data, where)
    if meant in _KINDS:
        return _read_kind(meant, data, where)
    if is_dataclass(meant):
        return _built(meant, data, where)
    return _read_simple(meant, data, where)


def _read_kind(base: type, data: Any, where: str) -> Any:
    """One of the kinds of `base`: the one that is named, with its own settings."""
    _require_type(dict, data, where)
    require("kind" in data, f"{where}: 'kind' is missing.")
    kind = _named(base.__name__.lower(), _KINDS[base], data["kind"], f"{where}.kind")
    return _built(kind, {key: value for key, value in data.items() if key != "kind"}, where)


def _built(kind: Any, data: Any, where: str) -> Any:
    """A dataclass from the plain data of each of its fields."""
    _require_type(dict, data, where)
    types = _types(kind)
    names = [part.name for part in fields(kind)]
    for key in data:
        require(key in names, f"{where}: there is no setting '{printable(key)}'.")
    for name in names:
        require(name in data, f"{where}: '{name}' is missing.")
    settings = {name: _read(types[name], data[name], f"{where}.{name}") for name in names}
    try:
        return kind(**settings)
    except InputError as error:
        raise InputError(f"{where}: {error}") from error


@cache
def _types(kind: type) -> Mapping[str, Any]:
    """The types of a dataclass's fields, which take long to find out."""
    return get_type_hints(kind)


def _named(what: str, table: Mapping[str, Any], name: Any, where: str) -> Any:
    _require_type(str, name, where)
    if name not in table:
        raise InputError(f"{where}: {unknown_name(what, printable(name), table)}")
    return table[name]


def _read_simple(meant: type, data: Any, where: str) -> Any:
    """A truth value, a text or a finite number; a whole one may stand for any."""
    is_whole_for_any = meant is float and type(data) is int
    if not is_whole_for_any:
        _require_type(meant, data, where)
    if meant not in _LARGEST:
        return data
    require(abs(data) <= _LARGEST[meant], f"{where} must be finite, and not so large.")
    return meant(data)


def _require_type(meant: type, data: Any, where: str) -> None:
    found = str(data) if isinstance(data, float) else _WORDS.get(type(data), "something else")
    require(type(data) is meant, f"{where} must be {_WORDS[meant]}, not {found}.")
