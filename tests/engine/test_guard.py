"""A guard stops at the very step at which something happens, once, also across a pause."""

import pickle
from collections.abc import Sequence

import numpy as np
import pytest

from engine.activations import Softmax, Tanh
from engine.addresses import EdgeId
from engine.breakpoints import Breakpoint, Hit, Relation
from engine.errors import InputError
from engine.example_watches import ExampleRightness
from engine.guard import Guard, Memory
from engine.layers import Dense
from engine.network import Network
from engine.neuron_watches import DeadNeurons, SaturatedNeurons
from engine.non_finite import NonFiniteError
from engine.training import Trainer
from engine.watches import Cost, GradientNorm, NonFinite, Parameter, StepNumber, Watch
from tests.engine.cases import bits, steps, trainer
from tests.engine.test_non_finite import exploding

BELOW = Breakpoint(Cost(), Relation.FALLS_BELOW, 0.8)
CROSSING = Breakpoint(Parameter(EdgeId(2, 0, 0)), Relation.CROSSES, 0.25)
ALARM = Breakpoint(NonFinite(), Relation.OCCURS)


def after_step(driven: Trainer, guard: Guard) -> Hit | None:
    driven.step()
    return guard.check()


def hits(driven: Trainer, points: Sequence[Breakpoint], count: int) -> list[Hit]:
    guard = Guard(driven, points)
    found = []
    for _ in range(count):
        hit = after_step(driven, guard)
        if hit is not None:
            found.append(hit)
    return found


def readings(watch: Watch, count: int) -> list[float]:
    """What is read after 0 … `count` − 1 steps; NaN where there is nothing before the first."""
    driven = trainer()
    read = watch.reader(driven)
    values = [np.nan if watch.needs_step else read()]
    for _ in range(count - 1):
        driven.step()
        values.append(read())
    return values


def test_it_stops_when_the_cost_falls_below_a_level_and_not_as_long_as_it_stays_there() -> None:
    costs = readings(Cost(), 60)
    level = sorted(costs)[30]
    edges = [k for k in range(1, 60) if costs[k] < level <= costs[k - 1]]
    found = hits(trainer(), [Breakpoint(Cost(), Relation.FALLS_BELOW, level)], 59)
    assert [hit.step for hit in found] == edges
    assert len(edges) > 1
    first = found[0]
    assert first.sentence == (
        f"Stopped after step {first.step}: the cost fell below {level:.4g} "
        f"({costs[first.step]:.4g})."
    )


def test_it_stops_above_a_level_likewise() -> None:
    norms = readings(GradientNorm(2), 60)
    level = sorted(norms[1:])[30]
    edges = [k for k in range(2, 60) if norms[k] > level >= norms[k - 1]]
    found = hits(trainer(), [Breakpoint(GradientNorm(2), Relation.RISES_ABOVE, level)], 59)
    assert [hit.step for hit in found] == edges
    assert "the gradient norm of layer 2 rose above" in found[0].sentence


def test_a_weight_crosses_a_level_in_either_direction() -> None:
    weights = readings(Parameter(EdgeId(2, 0, 0)), 40)
    level = (weights[3] + weights[4]) / 2
    edges = [k for k in range(1, 40) if (weights[k] - level) * (weights[k - 1] - level) < 0]
    point = Breakpoint(Parameter(EdgeId(2, 0, 0)), Relation.CROSSES, level)
    found = hits(trainer(), [point], 39)
    assert [hit.step for hit in found] == edges
    assert 4 in edges
    assert found[0].sentence.startswith(f"Stopped after step {edges[0]}: W2[0, 0] crossed ")


def test_an_example_becomes_right_or_wrong() -> None:
    example = next(n for n in range(60) if len(set(readings(ExampleRightness(n), 30))) == 2)
    watch = ExampleRightness(example)
    right = readings(watch, 30)
    turns = [k for k in range(1, 30) if right[k] != right[k - 1]]
    found = hits(trainer(), [Breakpoint(watch, Relation.CHANGES)], 29)
    assert [hit.step for hit in found] == turns
    for hit in found:
        assert hit.event == f"example {example} became {'right' if right[hit.step] else 'wrong'}"
    to_right = hits(trainer(), [Breakpoint(watch, Relation.TURNS_RIGHT)], 29)
    to_wrong = hits(trainer(), [Breakpoint(watch, Relation.TURNS_WRONG)], 29)
    assert sorted(hit.step for hit in (*to_right, *to_wrong)) == turns
    assert all(right[hit.step] for hit in to_right)


def test_it_stops_after_a_number_of_steps() -> None:
    found = hits(trainer(), [Breakpoint(StepNumber(), Relation.REACHES, 12)], 30)
    assert [hit.sentence for hit in found] == [
        "Stopped after step 12: the number of steps reached 12."
    ]


def kill(driven: Trainer, index: int) -> None:
    driven.program.namespace["b1"][index] = -1e6


@pytest.mark.parametrize("patience", [1, 5])
def test_a_neuron_dies_that_was_alive_and_then_is_0_for_so_many_steps(patience: int) -> None:
    driven = trainer()
    kill(driven, 5)  # it is never seen alive
    guard = Guard(driven, [Breakpoint(DeadNeurons(), Relation.OCCURS, patience=patience)])
    for _ in range(10):
        driven.step()
        assert guard.check() is None
    kill(driven, 2)
    kill(driven, 7)
    found = [hit for _ in range(20) if (hit := after_step(driven, guard))]
    hit = found[0]
    row = f"{patience} steps" if patience > 1 else "step"
    assert hit.sentence == (
        f"Stopped after step {10 + patience}: neuron 2 of layer 1 and 1 other died "
        f"(0 for every example of the last {row})."
    )


