"""The plots of a run: what they show, when, and how they belong together."""

from itertools import pairwise
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QHelpEvent
from PyQt6.QtWidgets import QApplication, QLabel, QToolButton, QToolTip
from pytestqt.qtbot import QtBot

from app.history import History
from app.look import numbers
from app.plots.catalogue import ORDER
from app.plots.plots import HINT, Plots
from engine.distributions import Distributions, distribution, distributions
from engine.training import Trainer
from tests.app.plots.handling import (
    area,
    card,
    choose,
    drag,
    drawn,
    follow_button,
    leave,
    menu_button,
    open_menu,
    pick,
    place,
    point_at,
    titles,
    turn_wheel,
    wheel_over_y_axis,
    x_range,
    y_range,
)
from tests.app.plots.runs import classification, long_history, regression, run

FIRST = ["Loss", "Accuracy", "Gradient norm", "Weights"]


def shown_run(plots: Plots, steps: int = 30) -> tuple[Trainer, History]:
    """A run of so many steps, shown."""
    trainer = classification()
    plots.show_experiment(trainer.experiment, trainer.dataset)
    history = run(trainer, steps)
    plots.show_history(history)
    return trainer, history


def spread(trainer: Trainer) -> Distributions:
    return distributions(trainer.program.values, trainer.experiment.network)


def list_button(plots: Plots) -> QToolButton:
    buttons = plots.findChildren(QToolButton)
    return next(button for button in buttons if button.accessibleName() == "List of plots")


def hints(plots: Plots) -> list[QLabel]:
    return [label for label in plots.findChildren(QLabel) if label.text() == HINT]


def test_four_plots_stand_side_by_side_at_first(plots: Plots) -> None:
    assert titles(plots) == FIRST
    assert len({card(plots, title).y() for title in FIRST}) == 1


def test_the_curves_hold_exactly_the_values_of_the_history(plots: Plots) -> None:
    _, history = shown_run(plots)
    batch, mean, test = drawn(card(plots, "Loss"))
    np.testing.assert_array_equal(batch[0], history.steps["step"])
    np.testing.assert_array_equal(batch[1], history.steps["cost"])
    assert len(mean[0]) == 30
    np.testing.assert_array_equal(test[0], history.tests["step"])
    np.testing.assert_array_equal(test[1], history.tests["loss"])
    layers = drawn(card(plots, "Gradient norm"))
    for number in (1, 2):
        norms = history.measured[f"gradient_norm{number}"]
        assert any(np.array_equal(y, norms) for _, y in layers)


def test_growing_curves_are_drawn_when_their_turn_comes(qtbot: QtBot, plots: Plots) -> None:
    trainer, history = shown_run(plots)
    run(trainer, 5, history)
    plots.show_history(history)
    qtbot.waitUntil(lambda: all(drawn(card(plots, t))[0][0][-1] >= 32 for t in FIRST[:3]))
    assert len(drawn(card(plots, "Loss"))[0][0]) == 35


def test_the_latest_values_stand_beside_the_title(qtbot: QtBot, plots: Plots) -> None:
    _, history = shown_run(plots)
    latest = numbers.plain(float(history.tests["loss"][-1]))
    values = card(plots, "Loss").values
    qtbot.waitUntil(lambda: f"test {latest}" in values.accessibleName())
    assert any("◆" in text for text in values.texts)


def test_pointing_shows_the_values_of_all_plots_at_that_step(qtbot: QtBot, plots: Plots) -> None:
    _, history = shown_run(plots)
    point_at(qtbot, card(plots, "Gradient norm"), 12)
    loss = card(plots, "Loss").values
    qtbot.waitUntil(lambda: "batch" in loss.accessibleName())
    assert f"batch {numbers.plain(float(history.steps['cost'][12]))}," in loss.accessibleName()
    last_test = np.flatnonzero(history.tests["step"] <= 12)[-1]
    right = numbers.percent(float(history.tests["quality"][last_test]))
    assert card(plots, "Accuracy").values.accessibleName().endswith(f"test {right}")
    norm = numbers.plain(float(history.measured["gradient_norm2"][12]))
    assert f"W2 {norm}" in card(plots, "Gradient norm").values.accessibleName()


def test_leaving_restores_the_latest_values(qtbot: QtBot, plots: Plots) -> None:
    shown_run(plots)
    values = card(plots, "Loss").values
    qtbot.waitUntil(lambda: "mean" in values.accessibleName())
    before = values.accessibleName()
    point_at(qtbot, card(plots, "Loss"), 3)
    qtbot.waitUntil(lambda: values.accessibleName() != before)
    leave(qtbot, card(plots, "Loss"))
    qtbot.waitUntil(lambda: values.accessibleName() == before)


