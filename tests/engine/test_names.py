"""Names of arrays, taken apart."""

import pytest

from engine.names import ArrayName, array_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("x", ArrayName("", "x", 0)),
        ("dx", ArrayName("d", "x", 0)),
        ("y", ArrayName("", "y", None)),
        ("W12", ArrayName("", "W", 12)),
        ("da2_kept", ArrayName("d", "a", 2, is_kept=True)),
        ("a2_kept_trial", ArrayName("", "a", 2, is_kept=True, is_trial=True)),
        ("update_b1", ArrayName("update_", "b", 1)),
        ("mask1", ArrayName("", "mask", 1)),
        ("slope3", ArrayName("", "slope", 3)),
        *((name, None) for name in ("m", "C", "velocity", "beta1", "l2_W1", "R1", "x1", "W", "L")),
    ],
)
def test_what_a_name_says(name: str, parts: ArrayName | None) -> None:
    assert array_name(name) == parts


def test_whose_numbers_they_are() -> None:
    weights, activations = array_name("dW1"), array_name("a1")
    assert weights is not None
    assert activations is not None
    assert weights.is_parameter
    assert activations.is_by_example
