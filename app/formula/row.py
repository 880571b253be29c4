"""A row: parts of a formula side by side, with the space and the brackets that belong to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.formula.atoms import Atom, Bracket, Kind, Number, Slot, Space
from app.formula.boxes import Box, beside
from app.formula.scripts import Scripts
from app.formula.style import AXIS, Style

# Spaces in mu, 1/18 em, to the kinds in their order, and after each kind; source: Knuth,
# "The TeXbook", chapter 18.
_SPACES = {
    Kind.ORDINARY: (0, 3, 4, 5, 0, 0, 0, 3),
    Kind.OPERATOR: (3, 3, 0, 5, 0, 0, 0, 3),
    Kind.BINARY: (4, 4, 0, 0, 4, 0, 0, 4),
    Kind.RELATION: (5, 5, 0, 0, 5, 0, 0, 5),
    Kind.OPENING: (0, 0, 0, 0, 0, 0, 0, 0),
    Kind.CLOSING: (0, 3, 4, 5, 0, 0, 0, 3),
    Kind.PUNCTUATION: (3, 3, 0, 3, 3, 3, 3, 3),
    Kind.INNER: (3, 3, 4, 5, 3, 0, 3, 3),
}
_MU = 18

_STARTS = {Kind.BINARY, Kind.OPERATOR, Kind.RELATION, Kind.OPENING, Kind.PUNCTUATION}
"""After these a plus or minus is a sign, not an operator."""
_ENDS = {Kind.RELATION, Kind.CLOSING, Kind.PUNCTUATION}
"""And before these."""

TOLERANCE = 0.5
"""By how many em contents may be taller than brackets that do not grow."""


@dataclass(frozen=True)
class Segment:
    """A part of a row, laid out: the space before it, and what it is to its neighbours.

    `depth` is the number of brackets that are open before it.
    """

    atom: Atom
    box: Box
    gap: float
    left: Kind
    right: Kind
    depth: int


@dataclass(frozen=True)
class Row(Atom):
    """Parts side by side."""

    atoms: tuple[Atom, ...]

    @property
    def left(self) -> Kind:
        """That of the first part."""
        return self.atoms[0].left if self.is_open_ended else Kind.ORDINARY

    @property
    def right(self) -> Kind:
        """That of the last part."""
        return self.atoms[-1].right if self.is_open_ended else Kind.ORDINARY

    @property
    def is_open_ended(self) -> bool:
        """Whether its ends are felt outside: those of a product are, an empty row has none."""
        return bool(self.atoms) and self.atoms[0].left not in (Kind.BINARY, Kind.RELATION)

    @property
    def is_live(self) -> bool:
        """Whether it begins or ends with one."""
        return bool(self.atoms) and (self.atoms[0].is_live or self.atoms[-1].is_live)

    def laid_out(self, style: Style) -> Box:
        """Its parts in a line."""
        return beside((segment.gap, segment.box) for segment in self.segments(style))

    def segments(self, style: Style) -> list[Segment]:
        """Its parts one by one, to be put into one line or several."""
        boxes = [atom.laid_out(style) for atom in self.atoms]
        depths = _grow_brackets(self.atoms, boxes, style)
        return [
            Segment(atom, box, gap * style.pixels / _MU, left, right, depth)
            for (atom, gap, left, right), box, depth in zip(
                spaced(self.atoms, is_script=style.is_script), boxes, depths, strict=True
            )
        ]


def spaced(
    atoms: Sequence[Atom], *, is_script: bool = False
) -> Iterator[tuple[Atom, int, Kind, Kind]]:
    """Each part with the space before it, in mu, and the kinds of its ends as they are here."""
    before: Kind | None = None
    for number, atom in enumerate(atoms):
        left, right = atom.left, atom.right
        if isinstance(atom, Space):
            yield atom, 0, left, right
            continue
        if left is Kind.BINARY:
            after = next((a.left for a in atoms[number + 1 :] if not isinstance(a, Space)), None)
            if before is None or before in _STARTS or after is None or after in _ENDS:
                left = right = Kind.ORDINARY
        gap = 0 if before is None else _SPACES[before][left]
        if is_script and Kind.OPERATOR not in (before, left):
            gap = 0
        yield atom, gap, left, right
        before = right


def _grow_brackets(atoms: Sequence[Atom], boxes: list[Box], style: Style) -> list[int]:
    """Replace the boxes of brackets around tall contents; return the depth of each part."""
    open_at: list[int] = []
    depths = []
    for place, atom in enumerate(atoms):
        kind = atom.left
        depths.append(len(open_at))
        if kind is Kind.OPENING:
            open_at.append(place)
        elif kind is Kind.CLOSING and open_at:
            start = open_at.pop()
            _grow(atoms, boxes, start, place, style)
    return depths


def _grow(atoms: Sequence[Atom], boxes: list[Box], start: int, end: int, style: Style) -> None:
    inside = boxes[start + 1 : end]
    axis = AXIS * style.pixels
    half = max((max(b.ascent - axis, b.descent + axis) for b in inside), default=0)
    usual = boxes[start].ascent + boxes[start].descent
    if 2 * half <= usual + TOLERANCE * style.pixels:
        return
    for place in (start, end):
        atom = atoms[place]
        if isinstance(atom, Bracket):
            boxes[place] = atom.grown(style, 2 * half)
        elif isinstance(atom, Scripts) and isinstance(atom.base, Bracket):
            boxes[place] = atom.around(atom.base.grown(style, 2 * half), style, grown=True)


def number_in(atom: Atom) -> Number | None:
    """The live number that an atom is, alone in its slot or with an exponent."""
    if isinstance(atom, Number):
        return atom
    if isinstance(atom, Slot):
        return number_in(atom.content)
    return number_in(atom.base) if isinstance(atom, Scripts) else None
