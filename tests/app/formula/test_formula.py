from PyQt6.QtGui import QColor, QImage, QPainter
from PyQt6.QtWidgets import QApplication

from app.formula.formula import Formula
from app.formula.text import plain
from tests.app.formula.setting import BLUE, slot

WHITE = QColor("white")


def painted(formula: Formula) -> QImage:
    """A formula in blue on white, its slots in red."""
    image = QImage(400, 120, QImage.Format.Format_RGB32)
    image.fill(WHITE)
    painter = QPainter(image)
    formula.paint(painter, 0, 0, BLUE)
    painter.end()
    return image


def colours(image: QImage, left: float, right: float) -> set[str]:
    """Which of red and blue are there between two columns."""
    found = set()
    for x in range(max(0, round(left)), min(round(right), image.width())):
        for y in range(image.height()):
            colour = image.pixelColor(x, y)
            if colour.red() - colour.blue() > 90:
                found.add("red")
            elif colour.blue() - colour.red() > 90:
                found.add("blue")
    return found


def formula(template: str, *values: float, numbers: bool = True) -> Formula:
    slots = [slot(str(n), f"x_{n}", value) for n, value in enumerate(values)]
    found = Formula(template, slots, numbers=numbers)
    found.lay_out(24)
    return found


def test_symbols_or_numbers_stand_in_the_slots(qapp: QApplication) -> None:
    assert plain(formula("#0 + #1", 1, 2, numbers=False).row) == "x₀ + x₁"
    assert plain(formula("#0 + #1", 1, 2).row) == "1 + 2"


def test_a_slot_is_painted_where_its_rectangle_is_in_its_colour(qapp: QApplication) -> None:
    shown = formula("a + #0", 0.5)
    rect = shown.rect("0")
    image = painted(shown)
    assert colours(image, rect.left(), rect.right()) == {"red"}
    assert colours(image, 0, rect.left()) == {"blue"}


def test_parentheses_have_the_colour_of_the_text(qapp: QApplication) -> None:
    shown = formula(r"2 \cdot #0", -0.5)
    assert colours(painted(shown), shown.rect("0").left(), 400) == {"red", "blue"}


def test_new_numbers_do_not_move_their_neighbours(qapp: QApplication) -> None:
    shown = formula("#0 + #1", -0.1234, 0.5)
    before = shown.rect("1")
    for value in (0.9876, 1.5, 0.0, -0.5):
        assert shown.show_values([slot("0", value=value)])
        assert shown.rect("1") == before


def test_a_number_that_does_not_fit_asks_for_a_new_layout_once(qapp: QApplication) -> None:
    shown = formula("#0 + #1", 0.5, 0.5)
    narrow = shown.rect("0").width()
    assert not shown.show_values([slot("0", value=-1.234e-5)])
    shown.lay_out(24)
    assert shown.rect("0").width() > narrow
    assert shown.show_values([slot("0", value=0.5)])
    assert shown.show_values([slot("0", value=-4.321e-6)])


def test_new_numbers_are_painted(qapp: QApplication) -> None:
    shown = formula("#0", 0.5)
    before = painted(shown)
    shown.show_values([slot("0", value=0.25)])
    assert painted(shown) != before
    shown.show_values([slot("0", value=0.5)])
    assert painted(shown) == before


def test_a_slot_that_occurs_twice_has_two_places(qapp: QApplication) -> None:
    shown = formula("#0 (1 - #0)", 0.5)
    assert len(shown.rects("0")) == 2
    assert shown.keys == ("0",)
    assert shown.rect("0") == shown.rects("0")[0]


def test_an_unknown_slot_is_nowhere(qapp: QApplication) -> None:
    assert formula("a").rect("0").isEmpty()


def test_it_is_as_large_as_asked(qapp: QApplication) -> None:
    shown = formula(r"\frac{a}{b}")
    height = shown.size.height()
    shown.lay_out(48)
    assert shown.size.height() / height > 1.99
