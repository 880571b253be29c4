"""Pieces: parts of a formula in LaTeX, put together with parentheses where there must be some."""

import ast
import operator
from collections.abc import Callable
from typing import Any, NamedTuple

SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4
"""How strongly the parts of a formula hold together."""
_SIGNS = {ast.Lt: "<", ast.Gt: ">", ast.LtE: r"\le", ast.Add: "+", ast.Sub: "-"}
_COMPUTED: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
    ast.LtE: operator.le,
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Pow: operator.pow,
}


class Piece(NamedTuple):
    """A part of a formula, how strongly it holds together, and its value."""

    latex: str
    strength: int
    value: Any

    def held(self, strength: int) -> str:
        """In parentheses unless it holds together that strongly."""
        return self.latex if self.strength >= strength else f"({self.latex})"


def joined(left: Piece, op: ast.AST, right: Piece) -> Piece:
    """Two parts with an arithmetic operator between them."""
    value = _COMPUTED[type(op)](left.value, right.value)
    match op:
        case ast.Mult():
            latex = rf"{left.held(PRODUCT)} \cdot {right.held(POWER)}"
            return Piece(latex, PRODUCT, value)
        case ast.Div():
            minus = "-" if left.latex.startswith("-") and left.strength != SUM else ""
            latex = rf"{minus}\frac{{{left.latex.removeprefix(minus)}}}{{{right.latex}}}"
            return Piece(latex, PRODUCT if minus else POWER, value)
        case ast.FloorDiv():
            latex = rf"\lfloor \frac{{{left.latex}}}{{{right.latex}}} \rfloor"
            return Piece(latex, ATOM, value)
        case ast.Pow():
            return Piece(f"{{{left.held(ATOM)}}}^{{{right.latex}}}", POWER, value)
    sign = _SIGNS[type(op)]
    behind = right.held(PRODUCT if isinstance(op, ast.Sub) else SUM)
    return Piece(f"{left.latex} {sign} {behind}", SUM, value)


def compared(left: Piece, op: ast.AST, right: Piece) -> Piece:
    """[left < right], which is 1 where it holds and 0 elsewhere."""
    value = _COMPUTED[type(op)](left.value, right.value)
    return Piece(f"[{left.latex} {_SIGNS[type(op)]} {right.latex}]", ATOM, value)
