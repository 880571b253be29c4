"""The arithmetic of an expression at one element: its formula in LaTeX, with slots for numbers."""

import ast
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.elements import Element
from engine.explanation import SUM, Explanation, Factor, Over, Sum, in_symbols
from engine.expressions import (
    IN_LATEX,
    evaluate,
    function_name,
    parsed,
    slope_text,
    value_of,
    written_out,
)
from engine.factors import Column, Place, column, factor, sum_of
from engine.meanings import meaning
from engine.names import array_name
from engine.pieces import ATOM, POWER, PRODUCT, Piece, compared, joined
from engine.places import address_of
from engine.program import Operation
from engine.symbols import symbol
from engine.trace import Trace

SIGN_AT_0 = "The sign of 0 is taken as 0: |x| has a kink there, and no slope of its own."
KINK_AT_0 = (
    "z is exactly 0, at the kink of the function: as f′(0) the slope on its left is taken, which "
    "for ReLU is 0."
)
Index = tuple[Any, ...]
"""Of an element; with a letter where only a symbol is wanted, None for a sum's running index."""


class Arithmetic:
    """Goes through an expression and gathers its factors, its sum, and what there is to remark.

    Numbers are as `operation` reads them. With an `example`, a sum over examples becomes what that
    one adds to it. `whole_slopes`: f′(z) is one factor, and not taken apart.
    """

    def __init__(
        self,
        trace: Trace,
        operation: Operation | None = None,
        example: int | None = None,
        *,
        whole_slopes: bool = True,
    ) -> None:
        self.factors: list[Factor] = []
        self.sum: Sum | None = None
        self.remarks: list[str] = []
        self.trace = trace
        self._operation = operation
        self._example = example
        self._whole_slopes = whole_slopes

    def piece(self, node: ast.expr, index: Index) -> Piece:
        """The part of the formula that a node is, at the element of that index."""
        match node:
            case ast.Constant(value=int() | float() as value):
                return Piece(f"{value:g}", ATOM, value)
            case ast.Name(id=name):
                return self._named(name, index)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self.piece(operand, index)
                return Piece(f"-{inner.held(PRODUCT)}", PRODUCT, -inner.value)
            case ast.BinOp(left=left, op=ast.MatMult(), right=right):
                return self._matrix_product(left, right, index)
            case ast.BinOp(left=left, op=op, right=right):
                return joined(self.piece(left, index), op, self.piece(right, index))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._comparison(left, op, right, index)
            case ast.Attribute(attr="size"):
                return self._whole(node, r"m\,n", "examples in the batch times outputs")
            case ast.Attribute(attr="pi"):
                return Piece(r"\pi", ATOM, np.pi)
            case ast.Call():
                return self._call(node, index)
        raise ValueError(f"cannot explain '{ast.unparse(node)}'")

    def add(self, found: Factor, value: Any = None) -> Piece:
        """A slot for a factor: one and the same wherever it occurs."""
        if found not in self.factors:
            self.factors.append(found)
        slot = f"#{self.factors.index(found)}"
        return Piece(slot, ATOM, found.value if value is None else value)

    def add_sum(self, found: Sum) -> Piece:
        """The slot of the sum."""
        self.sum = found
        return Piece(SUM, ATOM, found.total)

    def explanation(
        self, element: Element, piece: Piece, example: int | None, words: str = ""
    ) -> Explanation:
        """All that was gathered, as the explanation of an element; its value is the piece's.

        With the `example` of a weight or bias it is that one's share.
        """
        name, index = element
        network, parts = self.trace.network, array_name(name)
        words = words or meaning(name, index, network)
        if parts is not None and parts.is_parameter and example is not None:
            words += f": the share of example {example + 1} of the batch"
        formula = in_symbols(piece.latex, self.factors, self.sum)
        return Explanation(
            element,
            example,
            symbol(name, index, network) if name.isidentifier() else formula,
            words,
            float(piece.value),
            piece.latex,
            tuple(self.factors),
            self.sum,
            address_of(element, network),
            tuple(dict.fromkeys(self.remarks)),
        )

    def _named(self, name: str, index: Index) -> Piece:
        value = self.trace.read(name, self._operation)
        place = _place(index, np.shape(value))
        if any(isinstance(part, str) for part in place):
            words = meaning(name, place, self.trace.network)
            return self.add(Factor(symbol(name, place, self.trace.network), np.nan, words))
        found = factor(self.trace, name, place, self._operation)
        return self.add(found, value[place] if place else value)

    def _whole(self, node: ast.expr, title: str, words: str, place: Index = ()) -> Piece:
        """A number that comes from whole arrays, as one factor that is not taken apart."""
        value = evaluate(node, self.trace, self._operation)
        if place:
            value = np.nan if any(isinstance(part, str) for part in place) else value[place]
        return self.add(Factor(title, float(value), words), value)

    def _comparison(self, left: ast.expr, op: ast.AST, right: ast.expr, index: Index) -> Piece:
        if self._whole_slopes and isinstance(left, ast.Name) and left.id.startswith("z"):
            return self.add_slope(int(left.id[1:]), index)
        a, b = self.piece(left, index), self.piece(right, index)
        if isinstance(op, ast.Gt) and a.value == b.value:
            self.remarks.append(KINK_AT_0)
        return compared(a, op, b)

    def add_slope(self, layer: int, index: Index) -> Piece:
        """f′(z) of a neuron as one factor, with what there is to remark about it."""
        network = self.trace.network
        inside = Arithmetic(self.trace, whole_slopes=False)
        text = slope_text(network.layers[layer - 1].activation, layer)
        value = inside.piece(parsed(text), index).value
        self.remarks += inside.remarks
        element = Element(f"slope{layer}", index)
        found = Factor(
            symbol(element.name, index, network),
            float(value),
            meaning(element.name, index, network),
            element,
            address_of(element, network),
            can_open=True,
        )
        return self.add(found, value)

    def _matrix_product(self, left: ast.expr, right: ast.expr, index: Index) -> Piece:
        row, behind = index
        name, place = _operand(left, (row, None))
        other, other_place = _operand(right, (None, behind))
        parts = array_name(name)
        if place[0] is None and parts is not None and parts.is_by_example:
            return self._over_examples([(name, place), (other, other_place)])
        letter = "i" if isinstance(right, ast.Name) else "k"
        both = [(name, place), (other, other_place)]
        return self.add_sum(self._sum(Over.NEURONS, letter, both))

    def _over_examples(self, columns: Sequence[tuple[str, Place]]) -> Piece:
        """The sum over the batch, or the product of one example's numbers."""
        if self._example is None:
            return self.add_sum(self._sum(Over.EXAMPLES, "s", columns))
        pieces = [
            self._named(name, tuple(self._example if part is None else part for part in place))
            for name, place in columns
        ]
        value = np.prod([np.float64(piece.value) for piece in pieces])
        return Piece(r" \cdot ".join(piece.latex for piece in pieces), PRODUCT, value)

    def _sum(self, over: Over, letter: str, columns: Sequence[tuple[str, Place]]) -> Sum:
        return sum_of(over, letter, [self._column(*found, letter) for found in columns])

    def _column(self, text: str, place: Place, letter: str) -> Column:
        """The numbers of an array, or of an expression, along the running index."""
        if text.isidentifier():
            return column(self.trace, text, place, letter, self._operation)
        node = parsed(text)
        lettered = tuple(letter if part is None else part for part in place)
        slices = tuple(slice(None) if part is None else part for part in place)
        numbers = evaluate(node, self.trace, self._operation)[slices]
        words = f"a part of the sum, for each {'example' if place[0] is None else 'neuron'}"
        return Column(self._symbol(node, lettered), words, numbers, text, place)

    def _symbol(self, node: ast.expr, index: Index) -> str:
        """The formula of an expression with symbols alone."""
        inside = Arithmetic(self.trace, self._operation)
        return in_symbols(inside.piece(node, index).latex, inside.factors, inside.sum)

    def _call(self, node: ast.Call, index: Index) -> Piece:
        name = function_name(node)
        if name in (".sum", ".mean", ".max"):
            return self._reduced(node, name, index)
        if name == "leaky_relu_derivative" and self._whole_slopes:
            return self.add_slope(int(ast.unparse(node.args[0])[1:]), index)
        if name.startswith("log_") and any(isinstance(part, str) for part in index):
            return self._logarithm(node, name, index)
        if (simpler := written_out(node)) is not None:
            return self.piece(simpler, index)
        if name in ("dropout_mask", "random_change"):
            return self._drawn(node, name, index)
        pieces = [self.piece(argument, index) for argument in node.args]
        value = value_of(name, *(piece.value for piece in pieces))
        if name == "np.sign" and value == 0:
            self.remarks.append(SIGN_AT_0)
        if name == "np.square":
            return Piece(f"({pieces[0].latex})^{{2}}", POWER, value)
        latex = IN_LATEX[name].format(*(piece.latex for piece in pieces))
        return Piece(latex, POWER if name == "np.exp" else ATOM, value)

    def _logarithm(self, node: ast.Call, name: str, index: Index) -> Piece:
        """log a, or log (1 − a), of an output whose z is given."""
        z, minus = node.args[0], ""
        if isinstance(z, ast.UnaryOp):
            z, minus = z.operand, "1 - "
        a = symbol(f"a{ast.unparse(z)[1:]}", index, self.trace.network)
        return Piece(rf"\log({minus}{a})", ATOM, np.nan)

    def _reduced(self, node: ast.Call, name: str, index: Index) -> Piece:
        """A sum, mean or maximum, along an axis or of all."""
        assert isinstance(node.func, ast.Attribute)
        inner = node.func.value
        axes = [keyword.value for keyword in node.keywords if keyword.arg == "axis"]
        if name == ".max":
            title = rf"\max_{{i}} {self._symbol(inner, (index[0], 'i'))}"
            return self._whole(node, title, "the largest of the row", (index[0], 0))
        if not axes and not isinstance(inner, ast.Name):
            title = rf"\sum {self._symbol(inner, ('i', 'j'))}"
            return self._whole(node, title, "the sum over all of the layer")
        if not axes:
            return self._over_examples([(ast.unparse(inner), (None,))])
        if ast.literal_eval(axes[0]) == 0:
            return self._over_examples([(ast.unparse(inner), (None, index[0]))])
        columns = [(ast.unparse(part), (index[0], None)) for part in _products(inner)]
        total = self.add_sum(self._sum(Over.NEURONS, "k", columns))
        if name == ".sum":
            return total
        outputs = self.trace.network.output.size
        count = self.add(Factor("n", float(outputs), "the number of outputs"))
        return joined(total, ast.Div(), count)

    def _drawn(self, node: ast.Call, name: str, index: Index) -> Piece:
        """A random number, drawn from the seed and the step."""
        if name == "random_change":
            words = "a normally distributed random number, drawn from the seed and the step"
            return self._whole(node, r"\mathcal{N}(0, 1)", words, index)
        rate = self.piece(node.args[1], ())
        mask = np.asarray(evaluate(node, self.trace, self._operation)[index])
        title = rf"\operatorname{{Bernoulli}}(1 - {self.factors[-1].symbol})"
        words = "1 if the neuron is kept, 0 if it is left out: drawn from the seed and the step"
        kept = self.add(Factor(title, float(mask != 0), words))
        return Piece(rf"\frac{{{kept.latex}}}{{1 - {rate.latex}}}", ATOM, mask[()])


def _place(index: Index, shape: tuple[int, ...]) -> Any:
    """Where an array of that shape, broadcast, has the element of an index."""
    behind = index[len(index) - len(shape) :]
    return tuple(
        0 if n == 1 and not isinstance(part, str) else part
        for part, n in zip(behind, shape, strict=True)
    )


def _operand(node: ast.expr, place: Place) -> tuple[str, Place]:
    """The array of a matrix product and the place in it, transposed where it is."""
    if isinstance(node, ast.Attribute):
        return ast.unparse(node.value), place[::-1]
    return ast.unparse(node), place


def _products(node: ast.expr) -> list[ast.expr]:
    """What is multiplied in an expression, from left to right."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return [*_products(node.left), *_products(node.right)]
    return [node]
