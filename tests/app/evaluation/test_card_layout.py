import pytest
from pytestqt.qtbot import QtBot

from app.evaluation.card_layout import PICTURE, layout
from app.look.look import Look

DIGITS = [("is 4, said 9", "93.0%, loss 2.70")] * 3
CLOTHES = [("is T-shirt/top", "said Ankle boot", "93.0%, loss 2.70")] * 3


@pytest.mark.parametrize("size", [10, 16])
@pytest.mark.parametrize("cards", [DIGITS, CLOTHES])
def test_a_card_fits_into_the_gallery(
    qtbot: QtBot, size: int, cards: list[tuple[str, ...]]
) -> None:
    place = layout(cards, None, Look(text_size=size), 1260, 150)
    assert place.height <= 150
    assert not place.input.intersects(place.texts)


def test_cards_fill_the_row(qtbot: QtBot) -> None:
    place = layout(DIGITS, None, Look(), 1260, 150)
    columns = 1260 // place.width
    assert 1260 - columns * place.width < columns


def test_pictures_are_larger_where_there_is_room(qtbot: QtBot) -> None:
    low, high = (layout(DIGITS, None, Look(), 1260, height) for height in (110, 150))
    assert low.input.height() == 2 * PICTURE
    assert high.input.height() == 3 * PICTURE


def test_texts_are_beside_the_picture_where_it_is_low(qtbot: QtBot) -> None:
    place = layout(CLOTHES, None, Look(text_size=16), 700, 95)
    assert place.texts.left() > place.input.right()
    assert place.height <= 95


def test_values_take_a_line_each_but_no_more_than_some(qtbot: QtBot) -> None:
    names = [f"x[{number}]" for number in range(500)]
    two, five, many = (layout(DIGITS, names[:n], Look(), 900, 150) for n in (2, 5, 500))
    assert two.input.height() < five.input.height() == many.input.height()


def test_long_names_of_inputs_make_a_card_wider(qtbot: QtBot) -> None:
    short, long = (layout(DIGITS, [name], Look(), 900, 150) for name in ("x", "sepal length (cm)"))
    assert short.input.width() < long.input.width()