def test_before_the_first_evaluation_there_is_no_number(qtbot: QtBot, plots: Plots) -> None:
    shown_run(plots)
    point_at(qtbot, card(plots, "Loss"), 1)
    values = card(plots, "Loss").values
    qtbot.waitUntil(lambda: values.accessibleName().endswith("test –"))


def test_pointing_at_nothing_does_nothing(qtbot: QtBot, plots: Plots) -> None:
    point_at(qtbot, card(plots, "Loss"), 1)
    assert "–" in card(plots, "Loss").values.accessibleName()


def test_the_zoom_is_kept_while_the_run_goes_on(qtbot: QtBot, plots: Plots) -> None:
    trainer, history = shown_run(plots)
    loss = card(plots, "Loss")
    assert follow_button(loss).isHidden()
    turn_wheel(loss, 15)
    zoomed = x_range(loss)
    assert zoomed[1] - zoomed[0] < 30
    run(trainer, 20, history)
    plots.show_history(history)
    qtbot.waitUntil(lambda: drawn(card(plots, "Gradient norm"))[0][0][-1] >= 15)
    assert x_range(loss) == zoomed
    assert follow_button(loss).isVisible()


def test_all_plots_over_steps_show_the_same_steps(qtbot: QtBot, plots: Plots) -> None:
    shown_run(plots)
    weights = x_range(card(plots, "Weights"))
    turn_wheel(card(plots, "Loss"), 15)
    qtbot.waitUntil(lambda: len({x_range(card(plots, title)) for title in FIRST[:3]}) == 1)
    assert x_range(card(plots, "Weights")) == weights


def test_following_again_shows_the_whole_run(qtbot: QtBot, plots: Plots) -> None:
    shown_run(plots)
    loss = card(plots, "Loss")
    whole = x_range(loss), y_range(loss)
    turn_wheel(loss, 15)
    qtbot.mouseClick(follow_button(loss), Qt.MouseButton.LeftButton)
    assert (x_range(loss), y_range(loss)) == whole
    assert follow_button(loss).isHidden()
    qtbot.waitUntil(lambda: {x_range(card(plots, title)) for title in FIRST[:3]} == {whole[0]})


def test_dragging_moves_the_view(plots: Plots, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pg.CONFIG_OPTIONS, "mouseRateLimit", 0)  # a user is slower than this test
    shown_run(plots)
    loss = card(plots, "Loss")
    left, right = x_range(loss)
    drag(loss, 20, 10)
    moved = x_range(loss)
    assert moved[0] == pytest.approx(left + 10, abs=0.5)
    assert moved[1] - moved[0] == pytest.approx(right - left)


def test_the_wheel_zooms_the_x_axis_and_the_y_axis_fits_what_is_seen(
    qtbot: QtBot, plots: Plots
) -> None:
    _, history = shown_run(plots)
    loss = card(plots, "Loss")
    turn_wheel(loss, 20)
    left, right = x_range(loss)
    steps = history.steps["step"]
    seen = history.steps["cost"][(steps >= left) & (steps <= right)]
    low, high = y_range(loss)
    assert 0 < low < seen.min() <= seen.max() < high


def test_over_the_y_axis_the_wheel_zooms_that_one_and_it_stays(qtbot: QtBot, plots: Plots) -> None:
    trainer, history = shown_run(plots)
    loss = card(plots, "Loss")
    x_before, (low, high) = x_range(loss), y_range(loss)
    wheel_over_y_axis(loss)
    zoomed = y_range(loss)
    assert zoomed[1] - zoomed[0] < high - low
    assert x_range(loss) == x_before
    run(trainer, 20, history)
    plots.show_history(history)
    qtbot.waitUntil(lambda: x_range(loss)[1] > x_before[1])
    assert y_range(loss) == zoomed


def test_a_logarithmic_scale_keeps_what_the_user_looks_at(qtbot: QtBot, plots: Plots) -> None:
    shown_run(plots)
    loss = card(plots, "Loss")
    wheel_over_y_axis(loss, 1)
    low, high = y_range(loss)
    choose(qtbot, loss, "Logarithmic scale")
    assert y_range(loss) == pytest.approx((np.log10(low), np.log10(high)))
    choose(qtbot, loss, "Logarithmic scale")
    assert y_range(loss) == pytest.approx((low, high))


def test_on_a_logarithmic_scale_points_are_placed_by_logarithms(qtbot: QtBot, plots: Plots) -> None:
    _, history = shown_run(plots)
    choose(qtbot, card(plots, "Loss"), "Logarithmic scale")
    np.testing.assert_allclose(
        drawn(card(plots, "Loss"))[0][1], np.log10(history.steps["cost"]), rtol=1e-6
    )


