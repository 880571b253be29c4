from dataclasses import replace

import numpy as np
import pytest

from app.network_view.computing import Row, Site, absence, lit, sum_so_far, under_way
from engine.addresses import EdgeId, NodeId
from engine.reading import EdgeQuantity, NeuronQuantity
from engine.training import Trainer
from tests.app.moments import snapshot
from tests.app.network_view.moments import advance_to, classifier, close_up


def trainer_before(writes: str) -> Trainer:
    trainer = classifier(4, 5, 3)
    advance_to(trainer, writes)
    return trainer


@pytest.mark.parametrize(
    ("writes", "column", "edges"),
    [
        ("z1", 1, 1),
        ("a1", 1, None),
        ("C", 2, None),
        ("dz2", 2, None),
        ("dW2", None, 2),
        ("db2", 2, None),
        ("da1", 1, 2),
        ("params", None, None),
    ],
)
def test_an_operation_works_at_neurons_and_with_edges(
    writes: str, column: int | None, edges: int | None
) -> None:
    trainer = trainer_before(writes)
    trainer.advance()
    site = Site.of(snapshot(trainer), 2)
    assert site is not None
    assert (site.operation.writes, site.column, site.edges) == (writes, column, edges)


def test_numbers_that_a_step_has_not_computed_are_told_from_those_it_never_does() -> None:
    moment = snapshot(trainer_before("a1"))
    quantity = NeuronQuantity.ACTIVATION_GRADIENT
    assert absence(moment, quantity, 1) == "not computed yet"
    assert absence(moment, quantity, 2) == "not computed in this step"
    assert absence(moment, NeuronQuantity.DELTA, 2) == "not computed yet"


def test_the_derivative_by_an_activation_is_seen_neuron_by_neuron() -> None:
    moment = close_up(trainer_before("da1"), neuron=2, terms=1)
    row = Row.of(moment.close_up)
    assert row is not None
    assert row.quantity is NeuronQuantity.ACTIVATION_GRADIENT
    assert row.known.tolist() == [True, True, True, False, False]


def test_at_full_speed_there_is_no_present_operation() -> None:
    trainer = trainer_before("a1")
    assert Site.of(snapshot(trainer, is_running=True), 2) is None
    assert Site.of(snapshot(trainer, is_running=True, pace=0.5), 2) is not None


def test_neurons_are_known_one_after_the_other_and_the_present_one_has_its_running_total() -> None:
    trainer = trainer_before("z1")
    x, weights = trainer.program.values["x"], trainer.parameters["W1"]
    moment = close_up(trainer, neuron=2, terms=3)
    row = Row.of(moment.close_up)
    assert row is not None
    assert (row.layer, row.node) == (1, NodeId(1, 2))
    assert row.quantity is NeuronQuantity.PRE_ACTIVATION
    assert row.known.tolist() == [True, True, True, False, False]
    whole = x[0] @ weights + trainer.parameters["b1"]
    assert row.values[:2] == pytest.approx(whole[:2], rel=1e-5)
    part = x[0, :3] @ weights[:3, 2] + trainer.parameters["b1"][2]
    assert row.values[2] == pytest.approx(part, rel=1e-5)
    assert row.scale == pytest.approx(np.abs([*whole[:2], part]).max(), rel=1e-5)


def test_the_edge_of_the_last_product_is_lit_with_the_neuron_that_it_is_added_to() -> None:
    moment = close_up(trainer_before("z1"), neuron=2, terms=3)
    assert lit(moment.close_up, Row.of(moment.close_up)) == (NodeId(1, 2), EdgeId(1, 2, 2))
    back = close_up(trainer_before("da1"), neuron=4, terms=1)
    assert lit(back.close_up, Row.of(back.close_up)) == (NodeId(1, 4), EdgeId(2, 4, 0))
    single = close_up(trainer_before("a1"), neuron=2)
    assert lit(single.close_up, Row.of(single.close_up)) == (NodeId(1, 2),)
    assert lit(None, None) == ()


def test_a_sum_says_whether_it_is_complete() -> None:
    trainer = trainer_before("z1")
    some, every = (close_up(trainer, neuron=2, terms=n).close_up for n in (3, 4))
    assert some is not None
    assert every is not None
    assert sum_so_far(some).startswith("z1[2] so far ")
    assert sum_so_far(every).startswith("z1[2] = ")
    single = close_up(trainer_before("a1"), neuron=1).close_up
    assert single is not None
    assert sum_so_far(single).startswith("a1[1] = ")


def test_gradients_that_are_computed_one_by_one_are_not_known_before() -> None:
    trainer = trainer_before("dW2")
    moment = close_up(trainer, neuron=1, terms=2)
    assert under_way(moment, EdgeQuantity.GRADIENT) == 2
    assert under_way(moment, EdgeQuantity.WEIGHT) is None
    assert under_way(replace(moment, close_up=None), EdgeQuantity.GRADIENT) is None
    assert Row.of(moment.close_up) is None
