"""What is trained can be changed, started over and taken back."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from threading import Event, Thread
from threading import enumerate as enumerate_threads
from typing import Any

import numpy as np
import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.session.bench import Bench
from app.session.session import Session
from engine.datasets.csv_file import CsvFile
from engine.datasets.dataset import Dataset
from engine.datasets.embedded import Iris, MnistSample
from engine.datasets.idx_images import IdxImages
from engine.datasets.source import Source
from engine.datasets.synthetic import TwoMoons
from engine.experiment import Experiment
from engine.progress import Progress
from engine.training import Trainer
from tests.app.session.trainings import DATASET, bench, headless, iris, network
from tests.engine.cases import bits, steps
from tests.processes import run_python

PATIENCE_MS = 20_000


class Driven:
    """A session, with what it has told so far, and ways to wait for it."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot = qtbot
        self.session = session
        self.training = session.training
        self.undo = ("", "")
        self.problems: list[str] = []
        self.data_problems: list[str] = []
        self.settings: list[Any] = []
        self.opened: list[Any] = []
        session.undo_changed.connect(self._on_undo_changed)
        session.failed.connect(self.problems.append)
        session.data_problem.connect(self.data_problems.append)
        session.settings_changed.connect(self.settings.append)
        session.opened.connect(lambda *opened: self.opened.append(opened))

    def _on_undo_changed(self, done: str, undone: str) -> None:
        self.undo = (done, undone)

    @property
    def trainer(self) -> Trainer:
        return self.training.bench.trainer

    @property
    def steps_in_curves(self) -> list[int]:
        curve: list[int] = self.training.bench.archive.history.steps["step"].tolist()
        return curve

    def until_opened(self, action: Callable[[], object]) -> None:
        """Do what starts over, and wait until that is done."""
        with self.qtbot.waitSignal(self.session.opened, timeout=PATIENCE_MS):
            action()

    def run(self, count: int) -> None:
        """Run until there are so many more steps, and go on."""
        self.training.run()
        goal = len(self.steps_in_curves) + count
        self.qtbot.waitUntil(lambda: len(self.steps_in_curves) >= goal, timeout=PATIENCE_MS)

    def pause(self) -> None:
        self.training.pause()
        self.qtbot.waitUntil(lambda: not self.training.is_running, timeout=PATIENCE_MS)


@pytest.fixture
def driven(qtbot: QtBot) -> Iterator[Driven]:
    session = Session(bench())
    yield Driven(qtbot, session)
    session.close()


def test_a_change_of_settings_goes_on_with_what_is_learnt(driven: Driven) -> None:
    driven.run(20)
    slower = iris(learning_rate=0.001)
    driven.session.edit(slower)
    assert driven.session.experiment == slower
    assert driven.settings == [slower]
    assert driven.undo == ("change of settings", "")
    driven.pause()
    assert len(driven.steps_in_curves) >= 20


def test_a_change_of_settings_is_taken_back_and_done_again_where_the_training_is(
    driven: Driven,
) -> None:
    slower = iris(learning_rate=0.001)
    for _ in range(3):
        driven.session.stepping.finish_step()
    driven.session.edit(slower)
    driven.session.stepping.finish_step()
    driven.session.undo()
    assert (driven.session.experiment, driven.undo) == (iris(), ("", "change of settings"))
    driven.session.stepping.finish_step()
    driven.session.redo()
    assert (driven.session.experiment, driven.undo) == (slower, ("change of settings", ""))
    driven.session.stepping.finish_step()
    rates = driven.training.bench.archive.history.steps["learning_rate"]
    expected = np.array([0.01, 0.01, 0.01, 0.001, 0.01, 0.001])
    np.testing.assert_array_equal(rates, expected)


def test_what_is_as_before_is_no_change(driven: Driven) -> None:
    driven.session.edit(iris())
    assert (driven.settings, driven.undo) == ([], ("", ""))