def test_the_menu_zooms_without_a_mouse(qtbot: QtBot, plots: Plots) -> None:
    shown_run(plots)
    loss = card(plots, "Loss")
    left, right = x_range(loss)
    menu_button(loss).setFocus()
    qtbot.keyClick(menu_button(loss), Qt.Key.Key_Space)
    menu = open_menu(qtbot)
    for _ in range(3):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    active = menu.activeAction()
    assert active is not None
    assert active.text() == "Zoom in"
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    zoomed = x_range(loss)
    assert zoomed[1] - zoomed[0] == pytest.approx((right - left) / 2)


def test_the_right_button_opens_the_same_menu(qtbot: QtBot, plots: Plots) -> None:
    loss = card(plots, "Loss")
    qtbot.mouseClick(area(loss), Qt.MouseButton.RightButton, pos=place(loss, 5))
    pick(qtbot, "Hide this plot")
    assert titles(plots) == FIRST[1:]


def test_the_list_shows_and_hides_plots(qtbot: QtBot, plots: Plots) -> None:
    shown_run(plots)
    for title in ("Learning rate", "Accuracy"):
        qtbot.mouseClick(list_button(plots), Qt.MouseButton.LeftButton)
        pick(qtbot, title)
    expected = ["Loss", "Gradient norm", "Weights", "Learning rate"]
    qtbot.waitUntil(lambda: titles(plots) == expected)
    rates = drawn(card(plots, "Learning rate"))[0][1]
    assert rates == pytest.approx(np.full(30, 0.01))


def test_without_any_plot_a_line_says_where_they_are(qtbot: QtBot, plots: Plots) -> None:
    for title in FIRST:
        choose(qtbot, card(plots, title), "Hide this plot")
    assert titles(plots) == []
    assert any(
        "No plot is shown" in label.text()
        for label in plots.findChildren(QLabel)
        if label.isVisible()
    )


def test_a_hidden_plot_is_not_computed(qtbot: QtBot, plots: Plots) -> None:
    choose(qtbot, card(plots, "Loss"), "Hide this plot")
    _, history = shown_run(plots)
    assert drawn(card(plots, "Loss")) == []
    qtbot.mouseClick(list_button(plots), Qt.MouseButton.LeftButton)
    pick(qtbot, "Loss")
    assert len(drawn(card(plots, "Loss"))[0][0]) == len(history.steps)


def test_a_hidden_panel_does_nothing_until_it_is_seen(qtbot: QtBot, plots: Plots) -> None:
    plots.hide()
    shown_run(plots)
    assert drawn(card(plots, "Loss")) == []
    plots.show()
    assert len(drawn(card(plots, "Loss"))[0][0]) == 30


def test_another_run_replaces_the_old_one_at_once(plots: Plots) -> None:
    trainer, _ = shown_run(plots)
    plots.show_distributions(spread(trainer))
    turn_wheel(card(plots, "Loss"), 15)
    other = run(classification(seed=8), 12)
    plots.show_history(other)
    batch, mean, _ = drawn(card(plots, "Loss"))
    np.testing.assert_array_equal(batch[1], other.steps["cost"])
    assert mean[1][0] == pytest.approx(other.steps["cost"][0])
    assert len(mean[0]) == 12
    assert x_range(card(plots, "Loss"))[1] < 14
    assert drawn(card(plots, "Weights")) == []


def test_a_deeper_network_has_more_curves(plots: Plots) -> None:
    shown_run(plots)
    trainer = regression()
    plots.show_experiment(trainer.experiment, trainer.dataset)
    assert all(drawn(card(plots, title)) == [] for title in ("Loss", "Gradient norm"))
    plots.show_history(run(trainer, 5))
    assert len(drawn(card(plots, "Gradient norm"))) == 6  # each measurement, and their mean


def test_a_cut_takes_back_the_curves_at_once(plots: Plots) -> None:
    _, history = shown_run(plots)
    history.forget_from(10)
    plots.show_history(history)
    assert [len(x) for x, _ in drawn(card(plots, "Loss"))] == [10, 10, 2]
    history.forget_from(0)
    plots.show_history(history)
    assert drawn(card(plots, "Loss")) == []


