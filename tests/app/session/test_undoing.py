"""What is taken back is the last change, whether of the training, own examples or on the pad."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.session.session import Session
from app.snapshot import Snapshot
from engine.addresses import EdgeId
from engine.datasets.embedded import Iris
from engine.datasets.synthetic import TwoMoons
from tests.app.session.trainings import bench

PATIENCE_MS = 20_000
EDGE = EdgeId(1, 2, 3)
FLOWER = np.array([0.5, -1.0, 2.0, 0.25])


class Busy:
    """A session with a pad that keeps account of what it is told."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot = qtbot
        self.session = session
        self.titles = ("", "")
        self.pad: list[str] = []
        session.undo_changed.connect(self._on_undo_changed)
        session.drawing_taken_back.connect(partial(self.pad.append, "back"))
        session.drawing_done_again.connect(partial(self.pad.append, "again"))
        session.tell()

    def _on_undo_changed(self, done: str, undone: str) -> None:
        self.titles = (done, undone)

    @property
    def weight(self) -> float:
        return float(self.session.training.bench.trainer.parameters["W1"][2, 3])

    @property
    def collected(self) -> int:
        examples = self.session.collection.examples
        return 0 if examples is None else len(examples)

    def open(self, source: Iris | TwoMoons) -> None:
        with self.qtbot.waitSignal(self.session.opened, timeout=PATIENCE_MS):
            self.session.open_source(source)


@pytest.fixture
def busy(qtbot: QtBot) -> Iterator[Busy]:
    session = Session(bench())
    yield Busy(qtbot, session)
    session.close()


def test_all_changes_are_taken_back_and_done_again_in_one_order(busy: Busy) -> None:
    session, before = busy.session, busy.weight
    session.note_drawn("drawing")
    session.collection.add(FLOWER, 2)
    session.set_parameter(EDGE, 2.0)
    session.note_drawn("drawing")

    session.undo()
    assert (busy.pad, busy.weight, busy.collected) == (["back"], 2.0, 1)
    session.undo()
    assert (busy.weight, busy.collected) == (before, 1)
    session.undo()
    assert busy.collected == 0
    assert busy.titles == ("drawing", "collecting an own example")
    session.undo()
    session.undo()  # there is no more
    assert busy.pad == ["back", "back"]

    session.redo()
    session.redo()
    assert (busy.pad[2:], busy.collected, busy.weight) == (["again"], 1, before)
    session.redo()
    assert busy.weight == 2.0
    session.redo()
    assert busy.pad[2:] == ["again", "again"]
    assert busy.titles == ("drawing", "")


def test_a_new_change_of_any_kind_ends_what_could_be_done_again(busy: Busy) -> None:
    busy.session.collection.add(FLOWER, 2)
    busy.session.undo()
    busy.session.note_drawn("drawing")
    assert busy.titles == ("drawing", "")
    busy.session.redo()
    assert busy.collected == 0


def test_the_pad_takes_its_own_changes_back_whatever_was_done_since(busy: Busy) -> None:
    busy.session.note_drawn("drawing")
    busy.session.set_parameter(EDGE, 2.0)
    busy.session.undo_drawing()
    assert busy.pad == ["back"]
    assert busy.titles[1] == "drawing"
    assert busy.weight == 2.0
    busy.session.undo()
    assert busy.weight != 2.0
    busy.session.redo()
    busy.session.redo_drawing()
    assert busy.pad == ["back", "again"]
    assert busy.titles == ("drawing", "")


def test_own_examples_are_taken_back_while_it_runs_and_it_goes_on(busy: Busy) -> None:
    training = busy.session.training
    training.run()
    busy.session.collection.add(FLOWER, 2)
    busy.session.undo()
    assert busy.collected == 0
    busy.session.note_drawn("drawing")
    busy.session.undo()
    assert busy.pad == ["back"]
    assert training.is_running


def test_own_examples_of_other_data_are_taken_back_when_these_are_there_again(busy: Busy) -> None:
    session = busy.session
    session.collection.add(FLOWER, 2)
    busy.open(TwoMoons())
    session.collection.add(np.zeros(2), 1)
    session.undo()
    assert busy.collected == 0
    with busy.qtbot.waitSignal(session.opened, timeout=PATIENCE_MS):
        session.undo()
    assert busy.collected == 1
    session.undo()
    assert busy.collected == 0
    session.redo()
    assert busy.collected == 1


def test_marks_on_the_pad_for_other_data_cannot_be_taken_back(busy: Busy) -> None:
    busy.session.note_drawn("drawing")
    busy.open(TwoMoons())
    assert busy.titles == ("other data", "")


def test_of_a_network_that_is_gone_nothing_is_shown_when_the_pad_is_told_of_another(
    busy: Busy,
) -> None:
    session = busy.session
    shown: list[Snapshot] = []
    session.probing.snapshot_ready.connect(shown.append)
    session.opened.connect(lambda *_: session.probing.show_input(None))
    session.probing.want(True)
    session.probing.show_input(FLOWER)
    shown.clear()
    busy.open(TwoMoons())
    assert [snapshot.reading.network.inputs for snapshot in shown] == [2]


def test_settings_are_taken_back_after_a_mark_on_the_pad(busy: Busy) -> None:
    session, before = busy.session, busy.session.experiment
    session.edit(replace(before, learning_rate=0.5))
    session.note_drawn("drawing")
    session.undo()
    assert session.experiment.learning_rate == 0.5
    session.undo()
    assert session.experiment == before