def test_a_removed_layer_comes_back_with_its_weights_and_curves(driven: Driven) -> None:
    driven.run(50)
    driven.pause()
    driven.session.stepping.finish_step()
    count, weights = driven.training.bench.steps, bits(driven.trainer)
    driven.until_opened(lambda: driven.session.edit(iris(network=network())))
    assert driven.session.experiment.network.sizes == (4, 3)
    assert (driven.steps_in_curves, driven.undo) == ([], ("4 – 3", ""))
    driven.run(20)
    driven.until_opened(driven.session.undo)
    assert driven.session.experiment == iris()
    assert driven.steps_in_curves == list(range(count))
    assert bits(driven.trainer) == weights == bits(headless(count))
    assert driven.undo == ("", "4 – 3")
    driven.run(20)
    driven.pause()
    assert bits(driven.trainer) == bits(headless(driven.training.bench.steps))
    driven.until_opened(driven.session.redo)
    assert driven.session.experiment.network.sizes == (4, 3)
    assert len(driven.steps_in_curves) >= 20
    assert driven.undo == ("4 – 3", "")


def test_a_reset_starts_over_from_the_same_weights(driven: Driven) -> None:
    driven.run(20)
    driven.until_opened(driven.session.reset)
    assert not driven.training.is_running
    assert (driven.training.bench.steps, driven.steps_in_curves) == (0, [])
    assert bits(driven.trainer) == bits(headless(0))
    driven.run(20)
    driven.pause()
    assert bits(driven.trainer) == bits(headless(driven.training.bench.steps))


def test_a_new_seed_starts_over_from_other_weights(driven: Driven) -> None:
    driven.until_opened(driven.session.new_seed)
    seed = driven.session.experiment.seed
    assert driven.session.experiment == iris(seed=seed)
    driven.run(20)
    driven.pause()
    expected = Trainer(iris(seed=seed), Iris().load(seed))
    assert bits(driven.trainer) == bits(steps(expected, driven.training.bench.steps))


