"""From the type of a setting to the field that enters it."""

from collections.abc import Mapping
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from app.controls.choice_field import Choice, ChoiceField
from app.controls.field import Field
from app.controls.file_field import FileField
from app.controls.line_field import LineField
from app.controls.steps import whole
from app.controls.texts import Name, Names, Number
from app.controls.wording import Words, about

_PLACES = {"path": False, "folder": True}
"""Settings that are a place on the disk, and whether it is a folder."""
NAME_WIDTH = 112
"""Of a field for names, in units of the look."""


def field_for(name: str, hint: Any, words: Words) -> Field:
    """The field for a setting of that name, whose type is `hint`."""
    kinds = get_args(hint)
    none = words.none if NoneType in kinds else ""
    if none:
        hint = next(kind for kind in kinds if kind is not NoneType)
    if get_origin(hint) is Literal:
        return ChoiceField(_choices({str(value): value for value in get_args(hint)}, none))
    if hint is bool:
        return ChoiceField(_choices({"yes": True, "no": False}, none))
    if hint in (int, float):
        is_whole = hint is int
        return LineField(Number(none, is_whole, whole if is_whole else words.step))
    if get_origin(hint) is tuple:
        return LineField(Names(words.none), width=NAME_WIDTH)
    if name in _PLACES:
        return FileField(Name(none), is_folder=_PLACES[name])
    return LineField(Name(none), width=NAME_WIDTH)


def kind_field(table: Mapping[str, type]) -> ChoiceField:
    """The field for one of the kinds of this table."""
    return ChoiceField([Choice(_title(kind), kind, about(kind)) for kind in table.values()])


def _title(kind: Any) -> str:
    return str(kind.title)


def _choices(values: Mapping[str, Any], none: str) -> list[Choice]:
    usual = [Choice(none, None)] if none else []
    return [*usual, *(Choice(title, value) for title, value in values.items())]
