import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.inspector.function_plot import FunctionCurves, FunctionPlot
from app.look.look import Look
from app.look.theme import THEMES
from engine.activations import Activation, LeakyReLU, Linear, ReLU, Sigmoid, Tanh

Z = np.array([-3.0, -0.5, 0.0, 1.0, 9.0], np.float32)


def plot(qtbot: QtBot, curves: FunctionCurves, theme: str = "dark") -> FunctionPlot:
    widget = FunctionPlot()
    qtbot.addWidget(widget)
    widget.show_look(Look(THEMES[theme]))
    widget.show_curves(curves)
    widget.resize(330, widget.sizeHint().height())
    widget.show()
    return widget


def test_an_example_is_marked_on_both_curves() -> None:
    curves = FunctionCurves(ReLU(), Z, 3)
    z, f, slope = curves.marks()
    assert (z.tolist(), f.tolist(), slope.tolist()) == ([1.0], [1.0], [1.0])
    assert curves.marked == 1.0


def test_of_the_batch_all_are_marked_and_the_mean_has_the_line() -> None:
    curves = FunctionCurves(ReLU(), Z, None)
    assert curves.marks()[1].tolist() == [0, 0, 0, 1, 9]
    assert curves.marked == pytest.approx(1.3)


def test_the_axis_reaches_beyond_every_example() -> None:
    assert FunctionCurves(ReLU(), Z, 0).reach == pytest.approx(9.9)
    assert FunctionCurves(ReLU(), Z[:3], 0).reach == 4


def test_the_numbers_are_read_out(qtbot: QtBot) -> None:
    widget = plot(qtbot, FunctionCurves(Tanh(), Z, 2))
    assert widget.accessibleDescription() == "z = 0, f(z) = 0, f′(z) = 1"


def test_the_batch_needs_room_for_its_counts(qtbot: QtBot) -> None:
    one = plot(qtbot, FunctionCurves(ReLU(), Z, 2))
    all_ = plot(qtbot, FunctionCurves(ReLU(), Z, None))
    assert all_.sizeHint().height() > one.sizeHint().height()


@pytest.mark.parametrize("activation", [Linear(), ReLU(), LeakyReLU(0.1), Sigmoid(), Tanh()])
@pytest.mark.parametrize("example", [0, None])
def test_every_curve_is_painted(qtbot: QtBot, activation: Activation, example: int | None) -> None:
    widget = plot(qtbot, FunctionCurves(activation, Z, example), "light")
    image = widget.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(330) for y in range(image.height())}
    curves = THEMES["light"].curves
    assert {curves[0].name(), curves[1].name()} <= colours


def test_a_z_that_is_not_finite_is_left_out(qtbot: QtBot) -> None:
    z = np.array([np.nan, 1.0, np.inf], np.float32)
    for example in (0, None):
        plot(qtbot, FunctionCurves(Sigmoid(), z, example)).grab()
