"""Breakpoints say when they stop, and refuse what cannot be meant."""

import pickle
from math import inf

import pytest

from engine.addresses import BiasId, EdgeId
from engine.breakpoints import Breakpoint, Hit, Relation, relations
from engine.errors import InputError
from engine.example_watches import ExampleLoss, ExampleRightness
from engine.neuron_watches import DeadNeurons, SaturatedNeurons
from engine.watches import Cost, GradientNorm, NonFinite, Parameter, StepNumber


@pytest.mark.parametrize(
    ("point", "title"),
    [
        (Breakpoint(Cost(), Relation.FALLS_BELOW, 0.1), "cost falls below 0.1"),
        (Breakpoint(GradientNorm(2), Relation.RISES_ABOVE, 5),
         "gradient norm of layer 2 rises above 5"),
        (Breakpoint(Parameter(EdgeId(2, 3, 15)), Relation.CROSSES), "W2[3, 15] crosses 0"),
        (Breakpoint(Parameter(BiasId(1, 4)), Relation.RISES_ABOVE, -0.5), "b1[4] rises above −0.5"),
        (Breakpoint(ExampleRightness(12), Relation.CHANGES), "example 12 becomes right or wrong"),
        (Breakpoint(ExampleRightness(12), Relation.TURNS_WRONG), "example 12 becomes wrong"),
        (Breakpoint(ExampleLoss(12), Relation.FALLS_BELOW, 2), "loss of example 12 falls below 2"),
        (Breakpoint(StepNumber(), Relation.REACHES, 500), "number of steps reaches 500"),
        (Breakpoint(DeadNeurons(), Relation.OCCURS), "a neuron dies"),
        (Breakpoint(DeadNeurons(2), Relation.OCCURS), "a neuron of layer 2 dies"),
        (Breakpoint(DeadNeurons(2), Relation.RISES_ABOVE, 9),
         "dead neurons of layer 2 rises above 9"),
        (Breakpoint(SaturatedNeurons(1, 3), Relation.OCCURS), "neuron 3 of layer 1 saturates"),
        (Breakpoint(NonFinite(), Relation.OCCURS), "anything becomes NaN or infinite"),
    ],
)  # fmt: skip
def test_its_title_says_when_it_stops(point: Breakpoint, title: str) -> None:
    assert point.title == title
    assert pickle.loads(pickle.dumps(point)) == point


def test_what_cannot_be_meant_is_refused() -> None:
    with pytest.raises(InputError, match="a finite number, not inf"):
        Breakpoint(Cost(), Relation.FALLS_BELOW, inf)
    with pytest.raises(InputError, match="at least 1, not 0"):
        Breakpoint(DeadNeurons(), Relation.OCCURS, patience=0)
    with pytest.raises(InputError, match="“becomes right” is nothing that can be said of “cost”"):
        Breakpoint(Cost(), Relation.TURNS_RIGHT)


def test_the_likeliest_relation_comes_first() -> None:
    assert relations(Cost())[0] is Relation.FALLS_BELOW
    assert relations(Parameter(EdgeId(1, 0, 0)))[0] is Relation.CROSSES
    assert relations(DeadNeurons(1, 2)) == (Relation.OCCURS,)


def test_a_hit_tells_when_and_what() -> None:
    hit = Hit(Breakpoint(Cost(), Relation.FALLS_BELOW, 0.1), 1412, "the cost fell below 0.1 (0.09)")
    assert hit.sentence == "Stopped after step 1,412: the cost fell below 0.1 (0.09)."
