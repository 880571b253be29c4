from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.look import numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1234, "0.1234"),
        (-0.49996, "−0.5000"),
        (-0.5, "−0.5"),
        (np.float32(0.9), "0.9"),
        (1, "1"),
        (1.00001, "1.000"),
        (120, "120"),
        (6.64183, "6.642"),
        (12.345, "12.35"),
        (12345.678, "12,346"),
        (999_999.9, "1.000e6"),
        (1e6, "1e6"),
        (0.001, "0.001"),
        (0.00099996, "0.001000"),
        (0.00001234, "1.234e−5"),
        (-1e-38, "−1e−38"),
        (0.0, "0"),
        (-0.0, "0"),
        (nan, "NaN"),
        (inf, "∞"),
        (-inf, "−∞"),
    ],
)
def test_plain_has_the_digits_that_count_at_most_four(value: float, text: str) -> None:
    assert numbers.plain(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1234, "+0.1234"), (-2.5, "−2.5"), (0.0, "0"), (inf, "+∞"), (nan, "NaN")],
)
def test_signed_shows_both_signs(value: float, text: str) -> None:
    assert numbers.signed(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.7234, "0.72"),
        (-12.34, "−12.3"),
        (9.996, "10.0"),
        (99.96, "100"),
        (1234.4, "1234"),
        (-9999.9, "−1e4"),
        (0.012, "0.01"),
        (0.001, "1e−3"),
        (1e-5, "1e−5"),
        (-1e-9, "−1e−9"),
        (-1e-12, "≈−0"),
        (-1e120, "≈−∞"),
        (0.0, "0"),
        (nan, "NaN"),
        (-inf, "−∞"),
    ],
)
def test_short_fits_into_a_node(value: float, text: str) -> None:
    assert numbers.short(value) == text


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_short_is_never_longer_than_five(value: float) -> None:
    assert len(numbers.short(value)) <= 5


@given(st.floats(width=32))
def test_fields_of_the_width_hold_every_number(value: float) -> None:
    assert len(numbers.signed(value)) <= numbers.WIDTH


@given(st.floats(min_value=-1e300, max_value=1e300, allow_subnormal=False))
def test_what_is_written_is_nearly_the_value(value: float) -> None:
    text = numbers.plain(value).replace(numbers.MINUS, "-").replace(",", "")
    assert float(text) == pytest.approx(value, rel=5.001e-4, abs=0.0)


@given(st.floats(width=32))
def test_exact_gives_the_same_number_back(value: float) -> None:
    text = numbers.exact(np.float32(value)).replace(numbers.MINUS, "-").replace("∞", "inf")
    np.testing.assert_equal(np.float32(text), np.float32(value) + 0)  # −0 is written as 0


def test_exact_is_as_short_as_the_precision_allows() -> None:
    assert numbers.exact(np.float32(0.12345678)) == "0.12345678"
    assert numbers.exact(np.float32(-1e-10)) == "−1e−10"
    assert numbers.exact(0.1) == "0.1"
    assert numbers.exact(np.float32(32)) == "32"
    assert numbers.exact(-0.0) == "0"
    assert numbers.exact(nan) == "NaN"


def test_precise_tells_costs_apart() -> None:
    assert numbers.precise(0.123456789012) == "0.123456789"
    assert numbers.precise(4.849769582123e-5) == "4.849769582e−5"
    assert numbers.precise(nan) == "NaN"


def test_count_parts_thousands() -> None:
    assert numbers.count(13002) == "13,002"
    assert numbers.count(0) == "0"


def test_one_is_no_plural() -> None:
    assert [numbers.counted(n, "image") for n in (0, 1, 2000)] == [
        "0 images",
        "1 image",
        "2,000 images",
    ]


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.852, "85.2%"),
        (0.0, "0.0%"),
        (1.0, "100.0%"),
        (0.0002, "<0.1%"),
        (0.99996, ">99.9%"),
        (nan, "NaN"),
    ],
)
def test_percent_never_claims_none_or_all_wrongly(share: float, text: str) -> None:
    assert numbers.percent(share) == text


@pytest.mark.parametrize(
    ("per_second", "text"),
    [
        (0.0, "0/s"),
        (0.001, "<0.1/s"),
        (2.53, "2.5/s"),
        (38400.2, "38,400/s"),
        (1_234_567, "1.2 million/s"),
        (2.5e9, "2.5 billion/s"),
        (inf, "∞"),
    ],
)
def test_rate(per_second: float, text: str) -> None:
    assert numbers.rate(per_second) == text
