import pytest
from PyQt6.QtWidgets import QApplication

from app.formula.formula import Formula
from app.formula.text import plain
from tests.app.formula.setting import slot


def written(template: str, *values: float) -> str:
    slots = [slot(str(number), value=value) for number, value in enumerate(values)]
    return plain(Formula(template, slots, numbers=True).row)


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ("#0 #1", (2, 3), "2 · 3"),
        (r"#0\,#1", (2, 3), "2 · 3"),
        ("2 #0", (3,), "2 · 3"),
        ("#0 (1 - #1)", (2, 3), "2 · (1 − 3)"),
        (r"#0 \frac{#1}{2}", (2, 3), "2 · 3/2"),
        ("#0 [#1 > 0]", (2, 3), "2 · [3 > 0]"),
        (r"#0 \cdot #1", (2, 3), "2 · 3"),
        ("#0 + #1", (2, 3), "2 + 3"),
        (r"\max(0, #0)", (2,), "max(0, 2)"),
        ("-#0", (2,), "−2"),
    ],
)
def test_numbers_that_are_multiplied_have_a_dot_between_them(
    qapp: QApplication, template: str, values: tuple[float, ...], text: str
) -> None:
    assert written(template, *values) == text


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        (r"#0 \cdot #1", (-2, -3), "−2 · (−3)"),
        ("#0 - #1", (2, -3), "2 − (−3)"),
        ("-#0", (-2,), "−(−2)"),
        ("#0^2", (-2,), "(−2)²"),
        ("(#0)", (-2,), "(−2)"),
        (r"\max(0, #0)", (-2,), "max(0, −2)"),
        ("a = #0", (-2,), "a = −2"),
        (r"\frac{#0}{#1}", (-2, -3), "−2/−3"),
        (r"\sqrt{#0}", (-2,), "√(−2)"),
        ("#0 #0", (-2,), "−2 · (−2)"),
    ],
)
def test_a_negative_number_behind_an_operator_has_parentheses(
    qapp: QApplication, template: str, values: tuple[float, ...], text: str
) -> None:
    assert written(template, *values) == text


def test_symbols_need_no_dot(qapp: QApplication) -> None:
    assert plain(Formula("#0 #1", [slot("0", "a"), slot("1", "b")]).row) == "ab"
