from dataclasses import replace

import pytest

from app.inspector.checking import check_of
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.chain_rule import chain
from engine.explanation import Explanation
from engine.layers import Dense
from engine.optimizers import Adam
from engine.regularizers import Regularizer
from engine.trace import Trace, take_trace
from engine.worked import update_lines
from tests.app.inspector.steps import pictures, two_two_two


def explanation(address: Address, example: int | None = 0) -> tuple[Explanation, Trace]:
    trace = take_trace(two_two_two())
    return chain(trace, address, example), trace


@pytest.mark.parametrize("example", [0, None])
@pytest.mark.parametrize("address", [EdgeId(1, 0, 0), EdgeId(2, 1, 0), BiasId(1, 1), NodeId(0, 1)])
def test_what_the_step_computed_adds_up(address: Address, example: int | None) -> None:
    check = check_of(*explanation(address, example))
    assert check is None or check.holds  # a sum of one is no sum


def test_another_value_than_the_terms_have_does_not_add_up() -> None:
    found, trace = explanation(EdgeId(1, 0, 0))
    check = check_of(replace(found, value=found.value * 1.001), trace)
    assert check is not None
    assert not check.holds
    assert str(check).startswith("✗ terms add up to +4.386e−4, but the step has +4.390e−4")


def test_a_number_that_is_not_finite_does_not_add_up() -> None:
    found, trace = explanation(EdgeId(1, 0, 0))
    check = check_of(replace(found, value=float("nan")), trace)
    assert check is not None
    assert not check.holds


def test_fractions_powers_and_roots_are_worked_out() -> None:
    hidden = Dense(8, regularizer=Regularizer(0, 0.01, 0, 0))
    trace = take_trace(pictures(hidden=hidden, optimizer=Adam()))
    checks = [check_of(line, trace) for line in update_lines(trace, EdgeId(2, 3, 4))]
    assert all(check is not None and check.holds for check in checks)


def test_what_is_no_plain_arithmetic_is_not_checked() -> None:
    found, trace = explanation(EdgeId(2, 0, 0))
    assert check_of(replace(found, template=r"\sigma(#0) \cdot #1"), trace) is None
