"""What the engine says when it cannot go on: one clear sentence each."""

from collections.abc import Iterable
from difflib import get_close_matches


class NablascopeError(Exception):
    """Base of every error that is meant to be read by a user."""


class InputError(NablascopeError, ValueError):
    """A setting, a file or an array that cannot be used; the sentence says which, where and why."""


class NewerFileError(InputError):
    """A file of a newer version of the program: it may be whole, but cannot be read by this one."""


class NotComputedError(NablascopeError, LookupError):
    """A number that the step has not come to yet, or never will; the sentence says which."""


def unknown_name(kind: str, name: str, known: Iterable[str]) -> InputError:
    """The error for a `name` that is not among the `known` ones, with the nearest that is.

    `kind` says what was named, for example "activation".
    """
    names = sorted(known)
    begun = [known_name for known_name in names if name and known_name.startswith(name)]
    nearest = begun or get_close_matches(name.lower(), names, n=1, cutoff=0.5)
    hint = f": did you mean '{nearest[0]}'?" if nearest else "."
    return InputError(f"There is no {kind} '{name}'{hint} Known are {', '.join(names)}.")


def printable(text: object) -> str:
    """A name that comes from elsewhere: short, and harmless to a terminal."""
    return repr(str(text)[:40])[1:-1]


def require(holds: bool, sentence: str) -> None:
    """Raise `InputError(sentence)` unless `holds`."""
    if not holds:
        raise InputError(sentence)
