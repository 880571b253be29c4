import pytest
from PyQt6.QtWidgets import QApplication

from app.formula.formula import Formula
from tests.app.formula.setting import slot

EM = 20.0


def laid_out(latex: str, width: float, equals: float | None = None) -> Formula:
    formula = Formula(latex, [slot(str(n), "x") for n in range(9)])
    formula.lay_out(EM, width, equals)
    return formula


def lines(formula: Formula) -> list[list[str]]:
    """The keys of the slots in each line."""
    found: dict[float, list[str]] = {}
    for key in formula.keys:
        found.setdefault(round(formula.rect(key).bottom()), []).append(str(key))
    return [found[y] for y in sorted(found)]


def test_what_fits_stays_in_one_line(qapp: QApplication) -> None:
    assert len(laid_out("#0 = #1 + #2", 1000).baselines) == 1


def test_it_breaks_at_a_relation_rather_than_at_a_plus(qapp: QApplication) -> None:
    whole = laid_out("#0 = #1 + #2 = #3", 1000).size.width()
    assert lines(laid_out("#0 = #1 + #2 = #3", whole - 1)) == [["0", "1", "2"], ["3"]]


def test_it_breaks_at_a_plus_rather_than_at_a_dot(qapp: QApplication) -> None:
    formula = r"#0 = #1 \cdot #2 + #3 \cdot #4"
    whole = laid_out(formula, 1000).size.width()
    assert lines(laid_out(formula, whole - 1)) == [["0", "1", "2"], ["3", "4"]]


def test_it_breaks_outside_of_brackets_if_it_can(qapp: QApplication) -> None:
    formula = "#0 = #1 + (#2 - #3)"
    whole = laid_out(formula, 1000).size.width()
    assert lines(laid_out(formula, whole - 1)) == [["0", "1"], ["2", "3"]]


def test_further_lines_begin_behind_the_equals_sign(qapp: QApplication) -> None:
    formula = laid_out("#0 = #1 + #2 + #3 + #4", 80)
    assert len(formula.baselines) > 1
    first_of_second = lines(formula)[1][0]
    assert formula.rect(first_of_second).left() > formula.rect("1").left() - 1


@pytest.mark.parametrize("width", [70, 100, 150, 230, 400])
@pytest.mark.parametrize(
    "latex",
    [
        r"L = -\frac{1}{n} \sum_{k} (y_{k} \log a_{k} + (1 - y_{k}) \log(1 - a_{k}))",
        r"\frac{\partial C}{\partial w^{(2)}_{3,15}} = #0 \cdot #1 \cdot #2 = 3.14",
        r"\Delta = -\eta \frac{m_1 / k_1 + m_1 / k_1 + m_1 / k_1}{\sqrt{m_2 / k_2} + \epsilon}",
    ],
)
def test_nothing_is_ever_cut_off(qapp: QApplication, latex: str, width: int) -> None:
    formula = laid_out(latex, width)
    assert formula.size.width() <= width + 0.1
    for key in formula.keys:
        assert formula.rect(key).right() <= width + 0.1


def test_the_first_relation_can_be_put_below_another(qapp: QApplication) -> None:
    free, shifted = laid_out("= #0", 500), laid_out("= #0", 500, 90)
    assert shifted.rect("0").left() == pytest.approx(free.rect("0").left() + 90)


def test_lines_do_not_overlap(qapp: QApplication) -> None:
    formula = laid_out(r"#0 = \frac{#1}{#2} + \frac{#3}{#4}", 60)
    assert formula.rect("2").bottom() < formula.rect("3").top()
