import pytest
from PyQt6.QtWidgets import QApplication

from app.formula.latex import parse
from app.formula.style import SCALES, SCRIPT
from tests.app.formula.setting import EM, box, signs, style


def parts(latex: str) -> list[tuple[float, float, float]]:
    """Places and sizes of the glyphs."""
    return [(x, y, sign.pixels) for x, y, sign in signs(box(parse(latex)))]


def test_an_exponent_rises_and_an_index_falls(qapp: QApplication) -> None:
    base, raised = parts("a^2")
    assert raised[1] < base[1] == 0
    base, lowered = parts("a_2")
    assert lowered[1] > base[1]


def test_scripts_are_smaller(qapp: QApplication) -> None:
    assert parts("a^2")[1][2] == pytest.approx(SCALES[SCRIPT] * EM)


def test_an_index_and_an_exponent_are_stacked_without_touching(qapp: QApplication) -> None:
    stacked = box(parse("w^{(2)}_{15}"))
    scripts = signs(stacked)[1:]
    upper = [(y + sign.glyph.descent * sign.pixels) for _, y, sign in scripts if y < 0]
    lower = [(y - sign.glyph.ascent * sign.pixels) for _, y, sign in scripts if y > 0]
    assert max(upper) < min(lower)
    assert min(x for x, y, _ in scripts if y > 0) <= min(x for x, y, _ in scripts if y < 0)


@pytest.mark.parametrize("letter", ["f", "C", "W", "\\partial", "T"])
def test_a_leaning_letter_does_not_touch_its_exponent(qapp: QApplication, letter: str) -> None:
    (base_x, _, base), (x, _, exponent) = signs(box(parse(f"{letter}^2")))
    assert base_x + base.glyph.right * base.pixels <= x + exponent.glyph.left * exponent.pixels


def test_a_prime_stands_close_to_f(qapp: QApplication) -> None:
    f, prime = signs(box(parse("f'")))
    gap = (prime[0] + prime[2].glyph.left * EM) - (f[0] + f[2].glyph.right * EM)
    assert 0 <= gap < 0.15 * EM


def test_under_a_bar_exponents_rise_less(qapp: QApplication) -> None:
    power = parse("a^2")
    free, below = power.laid_out(style()), power.laid_out(style().under_bar())
    assert below.ascent < free.ascent
