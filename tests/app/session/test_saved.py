"""A training that lies on the bench is saved with all its branches, and lies there again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.chronicle import Mark, MarkKind
from app.session.bench import Bench
from app.session.chronicles import chronicle
from app.session.saved import bench_of, picture
from app.session.strides import Spot
from engine import model_file
from engine.addresses import EdgeId
from engine.checkpoints import Checkpoints
from engine.datasets.dataset import Examples
from engine.errors import InputError
from engine.extra import Extra
from engine.reading import Focus
from engine.saved_run import SavedRun
from engine.training import CHECKPOINT_EVERY
from tests.app.session.trainings import DATASET, bench, headless, iris
from tests.engine.cases import bits


def go_to(lying: Bench, step: int, cursor: int = 0) -> None:
    for _ in lying.travel(lying.branch, Spot(step, cursor)):
        pass


def steps(lying: Bench, count: int) -> Bench:
    for _ in range(count):
        lying.finish_step()
    return lying


def branched() -> Bench:
    """20 steps; from step 10 on with other settings, then another weight; now in mid-step."""
    lying = steps(bench(), 20)
    go_to(lying, 10)
    lying.change(iris(learning_rate=0.002))
    steps(lying, 8)
    lying.set_parameter(EdgeId(1, 2, 3), 0.5)
    own = Examples(DATASET.train.x[:2], np.array([2, 0]))
    lying.take_examples(Extra(own, 2), "own drawing")
    steps(lying, 4)
    lying.change(iris(learning_rate=0.1))
    lying.advance()
    return lying


@pytest.fixture
def again(tmp_path: Path) -> Callable[[Bench], Bench]:
    """Save what lies there, and give the bench of the file."""

    def through_a_file(lying: Bench) -> Bench:
        model_file.save(picture(lying).run(), tmp_path / "run.nabla")
        return bench_of(model_file.load(tmp_path / "run.nabla"), DATASET)

    return through_a_file


@pytest.mark.parametrize("make", [bench, branched, lambda: steps(bench(), 9)])
def test_it_lies_there_as_it_did(again: Any, make: Callable[[], Bench]) -> None:
    lying = make()
    back = again(lying)
    assert back.spot == lying.spot
    assert back.experiment == lying.experiment
    shown, before = back.snapshot(Focus()), lying.snapshot(Focus())
    for name, numbers in before.reading.fields.items():
        np.testing.assert_array_equal(shown.reading.fields[name], numbers)
    seen = chronicle(back, back.spot.step, is_done=True)
    assert seen == chronicle(lying, lying.spot.step, is_done=True)
    for number, history in lying.archive.histories.items():
        for table in ("steps", "measured", "tests", "epochs"):
            for name in getattr(history, table).names:
                np.testing.assert_array_equal(
                    getattr(back.archive.histories[number], table)[name],
                    getattr(history, table)[name],
                )
    assert bits(steps(back, 20).trainer) == bits(steps(lying, 20).trainer)


def test_every_branch_can_be_gone_to(again: Any) -> None:
    lying = branched()
    back = again(lying)
    assert len(back.archive.timeline.branches) > 1
    for branch in lying.archive.timeline.branches:
        for one in (lying, back):
            place = next(b for b in one.archive.timeline.branches if b.number == branch.number)
            for _ in one.travel(place, Spot(12, 3)):
                pass
        assert bits(back.trainer) == bits(lying.trainer)


def test_later_edits_have_numbers_of_their_own(again: Any) -> None:
    back = again(branched())
    known = {e.number for b in back.archive.timeline.branches for e in b.edits}
    go_to(back, 2)
    back.change(iris(learning_rate=0.3))
    assert back.branch.number not in known
    assert len(back.archive.timeline.branches) == len(back.archive.histories)


def test_what_was_watched_and_where_it_stopped_is_kept(again: Any) -> None:
    lying = steps(bench(), 5)
    lying.archive.history.watch("w¹₂/₃", np.arange(5), np.array([1, 2, 3, np.nan, 5]))
    marks = [Mark(2, MarkKind.BREAKPOINT, "cost / below"), Mark(4, MarkKind.BREAKPOINT, "NaN")]
    lying.archive.hits[0] = marks
    back = again(lying)
    np.testing.assert_array_equal(
        back.archive.history.watched["w¹₂/₃"]["value"], np.array([1, 2, 3, np.nan, 5])
    )
    assert back.archive.hits == {0: marks}


def test_a_run_without_a_window_lies_there_too() -> None:
    back = bench_of(SavedRun.of(headless(20)), DATASET)
    assert back.steps == 20
    assert len(back.archive.history.steps) == 0
    assert back.archive.history.epochs["step"].tolist() == [0, 8, 16]
    go_to(back, 3)
    assert bits(steps(back, 20).trainer) == bits(headless(23))


def test_the_way_back_does_not_begin_at_the_beginning(again: Any) -> None:
    lying = steps(bench(), 300)
    back = again(lying)
    recipe = back.trainer.experiment.recipe
    back.archive.scout.use(Checkpoints(recipe, 2**20))
    for step in (299, 290, 150, 70):
        assert next(back.archive.scout.find(back.branch, step), 0) < CHECKPOINT_EVERY
        go_to(back, step)
        assert bits(back.trainer) == bits(headless(step))


def test_only_so_much_of_the_past_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    lying = steps(bench(), 400)
    assert [c.position.step for _, c in picture(lying).earlier] == [64, 128, 192, 256, 320, 384]
    monkeypatch.setattr("app.session.saved.EARLIER_BYTES", 3 * 840)
    assert [c.position.step for _, c in picture(lying).earlier] == [128, 256, 384]
    monkeypatch.setattr("app.session.saved.EARLIER_BYTES", 100)
    assert picture(lying).earlier == ()


def test_of_a_run_that_goes_on_the_last_place_is_taken() -> None:
    lying = steps(bench(), 70)
    place = lying.archive.last_place(69)
    assert place is not None
    run = picture(lying, place, 70).run()
    assert (run.step, run.cursor) == (64, 0)
    back = bench_of(run, DATASET)
    assert back.archive.length == 64
    assert bits(steps(back, 6).trainer) == bits(lying.trainer)


def test_curves_of_the_future_stay_where_it_runs_through_the_past() -> None:
    lying = steps(bench(), 100)
    place = lying.archive.last_place(70)
    assert place is not None
    assert bench_of(picture(lying, place, 70).run(), DATASET).archive.length == 100


@pytest.mark.parametrize(
    ("name", "curve"),
    [
        ("0/steps/cost", np.zeros(3)),
        ("0/steps/cost", np.zeros((5, 1))),
        ("0/steps/cost", np.zeros(5, np.int64)),
        ("0/steps/step", np.array(5)),
        ("0/steps/step", np.array([0, 1, 1, 2, 3])),
        ("0/steps/step", np.array([-1, 1, 2, 3, 4])),
        ("0/epochs/step", np.array([8, 0])),
        ("0/watched/value/w", np.zeros(3)),
        ("0/hits/NaN", np.array([1.5])),
        ("0/hits/NaN", np.array([2**60])),
    ],
)
def test_curves_that_cannot_be_are_refused(name: str, curve: Any) -> None:
    run = picture(steps(bench(), 5)).run()
    with pytest.raises(InputError, match="The curves"):
        bench_of(replace(run, curves=dict(run.curves) | {name: curve}), DATASET)


def test_a_network_too_large_to_be_watched_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.fitting.MOST_PARAMETERS", 50)
    with pytest.raises(InputError, match="too large to be watched"):
        bench_of(picture(bench()).run(), DATASET)
