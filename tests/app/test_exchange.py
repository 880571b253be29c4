"""What is exported is what was there, and weights come in only where they fit."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.exchange import NETWORKS, PICTURES, TRACES, Exchange
from app.exporting import kinds
from app.exporting.exporter import Exporter
from app.exporting.film import Film
from app.exporting.job import Job
from app.exporting.kinds import GROUPS, Kind
from app.look.look import Look
from app.network_view.network_view import NetworkView
from app.session.bench import Bench
from app.session.session import Session
from engine.weights_file import load_weights, weights_content
from tests.app.session.trainings import bench, headless, network

PATIENCE_MS = 20_000


class Shown:
    """A session whose network is shown, and what is exported of it in the place of files."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot = qtbot
        self.session = session
        self.window = QWidget()
        self.window.resize(600, 400)
        qtbot.addWidget(self.window)
        self.view = NetworkView()
        qtbot.addWidget(self.view)
        self.view.resize(600, 400)
        self.view.show_look(Look())
        session.opened.connect(self.view.show_experiment)
        session.probing.snapshot_ready.connect(self.view.show_snapshot)
        self.exchange = Exchange(self.window, self.view, session)
        self.said: list[str] = []
        self.problems: list[str] = []
        self.exchange.said.connect(self.said.append)
        self.exchange.failed.connect(self.problems.append)
        session.tell()
        self.view.show()


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    session = Session(bench())
    shown = Shown(qtbot, session)
    yield shown
    shown.exchange.close()
    session.close()


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The jobs whose files would be asked for and written."""
    jobs: list[Job] = []

    def note(_: Exporter, __: Kind, job: Job) -> None:
        jobs.append(job)

    monkeypatch.setattr(Exporter, "export", note)
    return jobs


def go_on(done: int, total: int) -> bool:
    return True


def weights(folder: Path, steps: int, *hidden: int) -> Path:
    """A file with the weights of a training that was done elsewhere."""
    trainer = headless(steps, network=network(*hidden))
    path = folder / "weights.npz"
    path.write_bytes(weights_content(trainer.experiment.network, trainer.flat_parameters))
    return path


def test_every_kind_is_made_of_something() -> None:
    films = {kinds.GIF, kinds.WEBP}
    assert {*PICTURES, *NETWORKS, *TRACES} | films == {kind for group in GROUPS for kind in group}


def test_the_weights_of_the_moment_are_exported(
    shown: Shown, jobs: list[Job], tmp_path: Path
) -> None:
    params = shown.session.training.bench.trainer.flat_parameters.copy()
    shown.exchange.export(kinds.WEIGHTS)
    shown.session.training.do(Bench.finish_step)
    assert jobs[0].write(tmp_path / "weights.npz", go_on)
    found = load_weights(tmp_path / "weights.npz", shown.session.experiment.network)
    np.testing.assert_array_equal(found.params, params)


def test_a_film_is_of_the_run_that_is_there_when_its_length_is_chosen(
    shown: Shown, jobs: list[Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("PIL")

    def other_run_comes(_: Exporter, __: Kind) -> int:
        shown.session.take_up(bench(network=network(5, 6)), "other layers")
        return 2

    monkeypatch.setattr(Exporter, "ask_frames", other_run_comes)
    shown.session.training.do(Bench.finish_step)
    shown.exchange.export(kinds.GIF)
    (film,) = jobs
    assert isinstance(film, Film)
    assert film.write(tmp_path / "run.gif", go_on)


def test_no_film_is_made_if_no_length_is_chosen(
    shown: Shown, jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Exporter, "ask_frames", lambda *_: None)
    shown.exchange.export(kinds.GIF)
    assert not jobs


def test_weights_that_fit_are_gone_on_with_and_can_be_taken_back(
    shown: Shown, tmp_path: Path
) -> None:
    trainer = shown.session.training.bench.trainer
    before = trainer.flat_parameters.copy()
    path = weights(tmp_path, 3, 8)
    with shown.qtbot.waitSignal(shown.exchange.said, timeout=PATIENCE_MS):
        shown.exchange.take_weights(path)
    assert shown.said[0].startswith("These are the weights of weights.npz.")
    np.testing.assert_array_equal(trainer.flat_parameters, headless_params(3))
    shown.session.undo()
    np.testing.assert_array_equal(trainer.flat_parameters, before)


def headless_params(steps: int) -> object:
    return headless(steps, network=network(8)).flat_parameters


def test_weights_that_do_not_fit_are_refused(shown: Shown, tmp_path: Path) -> None:
    path = weights(tmp_path, 1, 7)
    with shown.qtbot.waitSignal(shown.exchange.failed, timeout=PATIENCE_MS):
        shown.exchange.take_weights(path)
    assert not shown.said


def test_weights_are_not_put_into_a_network_that_came_meanwhile(
    shown: Shown, tmp_path: Path
) -> None:
    path = weights(tmp_path, 1, 8)
    with shown.qtbot.waitSignal(shown.exchange.failed, timeout=PATIENCE_MS):
        shown.exchange.take_weights(path)
        shown.session.take_up(bench(network=network(5, 6)), "other layers")
    assert shown.problems == ["Meanwhile the network has changed: open weights.npz once more."]
