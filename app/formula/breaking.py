"""Breaking a formula that is too wide into lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.formula.atoms import Kind, Symbol
from app.formula.boxes import Box, Piece, beside
from app.formula.row import Segment

LINE_GAP = 0.45
"""Between lines, in em, as all lengths here."""
INDENT = 1.6
"""Of further lines, where there is no relation to align them with."""

_AT_SUM, _AT_PRODUCT, _IN_BRACKETS, _IN_PRODUCT = 0.1, 0.45, 0.4, 0.6
"""How much worse than at a relation it is to break at a plus or minus, at a sign of multiplication,
for each bracket that is open there, and between factors: in shares of a line that may stay empty
instead."""
_SUM = ("+", "−", "±")

_FACTORS = (Kind.ORDINARY, Kind.INNER, Kind.OPERATOR)


@dataclass(frozen=True)
class Lines:
    """The lines of a formula, put below each other: x from the left, y from the top."""

    width: float
    height: float
    baselines: tuple[float, ...]
    pieces: tuple[Piece, ...]


def relation_at(segments: Sequence[Segment]) -> int | None:
    """The number of the first relation that is in no bracket, or None."""
    for number, segment in enumerate(segments):
        if segment.left is Kind.RELATION and not segment.depth:
            return number
    return None


def lead(segments: Sequence[Segment]) -> float:
    """The width of what stands before the first relation; 0 if there is none."""
    at = relation_at(segments)
    if not at:
        return 0.0
    return beside((s.gap, s.box) for s in segments[:at]).width + segments[at].gap


def broken(segments: Sequence[Segment], width: float, em: float, equals: float) -> Lines:
    """The segments in lines of at most this width, where they can be broken.

    `equals` is where the first relation stands, if that leaves room for it.
    """
    indent = _indent(segments, em, equals, width)
    start = max(0.0, equals - lead(segments)) if relation_at(segments) is not None else 0.0
    rest = list(segments)
    lines: list[tuple[float, Box]] = []
    x = start
    while rest:
        count = _fitting(rest, width - x, width, is_first=not lines)
        line, rest = rest[:count], rest[count:]
        lines.append((x, beside((s.gap if i else 0.0, s.box) for i, s in enumerate(line))))
        if rest:
            x = equals if rest[0].left is Kind.RELATION and not rest[0].depth else indent
    return _stacked(lines, em)


def _indent(segments: Sequence[Segment], em: float, equals: float, width: float) -> float:
    """Where further lines begin: behind the relation, or a little from the left."""
    at = relation_at(segments)
    if at is None or at + 1 >= len(segments):
        return INDENT * em
    behind = equals + segments[at].box.width + segments[at + 1].gap
    return behind if behind < width / 3 else INDENT * em


def _fitting(segments: Sequence[Segment], room: float, width: float, *, is_first: bool) -> int:
    """How many segments go into a line: up to the best place to break among those that fit."""
    x = 0.0
    best, best_value = 0, float("-inf")
    first_relation = relation_at(segments) if is_first else None
    for number, segment in enumerate(segments):
        badness = _badness(segments, number)
        if number and badness is not None and number != first_relation:
            value = x / width - badness
            if not best or (x <= room and value >= best_value):
                best, best_value = number, value
        x += (segment.gap if number else 0.0) + segment.box.width
        if x > room + 0.01 and best:
            return best
    return len(segments)


def _badness(segments: Sequence[Segment], number: int) -> float | None:
    """How bad it is to break before this segment; None where it must not be."""
    before, segment = segments[number - 1], segments[number]
    brackets = _IN_BRACKETS * segment.depth
    if segment.left is Kind.RELATION:
        return brackets
    if segment.left is Kind.BINARY:
        is_sum = isinstance(segment.atom, Symbol) and segment.atom.text in _SUM
        return (_AT_SUM if is_sum else _AT_PRODUCT) + brackets
    if before.right in (Kind.ORDINARY, Kind.INNER, Kind.CLOSING) and segment.left in _FACTORS:
        return _IN_PRODUCT + brackets
    return None


def _stacked(lines: Sequence[tuple[float, Box]], em: float) -> Lines:
    y = 0.0
    baselines = []
    pieces: list[Piece] = []
    for number, (x, box) in enumerate(lines):
        y += box.ascent + (LINE_GAP * em if number else 0)
        baselines.append(y)
        pieces += box.pieces(x, y)
        y += box.descent
    width = max((x + box.width for x, box in lines), default=0.0)
    return Lines(width, y, tuple(baselines), tuple(pieces))
