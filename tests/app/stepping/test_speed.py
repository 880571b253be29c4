import pytest

from app.stepping.speed import FLAT_OUT, notch_of, speed_at, title


def test_notches_go_from_one_operation_a_second_to_flat_out() -> None:
    speeds = [speed_at(notch) for notch in range(FLAT_OUT + 1)]
    assert speeds[:4] == [1, 2, 5, 10]
    assert speeds[-2:] == [10_000, None]


@pytest.mark.parametrize("notch", range(FLAT_OUT + 1))
def test_each_speed_has_its_own_notch(notch: int) -> None:
    assert notch_of(speed_at(notch)) == notch


@pytest.mark.parametrize(("speed", "nearest"), [(0.01, 1), (1.3, 1), (80, 100), (1e9, 10_000)])
def test_another_speed_has_the_notch_that_is_nearest_by_ratio(speed: float, nearest: int) -> None:
    assert speed_at(notch_of(speed)) == nearest


@pytest.mark.parametrize(
    ("speed", "words"),
    [
        (1, "1 operation/s"),
        (2, "2 operations/s"),
        (2.5, "2.5 operations/s"),
        (10_000, "10,000 operations/s"),
        (None, "flat out"),
    ],
)
def test_speeds_in_words(speed: float | None, words: str) -> None:
    assert title(speed) == words
