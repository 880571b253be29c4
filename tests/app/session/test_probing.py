"""A probe is fed through the parameters of each moment, and training does not notice."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from app.probed import Probed
from app.session.bench import Bench
from app.session.probing import Probing
from app.session.training import Training
from app.snapshot import Snapshot
from engine.counterfactual import Counterfactual
from engine.probe import Probe
from engine.reading import EdgeQuantity, NeuronQuantity
from tests.app.session.trainings import bench, network
from tests.engine.cases import bits

PATIENCE_MS = 20_000
FLOWER = np.array([0.5, -1.0, 2.0, 0.25], np.float32)


class Seen:
    """A training with a probe, and all that was told of both."""

    def __init__(self, training: Training) -> None:
        self.training = training
        self.probing = Probing(training)
        self.probed: list[Probed | None] = []
        self.snapshots: list[Snapshot] = []
        self.found: list[Counterfactual] = []
        self.seeking: list[bool] = []
        self.probing.probed.connect(self.probed.append)
        self.probing.snapshot_ready.connect(self.snapshots.append)
        self.probing.counterfactual_found.connect(self.found.append)
        self.probing.seeking_changed.connect(self.seeking.append)
        training.tell()

    @property
    def last(self) -> Probed:
        """What was probed last."""
        assert self.probed[-1] is not None
        return self.probed[-1]


@pytest.fixture
def seen(qtbot: QtBot) -> Iterator[Seen]:
    seen = Seen(Training(bench()))
    seen.probing.want(True)
    yield seen
    seen.probing.close()
    seen.training.close()


def expected(training: Training) -> NDArray[np.float32]:
    trainer = training.bench.trainer
    results = Probe(trainer.experiment.recipe, 1).feed(trainer.flat_parameters, FLOWER[np.newaxis])
    return np.array(results["a2"][0])


def test_the_network_answers_the_input_at_once_and_after_every_step(seen: Seen) -> None:
    seen.probing.show_input(FLOWER)
    np.testing.assert_array_equal(seen.last.outputs, expected(seen.training))
    assert seen.last.steps == 0
    seen.training.do(Bench.finish_step)
    np.testing.assert_array_equal(seen.last.outputs, expected(seen.training))
    assert seen.last.steps == 1


def test_the_network_is_lit_by_the_probe_and_has_nothing_of_the_step(seen: Seen) -> None:
    seen.training.do(Bench.finish_step)
    assert not seen.snapshots[-1].is_probe
    seen.probing.show_input(FLOWER)
    shown = seen.snapshots[-1]
    assert shown.is_probe
    np.testing.assert_array_equal(shown.reading.neurons(NeuronQuantity.ACTIVATION, 0), FLOWER)
    output = shown.reading.neurons(NeuronQuantity.ACTIVATION, 2)
    assert output is not None
    np.testing.assert_array_equal(output, seen.last.outputs)
    signal = shown.reading.edges(EdgeQuantity.SIGNAL, 1)
    assert signal is not None
    np.testing.assert_array_equal(signal, FLOWER[:, None] * shown.reading.fields["W1"])
    assert shown.reading.neurons(NeuronQuantity.DELTA, 2) is None
    assert shown.reading.edges(EdgeQuantity.GRADIENT, 1) is None
    assert (shown.last, shown.next) == (None, None)


def test_without_an_input_or_unless_it_is_looked_at_the_step_is_shown(seen: Seen) -> None:
    seen.probing.show_input(FLOWER)
    seen.probing.show_input(None)
    assert seen.probed[-1] is None
    assert not seen.snapshots[-1].is_probe
    seen.probing.show_input(FLOWER)
    seen.probing.want(False)
    assert not seen.snapshots[-1].is_probe
    seen.probing.want(True)
    assert seen.snapshots[-1].is_probe


def test_training_does_not_notice_and_the_answers_follow_it(seen: Seen, qtbot: QtBot) -> None:
    seen.probing.show_input(FLOWER)
    seen.training.run()
    qtbot.waitUntil(lambda: seen.last.steps > 50, timeout=PATIENCE_MS)
    seen.training.pause()
    qtbot.waitUntil(lambda: not seen.training.is_running, timeout=PATIENCE_MS)
    np.testing.assert_array_equal(seen.last.outputs, expected(seen.training))
    usual = bench()
    while usual.steps < seen.training.bench.steps:
        usual.finish_step()
    while usual.spot != seen.training.bench.spot:
        usual.advance()
    assert bits(usual.trainer) == bits(seen.training.bench.trainer)


def test_the_derivative_of_a_chosen_output_is_told_too(seen: Seen) -> None:
    seen.probing.show_input(FLOWER)
    assert seen.last.gradient is None
    seen.probing.choose_output(1)
    gradient = seen.last.gradient
    assert gradient is not None
    assert seen.last.chosen == 1
    before = float(seen.last.outputs[1])
    seen.probing.show_input(FLOWER + np.float32(0.01) * np.sign(gradient).astype(np.float32))
    assert seen.last.outputs[1] > before
    seen.probing.choose_output(None)
    assert seen.last.gradient is None


def test_the_answer_before_training_on_it_is_kept_until_the_input_changes(seen: Seen) -> None:
    seen.probing.show_input(FLOWER)
    before = seen.last.outputs
    seen.probing.note_training()
    seen.training.do(Bench.finish_step)
    assert seen.last.before is not None
    np.testing.assert_array_equal(seen.last.before, before)
    assert not np.array_equal(seen.last.outputs, before)
    seen.probing.show_input(FLOWER * 2)
    assert seen.last.before is None


def test_an_input_for_other_data_is_no_probe(seen: Seen) -> None:
    seen.probing.show_input(np.zeros(7))
    assert seen.probed[-1] is None
    assert seen.probing.input is None
    assert not seen.snapshots[-1].is_probe


def test_a_change_is_found_that_makes_it_another_class(seen: Seen, qtbot: QtBot) -> None:
    seen.probing.show_input(FLOWER)
    goal = int(seen.last.outputs.argmin())
    with qtbot.waitSignal(seen.probing.counterfactual_found, timeout=PATIENCE_MS):
        seen.probing.seek(goal)
    assert seen.seeking == [True, False]
    found = seen.found[-1]
    assert found.goal == goal
    seen.probing.show_input(found.x)
    np.testing.assert_allclose(seen.last.outputs, found.outputs, rtol=1e-5)


def test_looking_for_one_can_be_given_up(seen: Seen) -> None:
    seen.probing.show_input(FLOWER)
    seen.probing.seek(1)
    seen.probing.cancel_seeking()
    assert seen.seeking == [True, False]
    assert not seen.found


def test_a_class_that_is_not_there_is_told_in_a_sentence(seen: Seen, qtbot: QtBot) -> None:
    seen.probing.show_input(FLOWER)
    with qtbot.waitSignal(seen.probing.failed, timeout=PATIENCE_MS) as failed:
        seen.probing.seek(9)
    assert "class 9" in failed.args[0]
    assert seen.seeking == [True, False]


def test_between_two_networks_the_probe_is_fed_to_the_one_that_is_shown(seen: Seen) -> None:
    other = bench(network=network(6))
    seen.training.put(other)
    seen.probing.show_input(FLOWER)  # the other network has shown nothing yet
    assert len(seen.last.outputs) == 3
    seen.training.tell()
    np.testing.assert_array_equal(seen.last.outputs, expected(seen.training))
