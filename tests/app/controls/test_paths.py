"""Settings are read and changed where they lie."""

import pytest

from app.controls.paths import value_at, with_value
from engine.errors import InputError
from tests.engine.cases import experiment


def test_a_setting_deep_inside() -> None:
    before = experiment()
    path = ("network", "layers", 0, "regularizer", "weights_l2")
    after = with_value(before, path, 0.5)
    assert (value_at(before, path), value_at(after, path)) == (0.0, 0.5)
    assert after.network.layers[1] == before.network.layers[1]
    assert with_value(after, path, 0.0) == before


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(InputError, match="at least 1 neuron"):
        with_value(experiment(), ("network", "layers", 0, "size"), 0)
