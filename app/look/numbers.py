"""How numbers are written, everywhere in the window."""

from math import isinf, isnan

import numpy as np

MINUS = "−"

WIDTH = 10
"""The most characters of `plain` and `signed` within 1e±99: fields of this width never jump."""

_EXACT = 2.0**-24
"""Relative error up to which a number is the same in single precision."""

UNKNOWN = "–"
"""What stands in place of a number that is not computed yet."""
NOT_COMPUTED = "not computed yet in this step"

READABLE_S = 0.25
"""Seconds for which a number stands still at least: what changes faster cannot be read."""


def plain(value: float) -> str:
    """With four significant digits, such as "0.1234", "12,346" and "1.234e−5".

    Zeros at the end tell that it is rounded: what needs fewer digits is written with fewer, such
    as "0.5", "32" and "0".
    """
    return _non_finite(value) or _four_digits(float(value))


def signed(value: float) -> str:
    """As `plain`, but with a sign also in front of positive values: "+0.1234"."""
    return ("+" if value > 0 else "") + plain(value)


def short(value: float) -> str:
    """At most five characters, for inside a node: "0.72", "−12.3", "1e−5".

    What has no such text is written as "≈0", "≈−0" or "≈−∞".
    """
    if text := _non_finite(value):
        return text
    value = float(value)
    size = abs(value)
    if size == 0:
        return "0"
    if 0.0095 <= size < 9999.5:
        decimals = 2 if size < 9.995 else 1 if size < 99.95 else 0
        return f"{value:.{decimals}f}".replace("-", MINUS)
    text = _tidy(f"{value:.0e}")
    if len(text) <= 5:
        return text
    return "≈" + (MINUS if value < 0 else "") + ("0" if size < 1 else "∞")


def exact(value: float | np.floating) -> str:
    """The shortest text that gives back the same number in its precision: "0.12345678", "32"."""
    if value == 0:
        return "0"
    return _non_finite(float(value)) or _tidy(str(value).removesuffix(".0"))


def precise(value: float) -> str:
    """With up to ten significant digits, for what differs only in the last ones."""
    return _non_finite(value) or _tidy(f"{value:.10g}")


def count(number: int) -> str:
    """A whole number: "13,002"."""
    return f"{number:,}".replace("-", MINUS)


def counted(number: int, noun: str) -> str:
    """How many of something: "1 example", "13,002 examples"."""
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"


def percent(share: float) -> str:
    """A share of 1 in percent: "85.2%". What is not quite none or all is not written as such."""
    if text := _non_finite(share):
        return text
    if 0 < share < 0.0005:
        return "<0.1%"
    if 0.9995 <= share < 1:
        return ">99.9%"
    return f"{share:.1%}"


def rate(per_second: float) -> str:
    """How many in a second: "2.5/s", "38,400/s", "1.2 million/s"."""
    if text := _non_finite(per_second):
        return text
    for name, size in (("billion", 1e9), ("million", 1e6)):
        if per_second >= size:
            return f"{per_second / size:.1f} {name}/s"
    if 0 < per_second < 0.05:
        return "<0.1/s"
    return f"{per_second:,.{1 if 0 < per_second < 9.95 else 0}f}/s"


def _four_digits(value: float) -> str:
    if value == 0:
        return "0"
    text = f"{value:.3e}"
    digits, _, exponent = text.partition("e")
    is_exact = abs(float(text) - value) <= _EXACT * abs(value)
    decimals = len(digits.rstrip("0").partition(".")[2]) if is_exact else 3
    power = int(exponent)
    if -3 <= power < 6:
        return _tidy(f"{value:,.{max(0, decimals - power)}f}")
    return _tidy(f"{value:.{decimals}e}")


def _tidy(text: str) -> str:
    """Python's text of a number with "e-05" written as "e−5" and "e+05" as "e5"."""
    digits, e, exponent = text.partition("e")
    return (f"{digits}e{int(exponent)}" if e else text).replace("-", MINUS)


def _non_finite(value: float) -> str:
    """The word for what is not a finite number, else ""."""
    if isnan(value):
        return "NaN"
    if isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    return ""
