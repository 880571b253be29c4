import pytest
from PyQt6.QtWidgets import QApplication

from app.formula.latex import parse
from app.formula.style import AXIS
from tests.app.formula.setting import EM, box, rules, signs


def test_the_bar_of_a_fraction_is_at_the_axis(qapp: QApplication) -> None:
    fraction = box(parse(r"\frac{a}{b}"))
    ((x, y, bar),) = rules(fraction)
    assert y + bar.thickness / 2 == pytest.approx(-AXIS * EM)
    assert x == 0
    assert bar.width == fraction.width


@pytest.mark.parametrize("latex", [r"\frac{C}{w}", r"\frac{g_3}{w^{(2)}_{3}}", r"\frac{f}{(a)^2}"])
def test_nothing_touches_the_bar(qapp: QApplication, latex: str) -> None:
    fraction = box(parse(latex))
    ((_, top, bar),) = rules(fraction)
    for _, y, sign in signs(fraction):
        if y < 0:
            assert y + sign.glyph.descent * sign.pixels < top
        else:
            assert y - sign.glyph.ascent * sign.pixels > top + bar.thickness


def test_both_parts_are_centred(qapp: QApplication) -> None:
    fraction = box(parse(r"\frac{a}{b + c + d}"))
    x, _, above = next(sign for sign in signs(fraction) if sign[1] < 0)
    middle = x + above.glyph.advance * EM / 2
    assert middle == pytest.approx(fraction.width / 2)


def test_a_simple_fraction_within_a_fraction_has_a_stroke(qapp: QApplication) -> None:
    assert len(rules(box(parse(r"\frac{\frac{a}{k} + 1}{b}")))) == 1
    assert len(rules(box(parse(r"\frac{\frac{a + b}{k} + 1}{b}")))) == 2
    assert len(rules(box(parse(r"\frac{\frac{1}{2} b}{c}")))) == 2


@pytest.mark.parametrize("content", ["c", "m_2", r"\frac{a}{b}", r"\frac{a}{\frac{b + c}{d}}"])
def test_a_root_covers_its_content(qapp: QApplication, content: str) -> None:
    inner, root = box(parse(content)), box(parse(rf"\sqrt{{{content}}}"))
    assert root.width > inner.width
    *_, (x, y, bar) = sorted(rules(root), key=lambda rule: -rule[1])
    assert -y > inner.ascent + bar.thickness
    assert x + bar.width >= root.width - bar.thickness
    assert root.descent >= inner.descent


def test_an_accent_stands_above_the_letter(qapp: QApplication) -> None:
    for command in (r"\tilde", r"\hat"):
        a, accented = box(parse("a")), box(parse(rf"{command}{{a}}"))
        assert accented.width == a.width
        assert accented.ascent > a.ascent


def test_an_accent_is_higher_on_a_taller_letter(qapp: QApplication) -> None:
    assert box(parse(r"\hat{W}")).ascent > box(parse(r"\hat{a}")).ascent + 0.1 * EM


def test_the_limit_of_a_sum_is_below_it(qapp: QApplication) -> None:
    sigma, k = sorted(signs(box(parse(r"\sum_{k}"))), key=lambda sign: sign[1])
    assert k[1] - k[2].glyph.ascent * k[2].pixels > sigma[1] + sigma[2].glyph.descent * EM
    middle = k[0] + k[2].glyph.advance * k[2].pixels / 2
    assert middle == pytest.approx(sigma[0] + sigma[2].glyph.advance * sigma[2].pixels / 2)


def test_within_a_fraction_it_is_beside_it(qapp: QApplication) -> None:
    low = [sign for sign in signs(box(parse(r"\frac{1}{\sum_k a}"))) if sign[1] > 0]
    (sigma_x, _, sigma), (x, _, _), *_ = low
    assert x > sigma_x + 0.8 * sigma.glyph.advance * sigma.pixels
