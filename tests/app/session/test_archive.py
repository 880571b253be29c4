"""Of a run each branch is kept, and what is undone is forgotten."""

from app.session.messages import Orders
from engine.addresses import BiasId
from engine.breakpoints import Breakpoint, Relation
from engine.watches import StepNumber
from tests.app.session.trainings import bench


def test_a_breakpoint_that_was_come_to_is_noted_once() -> None:
    lying = bench()
    lying.obey(Orders(1, (Breakpoint(StepNumber(), Relation.REACHES, 2),)))
    for _ in range(2):
        lying.finish_step()
    for _ in lying.travel(lying.branch, lying.spot._replace(step=0, cursor=0)):
        pass
    for _ in range(3):
        lying.finish_step()
    assert [mark.step for mark in lying.archive.hits[0]] == [2]


def test_hits_of_steps_that_are_undone_are_forgotten() -> None:
    lying = bench()
    levels = [Breakpoint(StepNumber(), Relation.REACHES, step) for step in (1, 3)]
    lying.obey(Orders(1, tuple(levels)))
    lying.finish_step()
    lying.advance()
    past = lying.past()
    lying.set_parameter(BiasId(2, 1), -0.5)
    for _ in range(3):
        lying.finish_step()
    assert [mark.step for mark in lying.archive.hits[0]] == [1, 3]
    lying.bring_back(past)
    assert [mark.step for mark in lying.archive.hits[0]] == [1]


def test_the_values_of_a_weight_are_known_where_checkpoints_are_kept() -> None:
    lying = bench()
    for _ in range(65):
        lying.finish_step()
    steps, values = lying.archive.value_history(BiasId(2, 1), lying.trainer)
    assert steps.tolist() == [0, 64, 65]
    assert values[-1] == lying.trainer.parameters["b2"][1]
