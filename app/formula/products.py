"""Products of numbers: what needs no sign between letters needs one between numbers."""

from collections.abc import Iterator, Sequence

from app.formula.atoms import Atom, Kind, Slot, Space, Symbol
from app.formula.row import number_in, spaced

DOT = Symbol("⋅", r"\cdot", Kind.BINARY)

_FACTORS = {Kind.ORDINARY, Kind.INNER, Kind.OPENING}
_UNGUARDED = {None, Kind.RELATION, Kind.OPENING, Kind.PUNCTUATION}
"""Behind these a negative number needs no parentheses."""


def signed_products(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """The atoms with a dot between numbers that are multiplied.

    Live numbers that follow an operator or have an exponent are guarded.
    """
    if not any(atom.is_live for atom in atoms):
        return atoms
    dotted = list(_dotted(atoms))
    before: Kind | None = None
    for atom, _, _, right in spaced(dotted):
        if number := number_in(atom):
            has_exponent = not isinstance(atom, Slot) and atom is not number
            number.value.is_guarded = has_exponent or before not in _UNGUARDED
        if not isinstance(atom, Space):
            before = right
    return dotted


def _dotted(atoms: Sequence[Atom]) -> Iterator[Atom]:
    before: Atom | None = None
    space: Space | None = None
    for atom in atoms:
        if isinstance(atom, Space):
            space = atom
            continue
        if before and _multiplied(before, atom):
            yield DOT
        elif space:
            yield space
        yield atom
        before, space = atom, None
    if space:
        yield space


def _multiplied(first: Atom, second: Atom) -> bool:
    """Whether two neighbours are factors, of which one is a live number."""
    if first.right not in (Kind.ORDINARY, Kind.CLOSING, Kind.INNER) or second.left not in _FACTORS:
        return False
    if first.right is Kind.CLOSING and second.left is Kind.OPENING:
        return False
    return first.is_live or second.is_live
