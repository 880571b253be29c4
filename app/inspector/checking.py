"""Checking an explanation: what its formula comes to, beside the number that the step has."""

import re
from dataclasses import dataclass
from math import sqrt

import numpy as np

from app.inspector.check_line import Check
from engine.explanation import Explanation
from engine.trace import Trace

TOLERANCE = {"float32": 2e-5, "float64": 1e-11}
"""What rounding may cost, as a share of the sizes that are added up."""

_TOKENS = re.compile(r"\\[a-z]+|#\d+|#S|\d+(?:\.\d+)?(?:e-?\d+)?|\S")


@dataclass(frozen=True)
class _Amount:
    """A value, and how large the numbers are that it was added up from."""

    value: float
    size: float


class _CannotRead(ValueError):
    """A formula with something else than sums, products, fractions, powers and roots."""


def check_of(explanation: Explanation, trace: Trace) -> Check | None:
    """What the formula comes to in double precision; None where that is not plain arithmetic."""
    if explanation.sum is None and len(explanation.factors) < 2:
        return None
    try:
        with np.errstate(all="ignore"):
            amount = _Reader(explanation).sum_up()
    except (_CannotRead, ArithmeticError):
        return None
    tolerance = TOLERANCE[trace.network.precision]
    is_sum = explanation.sum is not None
    return Check(amount.value, explanation.value, amount.size, tolerance, is_sum)


class _Reader:
    """Reads a template from left to right, and calculates."""

    def __init__(self, explanation: Explanation) -> None:
        self._explanation = explanation
        self._tokens: list[str] = [*_TOKENS.findall(explanation.template), ""]
        self._place = 0

    def sum_up(self) -> _Amount:
        """The value of all of it."""
        amount = self._sum()
        if self._token:
            raise _CannotRead(self._token)
        return amount

    @property
    def _token(self) -> str:
        return self._tokens[self._place]

    def _take(self, token: str) -> bool:
        is_there = self._token == token
        self._place += is_there
        return is_there

    def _need(self, token: str) -> None:
        if not self._take(token):
            raise _CannotRead(self._token)

    def _sum(self) -> _Amount:
        amount = self._product()
        while self._token in ("+", "-"):
            sign = 1 if self._take("+") else -1
            self._place += sign < 0
            term = self._product()
            amount = _Amount(amount.value + sign * term.value, amount.size + term.size)
        return amount

    def _product(self) -> _Amount:
        if self._take("-"):
            amount = self._product()
            return _Amount(-amount.value, amount.size)
        amount = self._power()
        while self._take(r"\cdot"):
            factor = self._power()
            amount = _Amount(amount.value * factor.value, amount.size * factor.size)
        return amount

    def _power(self) -> _Amount:
        amount = self._atom()
        if self._take("^"):
            power = self._group("{", "}").value
            amount = _Amount(amount.value**power, abs(amount.value) ** power)
        return amount

    def _atom(self) -> _Amount:
        token = self._token
        if token in ("(", "{"):
            return self._group(token, ")" if token == "(" else "}")
        self._place += 1
        if token == r"\frac":
            above, below = self._group("{", "}"), self._group("{", "}")
            return _Amount(above.value / below.value, above.size / abs(below.value))
        if token == r"\sqrt":
            root = sqrt(self._group("{", "}").value)
            return _Amount(root, root)
        if token == "#S" and self._explanation.sum is not None:
            terms = self._explanation.sum.terms
            return _Amount(self._explanation.sum.total, float(np.abs(terms).sum()))
        if token.startswith("#"):
            value = self._explanation.factors[int(token[1:])].value
            return _Amount(value, abs(value))
        if token[:1].isdigit():
            return _Amount(float(token), float(token))
        raise _CannotRead(token)

    def _group(self, start: str, end: str) -> _Amount:
        self._need(start)
        amount = self._sum()
        self._need(end)
        return amount
