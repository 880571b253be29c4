from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.look.numbers import plain
from app.snapshot import Snapshot
from app.stepping.example_panel import ExamplePanel
from engine.activations import Linear, Sigmoid
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import LOSSES
from engine.network import Network
from engine.reading import Focus
from engine.training import Trainer
from tests.app.moments import snapshot
from tests.app.stepping.moments import after, button, number_of, texts
from tests.engine.cases import experiment, labelled, steps, trainer


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def shown(qtbot: QtBot, source: Trainer, clock: Clock) -> ExamplePanel:
    """A panel that shows what this trainer trains."""
    panel = ExamplePanel(clock)
    qtbot.addWidget(panel)
    panel.show_experiment(source.experiment, source.dataset)
    panel.resize(260, 600)
    panel.show()
    return panel


def value(panel: ExamplePanel, name: str) -> str:
    """What stands behind a name."""
    shown = texts(panel)
    return shown[shown.index(name) + 1]


def done(source: Trainer, writes: str) -> Trainer:
    """The trainer, advanced until a name is computed in the present step."""
    while source.program.cursor < number_of(source, writes):
        source.advance()
    return source


def test_the_heading_names_example_and_batch_of_the_epoch(qtbot: QtBot, clock: Clock) -> None:
    source = steps(trainer(), 6)
    source.advance()
    assert (source.position.epoch, source.position.offset) == (1, 32)
    panel = shown(qtbot, source, clock)
    panel.show_snapshot(snapshot(source, Focus(6)))
    assert panel.windowTitle() == "Example 7 of batch 3"
    assert "7 of 16" in texts(panel)


def test_label_prediction_and_loss_are_those_of_the_engine(qtbot: QtBot, clock: Clock) -> None:
    source = done(trainer(), "L")
    values, names = source.program.values, source.dataset.class_names
    panel = shown(qtbot, source, clock)
    for example in range(16):
        panel.show_snapshot(snapshot(source, Focus(example)))
        label, said = values["y"][example].argmax(), values["a2"][example].argmax()
        assert value(panel, "label") == names[label]
        mark = "✓" if said == label else "✗"
        assert value(panel, "prediction") == f"{mark} {names[said]}"
        assert value(panel, "loss L") == plain(values["L"][example])


def test_what_the_step_has_not_computed_is_not_shown(qtbot: QtBot, clock: Clock) -> None:
    source = done(trainer(), "L")
    panel = shown(qtbot, source, clock)
    panel.show_snapshot(snapshot(source))
    assert value(panel, "loss L") != "–"
    while not source.program.is_finished:
        source.advance()
    source.advance()
    panel.show_snapshot(snapshot(source))
    assert value(panel, "label") != "–"
    assert value(panel, "prediction") == "–"
    assert value(panel, "loss L") == "–"


def test_the_whole_batch_has_a_cost_and_no_label(qtbot: QtBot, clock: Clock) -> None:
    source = done(trainer(), "C")
    panel = shown(qtbot, source, clock)
    panel.show_snapshot(snapshot(source, Focus(None)))
    assert panel.windowTitle() == "Mean of batch 1"
    assert "mean of 16 examples" in texts(panel)
    assert "label" not in texts(panel)
    assert value(panel, "cost C") == plain(source.program.values["C"])


def test_a_regression_shows_output_and_target(qtbot: QtBot, clock: Clock) -> None:
    source = done(regression(), "L")
    panel = shown(qtbot, source, clock)
    panel.show_snapshot(snapshot(source, Focus(2)))
    values = source.program.values
    assert value(panel, "target") == plain(values["y"][2, 0])
    assert value(panel, "output") == plain(values["a1"][2, 0])


def regression() -> Trainer:
    examples = labelled().train
    targets = replace(examples, y=examples.x[:, :1] * 2)
    setup = experiment(network=Network(4, (Dense(1, Linear()),)), loss=LOSSES["mean-squared-error"])
    return Trainer(setup, Dataset("double", targets, targets, (4,)))


def test_a_single_output_stands_for_the_second_class(qtbot: QtBot, clock: Clock) -> None:
    setup = experiment(
        network=Network(4, (Dense(1, Sigmoid()),)), loss=LOSSES["binary-cross-entropy"]
    )
    source = done(Trainer(setup, labelled(classes=2)), "L")
    panel = shown(qtbot, source, clock)
    values = source.program.values
    for example in range(16):
        panel.show_snapshot(snapshot(source, Focus(example)))
        assert value(panel, "label") == "ab"[int(values["y"][example, 0])]
        assert value(panel, "prediction").endswith("ab"[int(values["a1"][example, 0] > 0.5)])


def flat_out(source: Trainer) -> Snapshot:
    return snapshot(steps(source, 1), is_running=True)


