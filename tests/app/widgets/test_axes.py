import numpy as np
import pytest
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.widgets.axes import Axes, left_margin, y_ticks

AXES = Axes(QRectF(30, 10, 200, 100), (-1.0, 1.0), (0.0, 4.0))


def test_values_lie_between_the_ends() -> None:
    assert AXES.across(-1.0) == 30
    assert AXES.across(0.0) == 130
    assert AXES.up(0.0) == 110
    assert AXES.up(4.0) == 10
    assert AXES.value_at(AXES.across(0.25)) == pytest.approx(0.25)


def test_a_pointer_beside_the_graph_is_at_its_end() -> None:
    assert AXES.value_at(0.0) == -1.0
    assert AXES.value_at(1000.0) == 1.0


def test_what_is_far_away_is_painted_not_too_far() -> None:
    assert AXES.up(1e30) == 10 - 2 * 100
    assert AXES.up(-1e30) == 110 + 2 * 100


def test_curves_are_broken_where_a_value_is_not_finite() -> None:
    ys = np.array([0.0, 1.0, np.nan, 2.0, 3.0, np.inf, 4.0])
    lines = AXES.curve(np.linspace(-1, 1, 7), ys)
    assert [len(line) for line in lines] == [2, 2]
    assert lines[0].at(0) == AXES.place(-1.0, 0.0)


@pytest.mark.parametrize("height", [30, 78, 150])
@pytest.mark.parametrize("y", [(-4.48, 4.48), (0.0, 1.12), (-2e-5, 3e-6), (2.3, 2.3001)])
def test_there_are_at_least_two_numbers(
    qtbot: QtBot, y: tuple[float, float], height: float
) -> None:
    metrics = QFontMetricsF(Look().font())
    assert len(y_ticks(y, height, metrics)) >= 2
    assert left_margin([y], [height], Look()) > 0