def test_a_neuron_saturates() -> None:
    driven = trainer(network=Network(4, (Dense(8, Tanh()), Dense(3, Softmax()))))
    guard = Guard(driven, [Breakpoint(SaturatedNeurons(1, 3), Relation.OCCURS, patience=2)])
    driven.step()
    guard.check()
    driven.program.namespace["b1"][3] = 50.0
    events = [after_step(driven, guard) for _ in range(4)]
    assert [hit is not None for hit in events] == [False, True, False, False]
    assert events[1] is not None
    assert events[1].event == (
        "neuron 3 of layer 1 saturated (at an end of its range for every example of the last "
        "2 steps)"
    )


def test_a_step_that_the_trainer_gives_up_is_a_hit_too() -> None:
    driven = exploding()
    guard = Guard(driven, [BELOW, ALARM])
    with pytest.raises(NonFiniteError) as caught:
        [after_step(driven, guard) for _ in range(1000)]
    hit = guard.failed(caught.value)
    assert hit is not None
    assert hit.breakpoint == ALARM
    assert hit.step == driven.position.step
    assert caught.value.text in hit.sentence
    assert Guard(driven, [BELOW]).failed(caught.value) is None


def test_a_planted_infinity_is_found_at_once() -> None:
    driven = steps(trainer(), 3)
    checkpoint = driven.checkpoint()
    checkpoint.state.params[0] = np.inf
    driven.restore(checkpoint)
    guard = Guard(driven, [ALARM])
    with pytest.raises(NonFiniteError) as caught:
        driven.step()
    hit = guard.failed(caught.value)
    assert hit is not None
    assert hit.sentence == (
        "Stopped after step 3: in the next one “z1 = x @ W1 + b1” gives NaN or infinity."
    )


def run_in_pieces(points: Sequence[Breakpoint], pieces: Sequence[int]) -> list[int]:
    """The steps of all hits, with a new guard and a new trainer for each piece of the run."""
    found: list[int] = []
    driven, memory = trainer(), None
    for count in pieces:
        fresh = trainer()
        fresh.restore(driven.checkpoint())
        driven = fresh
        guard = Guard(driven, points, memory=memory)
        for _ in range(count):
            driven.step()
            if guard.check() is not None:
                found.append(driven.position.step)
        memory = pickle.loads(pickle.dumps(guard.memory()))
    return found


@pytest.mark.parametrize(
    "point",
    [
        BELOW,
        CROSSING,
        Breakpoint(GradientNorm(), Relation.RISES_ABOVE, 0.4),
        Breakpoint(ExampleRightness(1), Relation.CHANGES),
        Breakpoint(StepNumber(), Relation.REACHES, 7),
        Breakpoint(DeadNeurons(), Relation.OCCURS, patience=1),
    ],
    ids=lambda point: point.title,
)
def test_a_pause_makes_no_difference(point: Breakpoint) -> None:
    assert run_in_pieces([point], [40]) == run_in_pieces([point], [1] * 40)


def test_without_memory_what_only_a_step_can_tell_counts_as_having_been_so_before() -> None:
    costs = readings(Cost(), 10)
    guard = Guard(driven := steps(trainer(), 5), [Breakpoint(Cost(), Relation.FALLS_BELOW, 99.0)])
    driven.step()
    assert costs[6] < 99
    assert guard.check() is None


def test_memory_of_other_breakpoints_and_networks_does_no_harm() -> None:
    driven = steps(trainer(), 1)
    dying = Breakpoint(DeadNeurons(), Relation.OCCURS)
    memory: Memory = {BELOW: 1.0, dying: np.zeros(99, np.int64)}
    guard = Guard(driven, [dying, CROSSING], memory=memory)
    driven.step()
    guard.check()
    assert len(guard.memory()[dying]) == 8


def test_watched_values_come_in_their_order_also_if_a_breakpoint_has_the_same() -> None:
    driven = trainer()
    guard = Guard(driven, [BELOW, CROSSING], [StepNumber(), Cost()])
    assert len(guard.values()) == 2
    assert np.isnan(guard.values()).all()
    driven.step()
    guard.check()
    assert guard.values() == [1, driven.cost]


def test_at_most_eight_values_are_watched() -> None:
    watches = [GradientNorm(layer) for layer in range(1, 10)]
    Guard(trainer(), [], watches[:8])
    with pytest.raises(InputError, match="At most 8 values can be watched at once, not 9"):
        Guard(trainer(), [], watches)


def test_the_first_of_two_hits_is_told_and_neither_comes_again() -> None:
    points = [
        Breakpoint(StepNumber(), Relation.REACHES, 4),
        Breakpoint(StepNumber(), Relation.REACHES, 3.5),
    ]
    found = hits(trainer(), points, 10)
    assert [(hit.breakpoint, hit.step) for hit in found] == [(points[0], 4)]


def test_a_guard_changes_nothing() -> None:
    driven = trainer()
    points = [BELOW, CROSSING, ALARM, Breakpoint(DeadNeurons(), Relation.OCCURS)]
    hits(driven, [*points, Breakpoint(ExampleRightness(0), Relation.CHANGES)], 20)
    assert bits(driven) == bits(steps(trainer(), 20))
