import numpy as np
import pytest
from PyQt6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.network_view.nodes import LEAST_RADIUS_WITH_ALL_BIASES, bias_box, written
from engine.addresses import NodeId
from tests.app.network_view.moments import classifier
from tests.app.network_view.test_canvas import Screen


@pytest.mark.parametrize(
    ("is_log", "texts"),
    [
        (False, ["0.63", "0.01", "≈0", "≈0", "0"]),
        (True, ["0.63", "0.01", "6e−4", "≈0", "0"]),
    ],
)
def test_what_has_no_colour_beside_the_others_is_written_as_about_0(
    is_log: bool, texts: list[str]
) -> None:
    values = np.array([0.63, 0.01, 6e-4, -1e-9, 0.0])
    assert written(values, 0.63, is_log) == texts


def test_small_values_among_small_ones_are_written_as_they_are() -> None:
    assert written(np.array([3e-6, -5e-6]), 5e-6, False) == ["3e−6", "−5e−6"]


def test_what_is_no_finite_number_is_never_about_0() -> None:
    assert written(np.array([np.nan, np.inf, 0.5]), 0.5, False) == ["NaN", "∞", "0.50"]


def test_the_mark_of_a_bias_is_seen_beside_the_neuron_that_one_looks_at(qtbot: QtBot) -> None:
    screen = Screen(qtbot, classifier(4, 5, 3))
    column = screen.geometry.columns[1]
    assert column.radius < LEAST_RADIUS_WITH_ALL_BIASES
    x, y = map(float, column.places[2])
    box = bias_box(x, y, column.radius)
    assert box is not None
    middle = round(box.x + box.width / 2), round(box.y + box.height / 2)

    def colour() -> QColor:
        return _picture(screen).pixelColor(*middle)

    assert colour() != Look().theme.raised
    screen.view.show_selection(NodeId(1, 2))
    assert colour() == Look().theme.raised


def _picture(screen: Screen) -> QImage:
    screen.canvas.repaint()
    return screen.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
