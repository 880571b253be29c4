"""A probe sees what the network sees, without dropout, and touches nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import InputError
from engine.probe import Probe
from engine.step import compile_evaluation
from tests.engine.cases import cases, experiment, steps, trainer


@pytest.mark.parametrize("precision", ["float32", "float64"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_it_gives_the_same_bits_as_an_evaluation(precision: str, data: st.DataObject) -> None:
    case = data.draw(cases(precision))
    x = case.program.namespace["x"]
    evaluation = compile_evaluation(case.recipe, case.state, len(x))
    evaluation.namespace["x"][:] = x
    evaluation.run()
    results = Probe(case.recipe, len(x)).feed(case.state.params, x)
    assert list(results) == [op.writes for op in evaluation.operations[:-1]]
    for name, values in results.items():
        np.testing.assert_array_equal(values, evaluation.namespace[name], name)


def test_its_results_follow_the_parameters_and_the_inputs_on_the_same_memory() -> None:
    driven = trainer()
    probe = Probe(driven.experiment.recipe, 2)
    x = np.array([[1.0, 2, 3, 4], [5, 6, 7, 8]])
    first = probe.feed(driven.checkpoint().state.params, x)["z1"]
    before = first.copy()
    params = steps(driven, 5).checkpoint().state.params
    after = probe.feed(params, x)["z1"]
    assert after is first
    assert (after != before).any()
    assert (probe.feed(params, 2 * x)["z1"] != before).any()


def test_it_changes_neither_what_it_is_given_nor_lets_its_results_be_changed() -> None:
    params, x = trainer().checkpoint().state.params, np.ones((3, 4))
    kept = params.copy()
    results = Probe(experiment().recipe, 3).feed(params, x)
    np.testing.assert_array_equal(params, kept)
    np.testing.assert_array_equal(x, 1)
    with pytest.raises(ValueError, match="read-only"):
        results["a2"][:] = 0


def test_a_shape_that_does_not_fit_is_refused() -> None:
    params = trainer().checkpoint().state.params
    probe = Probe(experiment().recipe, 3)
    with pytest.raises(InputError, match=r"takes inputs of shape \(3, 4\), .* not \(2, 4\)\.$"):
        probe.feed(params, np.ones((2, 4)))
    with pytest.raises(InputError, match=r"has parameters of shape \(67,\), not \(66,\)\.$"):
        probe.feed(params[1:], np.ones((3, 4)))
    with pytest.raises(InputError, match="needs at least 1 example, not 0"):
        Probe(experiment().recipe, 0)