def test_several_changes_at_once_leave_the_last(driven: Driven) -> None:
    """As while a number is typed; the process may still be busy with the first ones."""
    session = driven.session
    with driven.qtbot.waitSignal(
        session.opened, timeout=PATIENCE_MS, check_params_cb=lambda e, _: e.network.depth == 5
    ):
        for hidden in ((5,), (5, 6), (5, 6, 7), (5, 6, 7, 8)):
            session.edit(iris(network=network(*hidden)))
    expected = iris(network=network(5, 6, 7, 8))
    assert session.experiment == expected
    assert driven.undo == ("4 – 5 – 6 – 7 – 8 – 3", "")
    driven.run(20)
    driven.pause()
    count = driven.training.bench.steps
    assert bits(driven.trainer) == bits(steps(Trainer(expected, DATASET), count))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"batch_size": 121}, "A batch of 121 examples is more than the 120 examples"),
        ({"network": network(100_000, 1000)}, "A network of .* is too large to be watched"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(
    driven: Driven, settings: dict[str, Any], sentence: str
) -> None:
    driven.session.edit(iris(**settings))
    assert re.search(sentence, driven.problems[0])
    assert driven.settings == [iris()]
    assert (driven.session.experiment, driven.undo) == (iris(), ("", ""))


def test_a_network_that_does_not_fit_the_data_leaves_all_as_it_was(driven: Driven) -> None:
    driven.session.stepping.finish_step()
    driven.session.edit(iris(network=replace(iris().network, inputs=5)))
    driven.qtbot.waitUntil(lambda: bool(driven.problems), timeout=PATIENCE_MS)
    assert "has 4 inputs" in driven.problems[0]
    assert (driven.settings, driven.undo) == ([iris()], ("", ""))
    assert driven.training.bench.steps == 1


def test_other_data_are_loaded_while_the_training_goes_on(driven: Driven) -> None:
    driven.run(20)
    moons = TwoMoons(examples=50)
    with driven.qtbot.waitSignal(driven.session.loading) as loading:
        driven.until_opened(lambda: driven.session.open_source(moons))
    assert loading.args == ["Two moons"]
    assert driven.data_problems == [""]
    assert driven.session.dataset.name == "two-moons"
    assert driven.session.experiment.network.sizes == (2, 8, 2)
    assert driven.undo == ("other data", "")
    driven.run(20)
    driven.until_opened(driven.session.undo)
    assert driven.session.dataset is DATASET
    assert len(driven.steps_in_curves) >= 20


def test_data_that_cannot_be_loaded_leave_the_old_ones_in_use(driven: Driven) -> None:
    driven.run(20)
    with driven.qtbot.waitSignal(driven.session.data_problem, timeout=PATIENCE_MS) as told:
        driven.session.open_source(CsvFile("/no/such/file.csv"))
    assert "/no/such/file.csv" in told.args[0]
    assert driven.training.is_running
    assert (driven.session.dataset, driven.session.experiment) == (DATASET, iris())
    assert driven.opened == []


def test_data_for_which_the_network_gets_too_large_are_refused(qtbot: QtBot) -> None:
    driven = Driven(qtbot, Session(bench(network=network(30_000))))
    with qtbot.waitSignal(driven.session.data_problem, timeout=PATIENCE_MS) as told:
        driven.session.open_source(MnistSample())
    assert "too large to be watched" in told.args[0]
    assert driven.opened == []
    driven.session.close()


LET = Event()


@dataclass(frozen=True)
class Slow(Source):
    """Data that come when they are let."""

    name = "slow"
    title = "Slow data"

    def load(self, seed: int) -> Dataset:
        assert LET.wait(20)
        return replace(DATASET, name=f"slow {seed}")


@pytest.fixture
def let() -> Iterator[Event]:
    """What lets slow data come."""
    LET.clear()
    yield LET
    LET.set()


def test_data_that_take_long_do_not_hinder_other_changes(driven: Driven, let: Event) -> None:
    driven.session.open_source(Slow())
    driven.until_opened(lambda: driven.session.edit(iris(network=network(5))))
    assert driven.data_problems == []
    driven.until_opened(let.set)
    assert driven.session.experiment.source.title == "Slow data"
    assert driven.session.experiment.network.sizes == (4, 5, 3)
    assert (driven.data_problems, driven.undo[0]) == ([""], "other data")


def test_a_new_seed_holds_for_data_that_were_being_loaded_too(driven: Driven, let: Event) -> None:
    driven.session.open_source(Slow())
    driven.until_opened(lambda: driven.session.edit(iris(seed=8)))
    driven.until_opened(let.set)
    assert driven.session.experiment.seed == 8
    assert driven.session.dataset.name == "slow 8"


def test_data_that_no_seed_changes_are_loaded_once(driven: Driven) -> None:
    driven.until_opened(lambda: driven.session.open_source(MnistSample()))
    images = driven.session.dataset
    driven.until_opened(driven.session.new_seed)
    assert driven.session.dataset is images


class Making:
    """Benches that are made as soon as it is let."""

    def __init__(self, qtbot: QtBot) -> None:
        self.let = Event()
        self._fresh = Bench.fresh
        self._begun = Event()
        self._others = set(enumerate_threads())
        self._qtbot = qtbot

    def fresh(self, experiment: Experiment, dataset: Dataset) -> Bench:
        self._begun.set()
        assert self.let.wait(20)
        return self._fresh(experiment, dataset)

    def wait(self) -> None:
        """Wait until one is being made."""
        self._qtbot.waitUntil(self._begun.is_set, timeout=PATIENCE_MS)

    def finish(self) -> None:
        """Let all be made and used."""
        self.let.set()
        finish(self._others)


@pytest.fixture
def making(driven: Driven, monkeypatch: pytest.MonkeyPatch) -> Iterator[Making]:
    """What is made anew takes until it is let."""
    making = Making(driven.qtbot)
    monkeypatch.setattr(Bench, "fresh", making.fresh)
    yield making
    making.let.set()


def test_data_are_given_up_even_if_they_are_loaded_already(driven: Driven, making: Making) -> None:
    driven.session.open_source(TwoMoons())
    making.wait()
    driven.session.cancel_loading()
    making.finish()
    assert (driven.opened, driven.data_problems) == ([], [""])


def test_data_are_given_up_even_if_only_the_pause_is_waited_for(
    driven: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], None]] = []
    monkeypatch.setattr(driven.training, "when_paused", waiting.append)
    driven.session.open_source(TwoMoons())
    driven.qtbot.waitUntil(lambda: bool(waiting), timeout=PATIENCE_MS)
    driven.session.cancel_loading()
    waiting[0]()
    assert (driven.opened, driven.data_problems) == ([], [""])


