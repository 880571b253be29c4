import pytest
from PyQt6.QtWidgets import QApplication

from app.formula.latex import parse
from app.formula.row import spaced
from tests.app.formula.setting import EM, box, signs, style


def gaps(latex: str, *, is_script: bool = False) -> list[int]:
    """The spaces before the atoms, in mu."""
    return [gap for _, gap, _, _ in spaced(parse(latex).atoms, is_script=is_script)]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("a = b", [0, 5, 5]),
        ("a + b", [0, 4, 4]),
        (r"a \cdot b", [0, 4, 4]),
        ("ab", [0, 0]),
        ("-a", [0, 0]),
        ("a = -b", [0, 5, 5, 0]),
        ("(-a)", [0, 0, 0, 0]),
        (r"\log a", [0, 3]),
        (r"\log(a)", [0, 0, 0, 0]),
        ("(0, 1)", [0, 0, 0, 3, 0]),
        (r"\frac{a}{b} c", [0, 3]),
        ("t / T", [0, 0, 0]),
    ],
)
def test_spaces_are_as_in_books(latex: str, expected: list[int]) -> None:
    assert gaps(latex) == expected


def test_in_an_index_signs_stand_close() -> None:
    assert gaps("l + 1", is_script=True) == [0, 0, 0]


def test_brackets_around_a_letter_keep_their_size(qapp: QApplication) -> None:
    row = parse("(a + b)")
    usual = box(parse("("))
    assert box(row).ascent == pytest.approx(max(usual.ascent, box(parse("b")).ascent))


@pytest.mark.parametrize("brackets", ["( )", "[ ]", "| |", r"\lfloor \rfloor"])
def test_brackets_around_a_fraction_cover_it(qapp: QApplication, brackets: str) -> None:
    left, right = brackets.split()
    segments = parse(rf"{left} \frac{{a}}{{b}} {right}").segments(style())
    opening, fraction, closing = (segment.box for segment in segments)
    assert opening.ascent > 0.85 * fraction.ascent
    assert opening.descent > 0.85 * fraction.descent
    assert closing.ascent == pytest.approx(opening.ascent)


def test_an_exponent_stands_at_the_top_of_a_grown_bracket(qapp: QApplication) -> None:
    segments = parse(r"(\frac{a}{b})^2").segments(style())
    *_, (_, y, _) = signs(segments[-1].box)
    assert -y > segments[0].box.ascent - 0.5 * EM


def test_depth_counts_open_brackets(qapp: QApplication) -> None:
    depths = [segment.depth for segment in parse("a(b(c)d)").segments(style())]
    assert depths == [0, 0, 1, 1, 2, 2, 1, 1]


def test_parts_stand_side_by_side(qapp: QApplication) -> None:
    row = box(parse("a = b"))
    places = [x for x, _, _ in signs(row)]
    assert places == sorted(places)
    assert row.width > sum(box(parse(letter)).width for letter in "a=b")