def test_a_cut_is_noticed_even_if_the_run_has_gone_on_since(plots: Plots) -> None:
    _, history = shown_run(plots)
    history.forget_from(10)
    other = run(classification(seed=8), 40)
    history.steps.append({name: other.steps[name][10:] for name in other.steps.names})
    plots.show_history(history)
    batch, mean, *_ = drawn(card(plots, "Loss"))
    np.testing.assert_array_equal(batch[1], history.steps["cost"])
    assert len(mean[0]) == 40


def test_the_view_follows_again_if_what_it_showed_is_cut(plots: Plots) -> None:
    _, history = shown_run(plots)
    turn_wheel(card(plots, "Loss"), 28, notches=20)
    assert x_range(card(plots, "Loss"))[0] > 20
    history.forget_from(5)
    plots.show_history(history)
    assert x_range(card(plots, "Loss"))[0] == 0


def test_a_cut_takes_back_the_cursor(qtbot: QtBot, plots: Plots) -> None:
    _, history = shown_run(plots)
    point_at(qtbot, card(plots, "Loss"), 25)
    values = card(plots, "Loss").values
    qtbot.waitUntil(lambda: "batch" in values.accessibleName())
    history.forget_from(10)
    plots.show_history(history)
    assert "batch" not in values.accessibleName()


@pytest.mark.parametrize("title", ["Loss", "Weights"])
@pytest.mark.parametrize("notches", [5, -5])
def test_no_zoom_is_too_deep_or_too_far(plots: Plots, title: str, notches: int) -> None:
    trainer, history = shown_run(plots)
    plots.show_distributions(spread(trainer))
    plots.show_history(history)
    for _ in range(60):
        turn_wheel(card(plots, title), sum(x_range(card(plots, title))) / 2, notches)
        wheel_over_y_axis(card(plots, title), notches)
    left, right = x_range(card(plots, title))
    assert 0 < right - left < 1e12
    area(card(plots, title)).grab()


def test_a_cost_beyond_all_bounds_is_still_drawn(plots: Plots) -> None:
    history = long_history(50)
    history.forget_from(40)
    row = {"step": 40, "cost": 3e38, "learning_rate": 0.1}
    history.steps.append({name: np.array([value]) for name, value in row.items()})
    plots.show_history(history)
    assert y_range(card(plots, "Loss"))[1] > 3e38
    area(card(plots, "Loss")).grab()


def test_the_usual_ratio_says_where_it_comes_from(qtbot: QtBot, plots: Plots) -> None:
    plots.restore_state({"shown": ["update-ratio"]})
    shown_run(plots)
    ratios = card(plots, "Update ratio")
    low, high = y_range(ratios)
    spot = place(ratios, 2, height=(-3 - low) / (high - low))
    event = QHelpEvent(QEvent.Type.ToolTip, spot, area(ratios).mapToGlobal(spot))
    QApplication.sendEvent(area(ratios), event)
    qtbot.waitUntil(lambda: "CS231n" in QToolTip.text())


def test_a_regression_has_a_share_within_tolerance(qtbot: QtBot, plots: Plots) -> None:
    trainer = regression()
    plots.show_experiment(trainer.experiment, trainer.dataset)
    history = run(trainer, 20)
    plots.show_history(history)
    assert titles(plots)[1] == "Within tolerance"
    assert "tolerance" in card(plots, "Within tolerance").meaning
    qualities = drawn(card(plots, "Within tolerance"))[-1][1]
    np.testing.assert_array_equal(qualities, history.tests["quality"])


def test_distributions_are_wanted_while_a_plot_shows_them(qtbot: QtBot) -> None:
    plots = Plots()
    qtbot.addWidget(plots)
    wanted: list[bool] = []
    plots.distributions_wanted.connect(wanted.append)
    plots.show()
    assert wanted == [True]
    plots.hide()
    assert wanted == [True, False]
    plots.show()
    choose(qtbot, card(plots, "Weights"), "Hide this plot")
    assert wanted == [True, False, True, False]


def test_outlines_of_distributions_hold_the_counts(qtbot: QtBot, plots: Plots) -> None:
    trainer, _ = shown_run(plots)
    found = spread(trainer)
    plots.show_distributions(found)
    weights = card(plots, "Weights")
    qtbot.waitUntil(lambda: len(drawn(weights)) == 2)
    for (x, heights), layer in zip(drawn(weights), found.weights, strict=True):
        assert layer is not None
        assert (x[0], x[-1]) == pytest.approx((layer.low, layer.high))
        counts = layer.counts.reshape(len(heights[1:-1:2]), -1).sum(axis=1)
        np.testing.assert_allclose(heights[1:-1:2], counts / counts.max())


