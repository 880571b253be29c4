from app.formula.line import UNKNOWN
from tests.app.formula.setting import slot


def test_a_value_is_written_with_four_digits_and_a_real_minus() -> None:
    assert slot("0", value=-0.512345).text == "−0.5123"


def test_what_is_not_computed_yet_is_a_question_mark() -> None:
    assert slot("0", value=None).text == UNKNOWN == "?"
