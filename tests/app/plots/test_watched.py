"""The plot of watched values, and the line of the step that is shown."""

import numpy as np
import pyqtgraph as pg
import pytest
from PyQt6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.chronicle import Chronicle, Track
from app.history import History
from app.look import numbers
from app.plots.plots import Plots
from tests.app.plots.handling import card, choose, drawn, leave, point_at, titles, y_range
from tests.app.plots.runs import classification, run


def shown_run(plots: Plots, steps: int = 30) -> History:
    trainer = classification()
    plots.show_experiment(trainer.experiment, trainer.dataset)
    history = run(trainer, steps)
    plots.show_history(history)
    return history


def watch(history: History, title: str, values: list[float], first: int = 0) -> None:
    history.watch(title, first + np.arange(len(values)), np.array(values))


def chronicle(step: int, length: int) -> Chronicle:
    return Chronicle(
        (Track(0, "first run", None, 0, length, np.array([0]), (), 1.0),), 0, step, True
    )


def offered(plots: Plots) -> list[str]:
    """What the list of plots offers."""
    menu = next(m for m in plots.findChildren(QMenu) if m.actions()[0].text() == "Loss")
    return [action.text() for action in menu.actions() if action.isVisible()]


def line(plots: Plots, title: str) -> pg.InfiniteLine | None:
    """The line of the shown step, if it is there: that which no pointing has caused."""
    lines = [
        item
        for item in card(plots, title).chart.box.addedItems
        if isinstance(item, pg.InfiniteLine) and item.angle == 90 and item.isVisible()
    ]
    return lines[0] if lines else None


def test_where_nothing_is_watched_there_is_no_such_plot(plots: Plots) -> None:
    shown_run(plots)
    assert "Watched" not in titles(plots)
    assert "Watched" not in offered(plots)


def test_what_is_watched_has_a_plot_beside_the_others(qtbot: QtBot, plots: Plots) -> None:
    history = shown_run(plots)
    watch(history, "W2[3, 1]", [0.1, 0.2, -0.3])
    watch(history, "dead neurons", [2.0, 2.0, 3.0])
    plots.show_history(history)
    expected = ["Loss", "Accuracy", "Gradient norm", "Weights", "Watched"]
    qtbot.waitUntil(lambda: titles(plots) == expected and bool(drawn(card(plots, "Watched"))))
    assert "Watched" in offered(plots)
    curves = drawn(card(plots, "Watched"))
    for title, table in history.watched.items():
        assert any(np.array_equal(y, table["value"]) for _, y in curves), title
    assert y_range(card(plots, "Watched"))[0] < -0.3


def test_its_values_are_told_where_one_points(qtbot: QtBot, plots: Plots) -> None:
    history = shown_run(plots)
    watch(history, "W2[3, 1]", [float(k) for k in range(30)])
    plots.show_history(history)
    watched = card(plots, "Watched")
    qtbot.waitUntil(lambda: watched.values.accessibleName() == "W2[3, 1] 29")
    point_at(qtbot, watched, 12)
    qtbot.waitUntil(lambda: watched.values.accessibleName() == "W2[3, 1] 12")
    leave(qtbot, watched)
    qtbot.waitUntil(lambda: watched.values.accessibleName() == "W2[3, 1] 29")


def test_each_curve_has_a_sign_that_also_stands_beside_its_value(
    qtbot: QtBot, plots: Plots
) -> None:
    history = shown_run(plots)
    watch(history, "gradient norm of layer 2", [0.5, 0.25])
    watch(history, "loss of example 17", [2.0, 1.0])
    plots.show_history(history)
    watched = card(plots, "Watched")
    qtbot.waitUntil(lambda: len(watched.values.texts) == 2)
    assert [text[0] for text in watched.values.texts] == ["①", "②"]
    assert "① gradient norm of layer 2, ② loss of example 17" in watched.meaning


def test_it_grows_with_the_run(qtbot: QtBot, plots: Plots) -> None:
    history = shown_run(plots)
    watch(history, "cost", [1.0, 2.0])
    plots.show_history(history)
    watch(history, "cost", [3.0], first=2)
    plots.show_history(history)
    qtbot.waitUntil(lambda: {len(x) for x, _ in drawn(card(plots, "Watched"))} == {3})


def test_its_scale_can_be_logarithmic(qtbot: QtBot, plots: Plots) -> None:
    history = shown_run(plots)
    watch(history, "cost", [1.0, 10.0, 100.0])
    plots.show_history(history)
    choose(qtbot, card(plots, "Watched"), "Logarithmic scale")
    np.testing.assert_allclose(drawn(card(plots, "Watched"))[0][1], [0, 1, 2])


def test_hidden_it_stays_until_something_new_is_watched(qtbot: QtBot, plots: Plots) -> None:
    history = shown_run(plots)
    watch(history, "cost", [1.0])
    plots.show_history(history)
    choose(qtbot, card(plots, "Watched"), "Hide this plot")
    assert "Watched" not in titles(plots)
    plots.show_history(History(2))
    again = History(2)
    watch(again, "cost", [1.0])
    plots.show_history(again)
    assert "Watched" not in titles(plots)
    watch(again, "b1[0]", [1.0])
    plots.show_history(again)
    assert "Watched" in titles(plots)


def test_it_goes_when_nothing_is_watched_any_more(plots: Plots) -> None:
    history = shown_run(plots)
    watch(history, "cost", [1.0])
    plots.show_history(history)
    assert "watched" in plots.state()["shown"]
    del history.watched["cost"]
    plots.show_history(history)
    assert "Watched" not in titles(plots)
    assert "watched" in plots.state()["shown"]


def test_what_another_branch_does_not_watch_is_not_left_over(plots: Plots) -> None:
    history = shown_run(plots)
    watch(history, "cost", [1.0, 2.0])
    watch(history, "b1[0]", [5.0, 6.0])
    plots.show_history(history)
    other = History(2)
    watch(other, "b1[0]", [7.0])
    plots.show_history(other)
    assert {float(y[0]) for _, y in drawn(card(plots, "Watched"))} == {7.0}
    assert card(plots, "Watched").values.accessibleName().startswith("b1[0]")


@pytest.mark.parametrize("title", ["Loss", "Accuracy", "Gradient norm", "Watched"])
def test_in_the_past_a_line_marks_the_step_in_all_plots_over_steps(
    plots: Plots, title: str
) -> None:
    history = shown_run(plots)
    watch(history, "cost", [1.0] * 30)
    plots.show_history(history)
    assert line(plots, title) is None
    plots.show_chronicle(chronicle(12, 30))
    mark = line(plots, title)
    assert mark is not None
    assert mark.value() == 12
    plots.show_chronicle(chronicle(29, 30))
    assert line(plots, title) is None


def test_in_the_past_the_values_are_those_of_that_step(qtbot: QtBot, plots: Plots) -> None:
    history = shown_run(plots)
    plots.show_chronicle(chronicle(12, 30))
    values = card(plots, "Loss").values
    cost = numbers.plain(float(history.steps["cost"][12]))
    assert f"batch {cost}," in values.accessibleName()
    point_at(qtbot, card(plots, "Loss"), 3)
    there = numbers.plain(float(history.steps["cost"][3]))
    qtbot.waitUntil(lambda: f"batch {there}," in values.accessibleName())
    leave(qtbot, card(plots, "Loss"))
    qtbot.waitUntil(lambda: f"batch {cost}," in values.accessibleName())
    plots.show_chronicle(chronicle(29, 30))
    assert "batch" not in values.accessibleName()
