import numpy as np
import pytest

from app.network_view.scales import Scales, largest


def test_the_largest_is_that_of_finite_numbers() -> None:
    assert largest(np.array([1.0, -3.0, 2.0])) == 3.0
    assert largest(np.array([1.0, np.nan, -np.inf])) == 1.0
    assert largest(np.array([np.nan])) == 0.0
    assert largest(None) is None


def test_at_rest_a_scale_is_the_largest_value_at_once() -> None:
    scales = Scales()
    scales.follow((1.0, 2.0), is_running=True)
    assert scales.follow((5.0, None), is_running=False) == (5.0, None)


def test_in_a_run_a_scale_goes_there_calmly_and_faster_up_than_down() -> None:
    def after_one_frame(value: float) -> float:
        scales = Scales()
        scales.follow((1.0,), is_running=True)
        (scale,) = scales.follow((value,), is_running=True)
        assert scale is not None
        return scale

    assert 1 < after_one_frame(2.0) < 2
    assert 0 < after_one_frame(0.0) < 1
    assert after_one_frame(2.0) - 1 > 1 - after_one_frame(0.0)


def test_a_common_scale_is_the_largest_of_what_is_computed() -> None:
    found = Scales().follow((1.0, None, 4.0), is_running=False, is_common=True)
    assert found == (4.0, None, 4.0)


def test_a_scale_settles() -> None:
    scales = Scales()
    scales.follow((1.0,), is_running=True)
    for _ in range(300):
        found = scales.follow((3.0,), is_running=True)
    assert found[0] == pytest.approx(3.0)


def test_a_held_scale_stays_but_follows_what_is_computed() -> None:
    scales = Scales()
    scales.follow((1.0, None, 3.0), is_running=True)
    assert scales.follow((9.0, 2.0, None), is_running=True, is_held=True) == (1.0, 2.0, None)
