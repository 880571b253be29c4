import numpy as np
import pytest

from app.inspector.names import Names
from app.inspector.sum_terms import FIRST, SumTerms
from engine.addresses import EdgeId, NodeId
from engine.chain_rule import chain
from engine.explanation import Over, Sum
from engine.trace import take_trace
from tests.app.inspector.steps import pictures


def terms(*values: float) -> SumTerms:
    """A sum of such terms, over examples."""
    trainer = pictures(examples=max(len(values), 1))
    column = np.array(values)
    sum_ = Sum(
        Over.EXAMPLES, "s", ("a",), ("",), (column,), ("",), ((None,),), column, column.sum()
    )
    names = Names(trainer.experiment.network, trainer.dataset)
    return SumTerms(sum_, take_trace(trainer), names)


def test_the_largest_come_first_whatever_their_sign() -> None:
    found = terms(0.5, -3.0, 2.0)
    assert list(found.order) == [1, 2, 0]
    assert found.largest == 3.0
    assert found.hidden == 0


def test_the_rest_is_what_the_first_ones_leave() -> None:
    values = [float(n) for n in range(1, 13)]
    found = terms(*values)
    assert found.first == FIRST
    assert found.rest == 1 + 2 + 3 + 4 + 5
    assert found.rest_text(is_open=False) == "5 smaller terms ▾"


def test_a_rest_of_one_has_its_own_row() -> None:
    assert terms(*range(1, FIRST + 2)).hidden == 0


def test_terms_of_0_are_left_to_the_rest() -> None:
    found = terms(0.0, 0.0, 5.0, 0.0)
    assert found.first == 1
    assert found.rest_text(is_open=False) == "3 terms that are 0 ▾"


def test_terms_over_neurons_belong_to_edges_and_their_factors_to_neurons() -> None:
    trainer = pictures()
    trace = take_trace(trainer)
    sum_ = chain(trace, EdgeId(2, 3, 5), 0).sum
    assert sum_ is not None
    found = SumTerms(sum_, trace, Names(trainer.experiment.network, trainer.dataset))
    assert found.heading == "output"
    assert found.address(7) == EdgeId(3, 5, 7)
    assert found.address(7, 0) == NodeId(3, 7)
    assert found.name(7) == "k = 7"


@pytest.mark.parametrize("count", [1, 4000])
def test_any_number_of_terms_is_ordered(count: int) -> None:
    found = terms(*np.linspace(-1, 1, count))
    assert len(found.order) == count
