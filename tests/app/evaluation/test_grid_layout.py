import numpy as np
import pytest
from PyQt6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from app.evaluation.grid_layout import GridLayout, layout
from app.look.look import Look
from engine.confusion import Confusion


def laid_out(names: list[str], count: int, width: float, size: int = 10) -> GridLayout:
    matrix = np.full((len(names), len(names)), count)
    confusion = Confusion(matrix, np.zeros(len(names), np.int64), None)
    return layout(names, confusion, Look(text_size=size), width)


def test_a_place_in_a_cell_is_found_and_none_beside(qtbot: QtBot) -> None:
    places = laid_out(list("abc"), 7, 300)
    assert places.at(places.cell(2, 1).center()) == (2, 1)
    assert places.at(QPointF(places.left - 1, places.top + 1)) is None
    assert places.at(QPointF(places.right + 1, places.top + 1)) is None


@pytest.mark.parametrize("size", [10, 16])
def test_ten_classes_fit_into_a_narrow_dock_with_their_counts(qtbot: QtBot, size: int) -> None:
    places = laid_out([str(digit) for digit in range(10)], 985, 364, size)
    assert places.width <= 364
    assert places.count_text is not None


def test_names_give_way_to_counts(qtbot: QtBot) -> None:
    names = [f"a rather long name {number}" for number in range(10)]
    narrow, wide = laid_out(names, 985, 364), laid_out(names, 985, 700)
    assert narrow.names_width < wide.names_width
    assert narrow.count_text is not None


def test_sums_are_left_out_where_there_is_no_room(qtbot: QtBot) -> None:
    digits = [str(digit) for digit in range(10)]
    narrow, wide = laid_out(digits, 96, 330, 16), laid_out(digits, 96, 600, 16)
    assert narrow.width <= 330
    assert narrow.sums_width == 0 < wide.sums_width


def test_names_stand_upright_only_where_they_do_not_fit(qtbot: QtBot) -> None:
    assert laid_out(["setosa", "versicolor"], 10, 364).is_upright is False
    assert laid_out([f"class {n}" for n in range(12)], 10, 364).is_upright is True


def test_many_classes_are_wider_than_the_room_and_have_no_counts(qtbot: QtBot) -> None:
    places = laid_out([str(number) for number in range(40)], 100, 364)
    assert places.width > 364
    assert places.count_text is None
