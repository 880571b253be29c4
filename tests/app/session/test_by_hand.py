"""Weights and biases as the user wants them, at the start of a step."""

import numpy as np

from app.session.by_hand import with_parameter, with_parameters
from engine.addresses import BiasId, EdgeId
from tests.app.session.trainings import headless


def test_one_weight_or_bias_is_another_and_all_else_the_same() -> None:
    trainer = headless(3)
    start, network = trainer.checkpoint(), trainer.experiment.network
    changed = with_parameter(network, start, EdgeId(1, 2, 3), 0.5)
    changed = with_parameter(network, changed, BiasId(2, 1), -0.25)
    views = network.views(changed.state.params)
    assert (views["W1"][2, 3], views["b2"][1]) == (0.5, -0.25)
    assert np.count_nonzero(changed.state.params != start.state.params) == 2
    assert changed.position == start.position
    for name, vector in start.state.vectors.items():
        np.testing.assert_array_equal(changed.state.vectors[name], vector)


def test_with_other_weights_the_optimizer_begins_anew() -> None:
    start = headless(3).checkpoint()
    before = start.state.copy()
    params = np.arange(len(start.state.params), dtype=np.float64)
    changed = with_parameters(start, params)
    np.testing.assert_array_equal(changed.state.params, params)
    assert all(not vector.any() for vector in changed.state.vectors.values())
    np.testing.assert_array_equal(start.state.params, before.params)
    assert all(vector.any() for vector in start.state.vectors.values())
