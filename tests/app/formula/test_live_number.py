from PyQt6.QtWidgets import QApplication

from app.formula.font import math_font
from app.formula.live_number import LiveNumber


def width(text: str) -> float:
    return sum(math_font().glyph(character).advance for character in text)


def test_only_a_guarded_negative_number_has_parentheses() -> None:
    number = LiveNumber("−0.5000")
    assert number.written == "−0.5000"
    number.is_guarded = True
    assert number.written == "(−0.5000)"
    number.text = "0.5000"
    assert number.written == "0.5000"


def test_at_first_it_has_no_empty_room_around_it(qapp: QApplication) -> None:
    for text in ("0", "1.000", "−1.234e−5"):
        assert LiveNumber(text).room(math_font()) == width(text)


def test_the_room_grows_and_never_shrinks(qapp: QApplication) -> None:
    number = LiveNumber("0.5000")
    number.text = "−1.234e−5"
    wide = number.room(math_font())
    assert wide == width("−1.234e−5")
    number.text = "0"
    assert number.room(math_font()) == wide
