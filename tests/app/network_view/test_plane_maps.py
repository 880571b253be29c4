from itertools import product

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.look import numbers
from app.look.look import Look
from app.network_view.legend import Legend
from app.network_view.plane_maps import SIDE, PlaneMaps
from engine.boundary import boundary
from engine.reading import NeuronQuantity
from engine.training import Trainer
from tests.app.moments import snapshot
from tests.app.network_view.moments import classifier, view_of
from tests.app.network_view.test_truth import laid_out, painted
from tests.engine.cases import steps


def maps_of(trainer: Trainer) -> PlaneMaps:
    maps = PlaneMaps(trainer.experiment, trainer.dataset)
    maps.follow(snapshot(trainer).reading, is_running=False)
    return maps


def test_a_map_has_what_the_neuron_answers_at_each_point() -> None:
    trainer = steps(classifier(2, 5, 2), 3)
    maps, values = maps_of(trainer), trainer.parameters
    x = maps.of(NeuronQuantity.ACTIVATION, 0)
    found = maps.of(NeuronQuantity.PRE_ACTIVATION, 1)
    assert x is not None
    assert found is not None
    for row, column in ((0, 0), (7, 30), (SIDE - 1, SIDE - 1)):
        expected = x[:, row, column] @ values["W1"] + values["b1"]
        assert found[:, row, column] == pytest.approx(expected, abs=1e-5)


def test_the_map_reaches_over_all_data_with_up_at_the_top() -> None:
    trainer = classifier(2, 5, 2)
    maps, points = maps_of(trainer), trainer.dataset.train.x
    grid = maps.of(NeuronQuantity.ACTIVATION, 0)
    assert grid is not None
    assert grid[1, 0, 0] > points[:, 1].max() - 0.1
    assert grid[1, -1, 0] < points[:, 1].min() + 0.1
    assert (np.diff(grid[0, 0]) > 0).all()
    assert (np.diff(grid[1, :, 0]) < 0).all()


def test_delta_and_bias_have_no_map() -> None:
    maps = maps_of(classifier(2, 5, 2))
    assert maps.of(NeuronQuantity.ACTIVATION_GRADIENT, 1) is None
    assert maps.of(NeuronQuantity.DELTA, 1) is None
    assert maps.of(NeuronQuantity.BIAS, 1) is None


def test_during_a_run_maps_stand_still_for_a_while_and_at_rest_they_are_true() -> None:
    trainer = classifier(2, 5, 2)
    maps = maps_of(trainer)
    before = maps.version
    trainer.step()
    maps.follow(snapshot(trainer).reading, is_running=True)
    assert maps.version == before
    maps.follow(snapshot(trainer).reading, is_running=False)
    assert maps.version == before + 1


def test_the_ground_of_the_panel_is_that_of_the_class_with_most_support(qtbot: QtBot) -> None:
    trainer = steps(classifier(2, 8, 2), 60)
    view = view_of(qtbot, trainer, width=900, height=560)
    image, canvas = painted(view)
    look = Look()
    plane = laid_out(trainer, canvas, look).plane
    assert plane is not None
    answers = maps_of(trainer).answers
    right = wrong = 0
    for row, column in product(range(2, SIDE, 5), range(2, SIDE, 5)):
        shares = answers[:, row, column]
        if shares.max() > 0.9:
            x = plane.x + (column + 0.5) / SIDE * plane.width
            y = plane.y + (row + 0.5) / SIDE * plane.height
            seen = np.array(image.pixelColor(int(x), int(y)).getRgb(), float)
            ways = [np.abs(seen - colour.getRgb()).sum() for colour in look.theme.curves[:2]]
            is_right = int(np.argmin(ways)) == int(shares.argmax())
            right, wrong = right + is_right, wrong + (not is_right)
    assert right > 30
    assert wrong <= 2  # under points of the data


def test_a_line_parts_the_classes(qtbot: QtBot) -> None:
    trainer = steps(classifier(2, 8, 2), 60)
    view = view_of(qtbot, trainer, width=900, height=560)
    image, canvas = painted(view)
    plane = laid_out(trainer, canvas, Look()).plane
    scores = maps_of(trainer).of(NeuronQuantity.PRE_ACTIVATION, 2)
    assert plane is not None
    assert scores is not None
    lines = boundary(scores)
    assert len(lines) > 10
    bright = 0
    for x, y in (lines[:, :2] + 0.5) / SIDE:
        place = int(plane.x + x * plane.width), int(plane.y + y * plane.height)
        bright += image.pixelColor(*place).lightnessF() > 0.5
    assert bright > 0.7 * len(lines)


def test_the_legend_has_the_scale_of_the_maps(qtbot: QtBot) -> None:
    trainer = steps(classifier(2, 5, 2), 3)
    view = view_of(qtbot, trainer)
    legend = view.findChild(Legend)
    assert legend is not None
    shown = maps_of(trainer).of(NeuronQuantity.ACTIVATION, 1)
    assert shown is not None
    assert numbers.plain(float(shown.max())) in legend.accessibleDescription()