def test_flat_out_it_changes_four_times_a_second(qtbot: QtBot, clock: Clock) -> None:
    source = trainer()
    panel = shown(qtbot, source, clock)
    panel.show_snapshot(flat_out(source))
    before = texts(panel)
    for clock.seconds in (0.1, 0.2):
        panel.show_snapshot(flat_out(source))
        assert texts(panel) == before
    clock.seconds = 0.25
    panel.show_snapshot(flat_out(source))
    assert texts(panel) != before


@pytest.mark.parametrize("pace", [None, 0.5])
def test_at_rest_and_in_slow_motion_it_changes_at_once(
    qtbot: QtBot, clock: Clock, pace: float | None
) -> None:
    source = trainer()
    panel = shown(qtbot, source, clock)
    panel.show_snapshot(flat_out(source))
    source.advance()
    panel.show_snapshot(snapshot(source, is_running=pace is not None, pace=pace))
    assert value(panel, "loss L") == "–"


def test_flat_out_another_example_is_seen_at_once(qtbot: QtBot, clock: Clock) -> None:
    source = steps(trainer(), 1)
    panel = shown(qtbot, source, clock)
    panel.show_snapshot(snapshot(source, Focus(0), is_running=True))
    panel.show_snapshot(snapshot(source, Focus(4), is_running=True))
    assert "5 of 16" in texts(panel)


def test_an_example_beyond_a_smaller_batch_is_its_last_one(qtbot: QtBot, clock: Clock) -> None:
    source = steps(trainer(), 3)
    source.advance()
    panel = shown(qtbot, source, clock)
    panel.show_snapshot(snapshot(source, Focus(15)))
    assert "12 of 12" in texts(panel)


def test_a_hidden_panel_catches_up_when_it_is_shown(qtbot: QtBot, clock: Clock) -> None:
    source = after(1)
    panel = shown(qtbot, source, clock)
    panel.hide()
    panel.show_snapshot(snapshot(source, Focus(4)))
    panel.show()
    assert "5 of 16" in texts(panel)


def test_numbers_of_another_data_set_disappear(qtbot: QtBot, clock: Clock) -> None:
    source = done(trainer(), "L")
    panel = shown(qtbot, source, clock)
    panel.show_snapshot(snapshot(source))
    panel.show_experiment(source.experiment, labelled(seed=1))
    assert panel.windowTitle() == "Example"
    assert texts(panel) == []


def test_a_change_of_the_learning_rate_keeps_the_numbers(qtbot: QtBot, clock: Clock) -> None:
    source = done(trainer(), "L")
    panel = shown(qtbot, source, clock)
    panel.show_snapshot(snapshot(source))
    before = texts(panel)
    panel.show_experiment(faster(source.experiment), source.dataset)
    assert texts(panel) == before


def faster(setup: Experiment) -> Experiment:
    return replace(setup, learning_rate=2 * setup.learning_rate)


def test_the_choice_of_an_example_is_passed_on(qtbot: QtBot, clock: Clock) -> None:
    source = after(1)
    panel = shown(qtbot, source, clock)
    panel.show_snapshot(snapshot(source, Focus(4)))
    with qtbot.waitSignal(panel.focus_chosen) as chosen:
        qtbot.mouseClick(button(panel, "whole batch"), Qt.MouseButton.LeftButton)
    assert chosen.args == [None]


@pytest.mark.parametrize("width", [220, 300])
def test_large_text_and_long_names_fit(qtbot: QtBot, clock: Clock, width: int) -> None:
    source = done(trainer(), "L")
    dataset = replace(source.dataset, class_names=("Ankle boot", "T-shirt/top", "Pullover"))
    panel = ExamplePanel(clock)
    panel.show_look(Look(text_size=16))
    panel.show_experiment(source.experiment, dataset)
    qtbot.addWidget(panel)
    panel.resize(width, 600)
    panel.show()
    panel.show_snapshot(snapshot(source))
    view = panel.findChild(QScrollArea).viewport()
    contents = panel.findChild(QScrollArea).widget()
    assert view is not None
    assert contents is not None
    qtbot.waitUntil(lambda: contents.width() == view.width())
    assert contents.minimumSizeHint().width() <= view.width()


def test_the_number_of_the_last_smaller_batch(qtbot: QtBot, clock: Clock) -> None:
    source = steps(trainer(), 3)
    panel = shown(qtbot, source, clock)
    source.advance()
    panel.show_snapshot(snapshot(source))
    assert source.program.namespace["m"] == 12
    assert panel.windowTitle() == "Example 1 of batch 4"


def test_batches_of_another_size_are_counted_as_they_come(qtbot: QtBot, clock: Clock) -> None:
    source = trainer()
    panel = shown(qtbot, source, clock)
    source.change(replace(source.experiment, batch_size=10))
    for _ in range(3):
        source.step()
    source.advance()
    panel.show_snapshot(snapshot(source))
    assert panel.windowTitle() == "Example 1 of batch 4"
