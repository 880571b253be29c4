"""A step's program gets the examples of its position."""

import numpy as np
import pytest

from engine.batches import Position
from engine.datasets.embedded import Iris
from engine.evaluation import judge_of
from engine.feed import Feed
from engine.step import State
from tests.engine.cases import experiment

DATA = Iris().load(seed=7)
SETTINGS = experiment(batch_size=16)


@pytest.fixture
def feed() -> Feed:
    state = State.initial(SETTINGS.recipe)
    return Feed(SETTINGS, DATA, state, judge_of(DATA, SETTINGS.tolerance))


def test_a_program_gets_the_examples_and_targets_of_its_position(feed: Feed) -> None:
    position = Position(step=3, epoch=0, offset=48)
    values = feed.load(position).namespace
    chosen = SETTINGS.batches(len(DATA.train)).indices(position)
    np.testing.assert_array_equal(values["x"], DATA.train.x[chosen].astype(np.float32))
    np.testing.assert_array_equal(values["y"].argmax(axis=1), DATA.train.y[chosen])
    assert (values["step"], values["epoch"], values["m"]) == (3, 0, 16)


def test_a_batch_of_another_size_has_a_program_of_its_own(feed: Feed) -> None:
    whole, last = feed.load(Position()), feed.load(Position(7, 0, 112))
    assert (whole.namespace["m"], last.namespace["m"]) == (16, 8)
    assert feed.load(Position()) is whole
    assert feed.meter_of(whole) is not feed.meter_of(last)


def test_other_settings_make_other_programs_and_batches(feed: Feed) -> None:
    before = feed.load(Position())
    feed.take_over(experiment(batch_size=20))
    after = feed.load(Position())
    assert after is not before
    assert (after.namespace["m"], feed.batches.size) == (20, 20)
