"""A film of a run: its frames, what they show, and how it is given up."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PyQt6.QtCore import QSize
from PyQt6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.exporting.film import FRAME_MS, LAST_FRAME_MS, Film, caption
from app.exporting.replay import Moment, Replay
from app.network_view.portrait_painter import PortraitPainter
from app.snapshot import Snapshot
from engine.batches import Position
from engine.errors import InputError
from engine.probe import Probe
from engine.progress import Progress
from engine.reading import Focus
from tests.app.exporting.runs import Run, portrait, run
from tests.app.moments import FIRST_EXAMPLE, snapshot

SIZE = QSize(320, 200)


class Sketcher:
    """Paints each moment in a colour of its own, and keeps what it was shown."""

    def __init__(self) -> None:
        self.shown: list[tuple[Snapshot, str]] = []

    remark = ""

    def show(self, snapshot: Snapshot, caption: str) -> None:
        self.shown.append((snapshot, caption))

    def complete(self, ratio: float, progress: Progress) -> bool:
        return progress(0, 0)

    def image(self) -> QImage:
        image = QImage(SIZE, QImage.Format.Format_RGB32)
        image.fill(0xFF000000 + 40 * len(self.shown))
        return image

    def png(self) -> bytes:
        raise AssertionError

    def svg(self) -> bytes:
        raise AssertionError


def film(known: Run, painter: Any, suffix: str, focus: Focus = FIRST_EXAMPLE) -> Film:
    trainer = known.trainer
    length = trainer.position.step
    replay = Replay(known.branch, trainer.dataset, known.last, length, 4)
    reading = snapshot(trainer, focus).reading
    return Film(suffix, trainer.experiment, trainer.dataset, reading, replay, painter)


def go_on(done: int, total: int) -> bool:
    return True


@pytest.mark.parametrize("suffix", ["gif", "webp"])
def test_a_film_has_a_frame_for_each_moment(qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
    pil = pytest.importorskip("PIL.Image")
    known = run(30)
    painter = PortraitPainter(portrait(known.trainer).of_film(SIZE))
    path = tmp_path / f"run.{suffix}"
    assert film(known, painter, suffix).write(path, go_on)
    frames, durations = [], []
    with pil.open(path) as image:
        assert image.is_animated
        assert image.width == SIZE.width()
        assert image.height > SIZE.height()
        assert image.info["loop"] == 0
        for number in range(image.n_frames):
            image.seek(number)
            frames.append(np.asarray(image.convert("RGB")))
            durations.append(image.info["duration"])
    assert len(frames) == 4
    assert durations == [FRAME_MS] * 3 + [LAST_FRAME_MS]
    assert not np.array_equal(frames[0], frames[-1])
    if suffix == "gif":
        background = portrait(known.trainer).look.theme.background
        assert tuple(frames[0][0, 0]) == background.getRgb()[:3]


def test_each_frame_shows_the_same_example_and_what_the_network_made_of_it(tmp_path: Path) -> None:
    pytest.importorskip("PIL.Image")
    known, painter = run(30), Sketcher()
    assert film(known, painter, "gif").write(tmp_path / "run.gif", go_on)
    x = snapshot(known.trainer).reading.fields["x"]
    assert [shown.position.step for shown, _ in painter.shown] == [0, 10, 20, 30]
    for shown, text in painter.shown:
        step = shown.position.step
        np.testing.assert_array_equal(shown.reading.fields["x"], x)
        assert text.startswith(f"after {step} steps" if step else "before the first step")
        there = run(step).trainer
        answers = Probe(there.experiment.recipe, 1).feed(there.flat_parameters, x[np.newaxis])
        np.testing.assert_array_equal(shown.reading.fields["a2"], answers["a2"][0])
        np.testing.assert_array_equal(shown.reading.fields["W1"], there.parameters["W1"])


def test_of_a_whole_batch_the_first_test_example_is_shown(tmp_path: Path) -> None:
    pytest.importorskip("PIL.Image")
    known, painter = run(9), Sketcher()
    assert film(known, painter, "webp", Focus(None)).write(tmp_path / "run.webp", go_on)
    first = known.trainer.dataset.test.x[0].astype("float32")
    np.testing.assert_array_equal(painter.shown[0][0].reading.fields["x"], first)


@pytest.mark.parametrize("suffix", ["gif", "webp"])
@pytest.mark.parametrize("most", [0, 2, 5])
def test_a_film_can_be_given_up_at_any_time(tmp_path: Path, suffix: str, most: int) -> None:
    pytest.importorskip("PIL.Image")
    calls = iter(range(most))
    job = film(run(30), Sketcher(), suffix)
    assert not job.write(tmp_path / "run", lambda *_: next(calls, None) is not None)


def test_a_package_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(InputError, match=r"pip install pillow"):
        film(run(2), Sketcher(), "gif").write(tmp_path / "run.gif", go_on)


@pytest.mark.parametrize(
    ("step", "cost", "text"),
    [
        (0, None, "before the first step"),
        (1, 0.5, "after 1 step · cost 0.5"),
        (1200, 0.25, "after 1,200 steps · cost 0.25"),
    ],
)
def test_captions_say_where_the_run_stands(step: int, cost: float | None, text: str) -> None:
    assert caption(Moment(Position(step), np.zeros(1), cost)) == text
