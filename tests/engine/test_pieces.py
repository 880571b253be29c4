"""Parts of formulas are put together with parentheses where there must be some, and no others."""

import ast
from typing import Any

import pytest

from engine.pieces import ATOM, Piece, compared, joined

A, B, C = (Piece(latex, ATOM, value) for latex, value in (("a", 2.0), ("b", 3.0), ("c", 4.0)))


def put(left: Piece, operator: type[ast.operator], right: Piece) -> Piece:
    return joined(left, operator(), right)


@pytest.mark.parametrize(
    ("piece", "latex", "value"),
    [
        (put(put(A, ast.Add, B), ast.Mult, C), r"(a + b) \cdot c", 20),
        (put(A, ast.Add, put(B, ast.Mult, C)), r"a + b \cdot c", 14),
        (put(A, ast.Sub, put(B, ast.Sub, C)), "a - (b - c)", 3),
        (put(A, ast.Add, put(B, ast.Sub, C)), "a + b - c", 1),
        (put(put(A, ast.Sub, B), ast.Div, C), r"\frac{a - b}{c}", -0.25),
        (put(A, ast.Mult, put(B, ast.Mult, C)), r"a \cdot (b \cdot c)", 24),
        (put(put(A, ast.Add, B), ast.Pow, C), "{(a + b)}^{c}", 625),
        (put(C, ast.FloorDiv, B), r"\lfloor \frac{c}{b} \rfloor", 1),
    ],
)
def test_parentheses(piece: Piece, latex: str, value: float) -> None:
    assert piece.latex == latex
    assert piece.value == value


def test_a_minus_stands_before_the_whole_fraction() -> None:
    minus = Piece(r"-a \cdot b", 2, -6.0)
    assert put(minus, ast.Div, C) == (r"-\frac{a \cdot b}{c}", 2, -1.5)


@pytest.mark.parametrize(("sign", "latex"), [(ast.Lt(), "[a < b]"), (ast.LtE(), r"[a \le b]")])
def test_comparisons_stand_in_brackets(sign: Any, latex: str) -> None:
    assert compared(A, sign, B) == (latex, ATOM, True)