@pytest.mark.parametrize(("count", "bins"), [(10, 5), (256, 15), (12_544, 60), (10**6, 60)])
def test_fewer_numbers_are_counted_in_wider_bins(
    qtbot: QtBot, plots: Plots, count: int, bins: int
) -> None:
    values = np.random.default_rng(0).normal(size=count)
    layers = (distribution(values),) * 2
    plots.show_distributions(Distributions(0, layers, layers, layers))
    weights = card(plots, "Weights")
    qtbot.waitUntil(lambda: len(drawn(weights)) == 2)
    assert len(drawn(weights)[0][1]) == 2 * bins + 2


def test_pointing_at_a_distribution_counts(qtbot: QtBot, plots: Plots) -> None:
    trainer, _ = shown_run(plots)
    found = spread(trainer)
    plots.show_distributions(found)
    weights = card(plots, "Weights")
    qtbot.waitUntil(lambda: len(drawn(weights)) == 2)
    layer = found.weights[0]
    assert layer is not None
    x, heights = drawn(weights)[0]
    fullest = int(heights.argmax())
    low, high = x[fullest], x[fullest + 1]
    count = np.histogram(trainer.parameters["W1"], range=(low, high), bins=1)[0][0]
    point_at(qtbot, weights, (low + high) / 2)
    qtbot.waitUntil(lambda: f"W1 {count}" in weights.values.accessibleName())
    leave(qtbot, weights)
    qtbot.waitUntil(lambda: weights.values.accessibleName() == "W1 , W2 ")


def test_what_is_not_computed_is_said_to_be_so(qtbot: QtBot, plots: Plots) -> None:
    plots.restore_state({"shown": ["gradients"]})
    trainer, _ = shown_run(plots)
    found = spread(trainer)
    plots.show_distributions(found._replace(gradients=(None, found.gradients[1])))
    gradients = card(plots, "Gradients")
    qtbot.waitUntil(lambda: gradients.values.texts == ["W1 –", "W2"])
    assert len(drawn(gradients)) == 1


def test_the_first_plot_says_how_curves_come_about(plots: Plots) -> None:
    (hint,) = hints(plots)
    assert hint.isVisible()
    shown_run(plots)
    assert hints(plots) == []


def test_what_was_chosen_is_found_again(qtbot: QtBot, plots: Plots) -> None:
    choose(qtbot, card(plots, "Accuracy"), "Hide this plot")
    choose(qtbot, card(plots, "Loss"), "Logarithmic scale")
    state = plots.state()
    other = Plots()
    qtbot.addWidget(other)
    other.restore_state(state)
    other.show()
    assert titles(other) == ["Loss", "Gradient norm", "Weights"]
    assert other.state() == state


@pytest.mark.parametrize(
    "rubbish",
    [{}, {"shown": 3, "log": None}, {"shown": [1, 2], "log": [[]]}, {"what": "ever"}],
)
def test_rubbish_leaves_everything_as_usual(plots: Plots, rubbish: dict[str, Any]) -> None:
    plots.restore_state(rubbish)
    assert titles(plots) == FIRST
    assert plots.state()["log"] == ["update-ratio"]


def test_unknown_plots_are_passed_over(plots: Plots) -> None:
    plots.restore_state({"shown": ["loss", "horoscope"]})
    assert titles(plots) == ["Loss"]


def test_all_plots_wrap_into_rows_or_are_scrolled(qtbot: QtBot, plots: Plots) -> None:
    plots.restore_state({"shown": list(ORDER)})
    assert len({card(plots, title).y() for title in titles(plots)}) == 1
    plots.resize(1280, 400)
    qtbot.waitUntil(lambda: len({card(plots, title).y() for title in titles(plots)}) == 2)


def test_the_buttons_are_reached_in_the_order_of_the_plots(qtbot: QtBot, plots: Plots) -> None:
    plots.activateWindow()
    menu_button(card(plots, FIRST[0])).setFocus()
    for this, following in pairwise(FIRST):
        qtbot.keyClick(menu_button(card(plots, this)), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is menu_button(card(plots, following))
    qtbot.keyClick(menu_button(card(plots, FIRST[-1])), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is list_button(plots)


def test_every_button_has_a_tooltip_and_a_name(plots: Plots) -> None:
    for button in plots.findChildren(QToolButton):
        if button.objectName() != "qt_toolbar_ext_button":
            assert button.toolTip()
            assert button.accessibleName()


def test_a_long_run_is_drawn_with_few_points_and_all_its_peaks(plots: Plots) -> None:
    history = long_history(50_000)
    plots.show_history(history)
    x, y = drawn(card(plots, "Loss"))[0]
    assert len(x) < 1000
    assert y.max() == history.steps["cost"].max()
    assert y.min() == history.steps["cost"].min()
