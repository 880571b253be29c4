"""Whether a network has what is watched is what its reader says, too."""

from math import isnan

import pytest

from app.breakpoints.presence import is_present
from engine.addresses import BiasId, EdgeId
from engine.example_watches import ExampleLoss, ExampleRightness
from engine.neuron_watches import DeadNeurons, SaturatedNeurons
from engine.watches import Cost, GradientNorm, Parameter, StepNumber, Watch
from tests.engine.cases import steps, trainer

WATCHES = (
    Cost(),
    StepNumber(),
    GradientNorm(),
    GradientNorm(2),
    GradientNorm(3),
    Parameter(EdgeId(1, 3, 7)),
    Parameter(EdgeId(1, 4, 7)),
    Parameter(BiasId(3, 0)),
    DeadNeurons(),
    DeadNeurons(1, 7),
    DeadNeurons(1, 8),
    DeadNeurons(2),
    SaturatedNeurons(),
    ExampleLoss(59),
    ExampleRightness(60),
)


@pytest.mark.parametrize("watch", WATCHES, ids=lambda watch: watch.title)
def test_what_is_present_can_be_read(watch: Watch) -> None:
    driven = steps(trainer(), 1)
    is_there = not isnan(watch.reader(driven)())
    assert is_present(watch, driven.experiment.network, 60) == is_there


def test_before_anything_is_known_all_is_thought_to_be_there() -> None:
    assert is_present(GradientNorm(9), None, None)
