"""Every setting has its words, and a new one at least its name."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import pytest

from app.controls.wording import WORDS, about, words
from engine.activations import ACTIVATIONS
from engine.datasets.sources import SOURCES
from engine.datasets.synthetic import Line
from engine.experiment import Experiment
from engine.initializers import INITIALIZERS
from engine.layers import Dense
from engine.optimizers import OPTIMIZERS, Momentum
from engine.regularizers import Regularizer
from engine.schedules import SCHEDULES

TABLES: tuple[Mapping[str, type], ...] = (
    ACTIVATIONS,
    INITIALIZERS,
    OPTIMIZERS,
    SCHEDULES,
    SOURCES,
)
KINDS = [kind for table in TABLES for kind in table.values()]


@pytest.mark.parametrize("kind", [*KINDS, Regularizer], ids=lambda kind: kind.__name__)
def test_all_that_the_engine_can_be_told(kind: type) -> None:
    for part in fields(kind):
        assert words(kind, part.name) in WORDS.values(), part.name
    assert about(kind).endswith((".", ")"))


def test_one_name_may_mean_two_things() -> None:
    assert words(Dense, "bias").label == "Initial bias b"
    assert words(Line, "bias").label == "Intercept b"
    assert words(Experiment, "seed").label == "Seed"


def test_a_new_setting_is_called_by_its_own_name() -> None:
    @dataclass(frozen=True)
    class Careful(Momentum):
        safety_margin: float = 0.1

    assert words(Careful, "beta") == words(Momentum, "beta")
    assert words(Careful, "safety_margin").label == "Safety margin"