@pytest.mark.parametrize("settings", [{"learning_rate": 0.5}, {"network": network(5)}])
def test_an_edit_holds_for_data_that_are_loaded_already(
    driven: Driven, making: Making, settings: dict[str, Any]
) -> None:
    driven.session.open_source(Fetched())
    making.wait()
    driven.session.edit(iris(**settings))
    making.finish()
    assert driven.session.experiment == iris(source=Fetched(), **settings)
    assert (driven.data_problems, driven.undo[0]) == ([""], "other data")


def test_a_reset_does_not_hinder_data_that_are_loaded_already(
    driven: Driven, making: Making
) -> None:
    driven.session.open_source(Fetched())
    making.wait()
    driven.session.reset()
    making.finish()
    assert driven.session.experiment == iris(source=Fetched())
    assert driven.data_problems == [""]


def test_taking_back_data_gives_up_those_that_are_being_loaded(driven: Driven, let: Event) -> None:
    driven.until_opened(lambda: driven.session.open_source(TwoMoons()))
    others = set(enumerate_threads())
    driven.session.open_source(Slow())
    driven.until_opened(driven.session.undo)
    let.set()
    finish(others)
    assert driven.session.experiment == iris()
    assert driven.data_problems == ["", ""]


@pytest.mark.parametrize(
    ("rates", "title"), [([0.5], "other settings"), ([0.5, 0.01], "reset"), ([], "reset")]
)
def test_an_edit_during_a_reset_holds_for_it(
    driven: Driven, making: Making, rates: list[float], title: str
) -> None:
    driven.session.stepping.finish_step()
    driven.session.reset()
    for rate in rates:
        driven.session.edit(iris(learning_rate=rate))
    making.finish()
    assert driven.session.experiment == iris(learning_rate=[0.01, *rates][-1])
    assert (driven.training.bench.steps, driven.undo) == (0, (title, ""))


def test_an_edit_back_to_what_is_gives_up_starting_over(driven: Driven, making: Making) -> None:
    driven.session.stepping.finish_step()
    driven.session.edit(iris(network=network(5)))
    driven.session.edit(iris())
    making.finish()
    assert (driven.training.bench.steps, driven.opened, driven.undo) == (1, [], ("", ""))


def test_a_learning_rate_after_an_edit_that_was_taken_back_goes_on(
    driven: Driven, making: Making
) -> None:
    driven.session.stepping.finish_step()
    driven.session.edit(iris(network=network(5)))
    driven.session.edit(iris(learning_rate=0.5))
    making.finish()
    assert (driven.training.bench.steps, driven.opened) == (1, [])
    assert driven.session.experiment == iris(learning_rate=0.5)


def test_a_new_seed_is_told_at_once_so_that_edits_build_on_it(
    driven: Driven, making: Making
) -> None:
    driven.session.new_seed()
    seed = driven.settings[-1].seed
    driven.session.edit(replace(driven.settings[-1], learning_rate=0.5))
    driven.session.reset()
    making.finish()
    assert driven.session.experiment == iris(seed=seed, learning_rate=0.5)


