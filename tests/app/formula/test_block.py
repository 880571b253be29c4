import pytest
from PyQt6.QtWidgets import QApplication

from app.formula.block import Block
from app.formula.line import Line, Slot
from tests.app.formula.setting import slot

EM = 20.0
DERIVATIVE = r"\frac{\partial C}{\partial w}"


def pair(value: float = 0.5, result: str = "= +1.500", **more: str) -> list[Line]:
    """A formula and its numbers."""
    slots: tuple[Slot, ...] = (slot("0", "a", value), slot("1", more.get("symbol", "b"), 3))
    return [
        Line(DERIVATIVE, r"#0 \cdot #1", slots, False),
        Line("", r"#0 \cdot #1", slots, True, result),
    ]


def block(lines: list[Line]) -> Block:
    found = Block(lines)
    found.lay_out(EM)
    return found


def test_a_formula_and_its_numbers_as_text(qapp: QApplication) -> None:
    assert block(pair()).plain_text() == "∂C/∂w = a · b\n= 0.5 · 3 = +1.500"


def test_a_template_that_begins_with_a_relation_gets_no_equals_sign(qapp: QApplication) -> None:
    line = Line("v", r"\leftarrow \beta v + \nabla C", (), False)
    assert block([line]).plain_text() == "v ← βv + ∇C"


def test_a_formula_alone_gets_no_equals_sign(qapp: QApplication) -> None:
    assert block([Line("", "a + b", (), False)]).plain_text() == "a + b"


def test_the_equals_signs_are_below_each_other(qapp: QApplication) -> None:
    above, below = block(pair()).rects("0")
    assert above.left() == pytest.approx(below.left())
    assert above.bottom() < below.top()


@pytest.mark.parametrize(
    ("result", "text"),
    [
        ("= +1.500", "= +1.500"),
        ("= -1.5e-5", "= −1.5e−5"),
        ("+1.500", "= +1.500"),
        ("= NaN", "= NaN"),
        (r"\approx 2", "≈ 2"),
        (r"= \frac{1}{2}", "= 1/2"),
        ("", ""),
    ],
)
def test_results(qapp: QApplication, result: str, text: str) -> None:
    last = block(pair(result=result)).plain_text().splitlines()[-1]
    assert last == f"= 0.5 · 3 {text}".strip()


def test_lines_that_differ_in_numbers_only(qapp: QApplication) -> None:
    shown = block(pair())
    assert shown.differs_in_numbers_only(pair(-7.5, "= −22.50"))
    assert not shown.differs_in_numbers_only(pair(symbol="c"))
    assert not shown.differs_in_numbers_only(pair(result=r"= \frac{1}{2}"))
    assert not shown.differs_in_numbers_only(pair()[:1])


def test_new_numbers_and_results_are_shown(qapp: QApplication) -> None:
    shown = block(pair())
    shown.show_values(pair(0.25, "= +0.750"))
    assert shown.plain_text().endswith("= 0.25 · 3 = +0.750")


def test_only_live_numbers_keep_their_rooms(qapp: QApplication) -> None:
    shown = block(pair(0.5))
    narrow = shown.size.width()
    for value in (-1.2345e-12, 0.5):
        assert not shown.show_values(pair(value), is_live=False)
        shown.lay_out(EM)
    assert shown.size.width() == narrow
    shown.show_values(pair(-1.2345e-12))
    shown.lay_out(EM)
    wide = shown.size.width()
    assert shown.show_values(pair(0.5))
    assert shown.size.width() == wide > narrow


def test_letters_are_a_little_smaller_where_that_saves_a_line(qapp: QApplication) -> None:
    shown = block(pair())
    width, height = shown.size.width(), shown.size.height()
    shown.lay_out(EM, 0.9 * width)
    assert shown.size.width() <= 0.9 * width
    assert shown.size.height() < height
    shown.lay_out(EM, 0.8 * width)  # that would be too small to be read
    assert shown.size.height() > height


def test_the_keys_are_those_of_the_slots(qapp: QApplication) -> None:
    assert block(pair()).keys == ("0", "1")


def test_as_latex_the_lines_are_aligned(qapp: QApplication) -> None:
    assert block(pair(-1e-5)).latex() == (
        "\\begin{aligned}\n"
        "\\frac{\\partial C}{\\partial w} &= a \\cdot b \\\\\n"
        "&= -1 \\times 10^{-5} \\cdot 3 = +1.500\n"
        "\\end{aligned}"
    )


def test_one_line_of_latex_is_just_that(qapp: QApplication) -> None:
    assert block([Line("", "a + b", (), False)]).latex() == "a + b"


def test_a_wide_left_side_is_no_reason_to_cut_anything_off(qapp: QApplication) -> None:
    shown = block(pair())
    shown.lay_out(EM, 60)
    assert shown.size.width() <= 60.1