def test_loading_can_be_given_up(driven: Driven, let: Event) -> None:
    driven.session.open_source(Slow())
    driven.session.cancel_loading()
    let.set()
    assert driven.data_problems == [""]
    driven.until_opened(driven.session.reset)
    assert len(driven.opened) == 1
    assert driven.session.experiment == iris()


class Fetched(IdxImages):
    """Images that have to be fetched first."""

    name = "fetched"
    title = "Fetched images"

    def download(self, progress: Progress) -> None:
        assert progress(1, 2)

    def load(self, seed: int) -> Dataset:
        return DATASET


def test_a_download_tells_how_far_it_is(driven: Driven) -> None:
    told: list[tuple[int, int]] = []
    driven.session.downloaded.connect(lambda done, total: told.append((done, total)))
    with driven.qtbot.waitSignal(driven.session.undo_changed, timeout=PATIENCE_MS):
        driven.session.open_source(Fetched(), download=True)
    assert told == [(1, 2)]


def test_all_is_told_when_asked(driven: Driven) -> None:
    signals = [
        driven.session.opened,
        driven.session.undo_changed,
        driven.training.snapshot_ready,
        driven.training.history_changed,
    ]
    with driven.qtbot.waitSignals(signals):
        driven.session.tell()


def test_a_change_that_comes_before_something_is_taken_back_stays(driven: Driven) -> None:
    driven.until_opened(driven.session.reset)
    others = set(enumerate_threads())
    driven.session.undo()
    driven.session.edit(iris(learning_rate=0.5))
    finish(others)
    assert driven.session.experiment == iris(learning_rate=0.5)
    assert (driven.undo, len(driven.opened)) == (("change of settings", ""), 1)


def test_taking_back_with_nothing_to_take_back_does_nothing(driven: Driven) -> None:
    driven.session.undo()
    driven.session.redo()
    assert (driven.opened, driven.settings) == ([], [])


def test_closing_while_it_runs_leaves_no_process(driven: Driven) -> None:
    driven.run(20)
    process_id = driven.training.process_id
    assert process_id is not None
    driven.session.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process_id, 0)


def test_data_that_come_after_closing_are_not_used(driven: Driven, let: Event) -> None:
    others = set(enumerate_threads())
    driven.session.open_source(Slow())
    driven.session.close()
    let.set()
    finish(others)
    assert (driven.training.process_id, driven.opened) == (None, [])


def finish(others: set[Thread]) -> None:
    """Let all that is done in threads come to its end, apart from `others`."""
    while True:
        begun = set(enumerate_threads()) - others
        for thread in begun:
            thread.join()
        QApplication.processEvents()
        if not begun:
            return


def test_nothing_is_left_when_the_window_is_closed() -> None:
    """Neither memory nor a warning about it, whatever was going on."""
    result = run_python(
        "import os\n"
        "os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from pathlib import Path\n"
        "from PyQt6.QtCore import QTimer\n"
        "from PyQt6.QtWidgets import QApplication\n"
        "from app.session.session import Session\n"
        "from tests.app.session.trainings import bench, iris, network\n"
        "application = QApplication([])\n"
        "session = Session(bench())\n"
        "training = session.training\n"
        "def shared():\n"
        "    maps = Path('/proc/self/maps')\n"
        "    lines = maps.read_text().splitlines() if maps.exists() else []\n"
        "    return {line.split()[5] for line in lines if '/dev/shm/psm_' in line}\n"
        "def close():\n"
        "    for hidden in range(1, 5):\n"
        "        session.edit(iris(network=network(hidden)))\n"
        "    names = shared()\n"
        "    session.close()\n"
        "    print(len(shared()), [n for n in names if Path(n).exists()])\n"
        "    application.quit()\n"
        "def look(snapshot):\n"
        "    if snapshot.position.step > 20:\n"
        "        training.snapshot_ready.disconnect(look)\n"
        "        QTimer.singleShot(0, close)\n"
        "training.snapshot_ready.connect(look)\n"
        "training.run()\n"
        "application.exec()\n"
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "0 []\n", "")
