"""NumPy statements compiled to the same calls on buffers that are allocated once.

`z1 = x @ W1 + b1` runs as `np.dot(x, W1, z1)` and `np.add(z1, b1, z1)`: the same functions on the
same numbers in the same order, so the same results, but no new memory at every step.
"""

import ast
import inspect
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_CALLS: dict[type[ast.AST], str] = {
    ast.Add: "np.add",
    ast.Sub: "np.subtract",
    ast.Mult: "np.multiply",
    ast.Div: "np.divide",
    ast.MatMult: "np.dot",
    ast.USub: "np.negative",
    ast.Lt: "np.less",
    ast.Gt: "np.greater",
}


@dataclass(frozen=True)
class CompiledStatement:
    """A statement over buffers: the names it reads and writes, the result's shape, the calls."""

    reads: tuple[str, ...]
    writes: str
    shape: tuple[int, ...]
    calls: str


@dataclass(frozen=True)
class _Operand:
    """A part of an expression: what to call it from now on, and an example of its value."""

    node: ast.expr
    value: Any
    scratch: str = ""

    @property
    def is_array(self) -> bool:
        return isinstance(self.value, np.ndarray)


class InPlaceCompiler:
    """Compiles statements, one after the other, over one namespace.

    `namespace` holds all that a statement may read: arrays, numbers, functions, `np`. What a
    statement writes is added to it: an array as a buffer, for good, a number anew at each run.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._free_scratch: defaultdict[tuple[Any, ...], list[str]] = defaultdict(list)
        self._temporaries = 0
        self._lines: list[str] = []

    def compile(self, text: str) -> CompiledStatement:
        """Compile one assignment, such as "a1 = relu(z1)".

        Runs it in plain NumPy, to learn shapes and types. Raises `ValueError` if it is not an
        assignment to one name, has a part that cannot be compiled, or does not fit its target.
        """
        match ast.parse(text).body:
            case [ast.Assign(targets=[ast.Name(id=target)], value=expression)]:
                pass
            case _:
                raise ValueError(f"'{text}' is not an assignment to one name")
        self._lines = []
        with np.errstate(all="ignore"):  # the buffers hold no numbers yet that could mean anything
            self._assign(target, expression)
        return CompiledStatement(
            reads=self._values_read(expression),
            writes=target,
            shape=np.shape(self._namespace[target]),
            calls="\n".join(self._lines),
        )

    def function(self, *statements: CompiledStatement) -> Callable[[], None]:
        """A function that runs these statements in turn."""
        numbers = [s.writes for s in statements if not s.shape]
        lines = [f"global {', '.join(numbers)}"] if numbers else []
        lines += [line for s in statements for line in s.calls.split("\n")]
        scope: dict[str, Callable[[], None]] = {}
        exec("def run():\n    " + "\n    ".join(lines), self._namespace, scope)
        return scope["run"]

    def _assign(self, target: str, expression: ast.expr) -> None:
        value = self._evaluate(expression)
        if isinstance(value, np.ndarray):
            self._require_room(target, value)
            result = self._emit(expression, target)
            if ast.unparse(result.node) != target:
                self._lines.append(f"np.copyto({target}, {ast.unparse(result.node)})")
        else:
            self._namespace[target] = value
            result = self._emit(expression, None)
            self._lines.append(f"{target} = {ast.unparse(result.node)}")
        self._release(result)

    def _require_room(self, target: str, value: Any) -> None:
        """See to it that `target` is a buffer for `value`; an array that is there has to fit."""
        if not isinstance(self._namespace.get(target), np.ndarray):
            self._namespace[target] = np.empty(value.shape, value.dtype)
        elif not self._fits(target, value):
            buffer = self._namespace[target]
            raise ValueError(
                f"{target} is {buffer.dtype} of shape {buffer.shape}, "
                f"but would become {value.dtype} of shape {value.shape}"
            )

    def _evaluate(self, node: ast.expr) -> Any:
        return eval(ast.unparse(node), self._namespace)

    def _evaluate_over(self, node: ast.expr, operands: Sequence[_Operand]) -> Any:
        """The value of an expression from the values of its parts, so that none runs twice."""
        values = {f"_operand{i}": operand.value for i, operand in enumerate(operands)}
        over = _rebuild(node, [ast.Name(name) for name in values])
        return eval(ast.unparse(over), self._namespace, values)

    def _values_read(self, node: ast.AST) -> tuple[str, ...]:
        """The names of arrays and numbers in an expression, from left to right."""
        found = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
        found.sort(key=lambda part: part.col_offset)
        values = (np.ndarray, np.generic, int, float)
        names = [part.id for part in found if isinstance(self._namespace.get(part.id), values)]
        return tuple(dict.fromkeys(names))

    def _emit(self, node: ast.expr, into: str | None) -> _Operand:
        """Write the calls that compute an expression; `into` names a buffer free to be used."""
        if isinstance(node, ast.Name | ast.Constant):
            return _Operand(node, self._evaluate(node))
        if isinstance(node, ast.Attribute):
            return self._attribute(node, self._evaluate(node))
        elementwise = self._is_elementwise(node)
        parts = _parts(node)
        operands = self._emit_parts(parts, into if elementwise else None)
        simple = _rebuild(node, [operand.node for operand in operands])
        value = self._evaluate_over(node, operands)
        if not isinstance(value, np.ndarray):
            return self._number(simple, value, operands)
        if elementwise:  # may overwrite its own operands
            self._release(*operands)
        usable = elementwise or not any(_mentions(part, into) for part in parts)
        if into is not None and usable and self._fits(into, value):
            result = _Operand(ast.Name(into), value)
        else:
            scratch = self._borrow(value)
            result = _Operand(ast.Name(scratch), value, scratch)
        if not elementwise:
            self._release(*operands)
        self._lines.append(self._call(simple, result.node))
        return result

    def _emit_parts(self, parts: Sequence[ast.expr], into: str | None) -> list[_Operand]:
        """Write the parts in turn; one may use `into` if that harms none of the others."""
        operands: list[_Operand] = []
        for part in parts:
            others = [*(operand.node for operand in operands), *parts]
            others.remove(part)
            free = not any(_mentions(other, into) for other in others)
            operands.append(self._emit(part, into if free else None))
        return operands

    def _attribute(self, node: ast.Attribute, value: Any) -> _Operand:
        """A transposed view made once; the size of a buffer, which never changes; or math.pi."""
        if node.attr == "T" and isinstance(node.value, ast.Name):
            name = f"_{node.value.id}_T"
            self._namespace[name] = value
            return _Operand(ast.Name(name), value)
        if node.attr == "size":
            return _Operand(ast.Constant(value), value)
        if not _is_module(node.value):
            raise _cannot_compile(node)
        return _Operand(node, value)

    def _number(self, node: ast.expr, value: Any, operands: Sequence[_Operand]) -> _Operand:
        """A number; taken from arrays at once, because their memory may be used again."""
        if any(operand.is_array for operand in operands):
            self._temporaries += 1
            name = f"_number{self._temporaries}"
            self._lines.append(f"{name} = {ast.unparse(node)}")
            node = ast.Name(name)
        self._release(*operands)
        return _Operand(node, value)

    def _call(self, node: ast.expr, out: ast.expr) -> str:
        """The call that computes `node`, whose parts are simple by now, into the buffer `out`."""
        if not isinstance(node, ast.Call):
            function = _CALLS.get(type(_operator(node)))
            if function is None:
                raise _cannot_compile(node)
            return f"{function}({', '.join(ast.unparse(part) for part in [*_parts(node), out])})"
        if not all(isinstance(keyword.value, ast.Constant) for keyword in node.keywords):
            raise _cannot_compile(node)
        if not self._takes_out(node.func):
            return f"np.copyto({ast.unparse(out)}, {ast.unparse(node)})"
        keywords = [*node.keywords, ast.keyword("out", out)]
        return ast.unparse(ast.Call(node.func, node.args, keywords))

    def _takes_out(self, function: ast.expr) -> bool:
        """Whether a function can write its result into a buffer, as ufuncs and methods can."""
        if isinstance(function, ast.Attribute):
            is_function = _is_module(function.value)
            return not is_function or isinstance(self._evaluate(function), np.ufunc)
        return "out" in inspect.signature(self._evaluate(function)).parameters

    def _is_elementwise(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Call):
            return isinstance(self._evaluate(node.func), np.ufunc)
        return not isinstance(_operator(node), ast.MatMult)

    def _fits(self, name: str, value: Any) -> bool:
        buffer = self._namespace.get(name)
        return (
            isinstance(buffer, np.ndarray)
            and buffer.shape == value.shape
            and buffer.dtype == value.dtype
        )

    def _borrow(self, like: Any) -> str:
        free = self._free_scratch[like.shape, like.dtype]
        if free:
            return free.pop()
        self._temporaries += 1
        name = f"_scratch{self._temporaries}"
        self._namespace[name] = np.empty(like.shape, like.dtype)
        return name

    def _release(self, *operands: _Operand) -> None:
        for operand in operands:
            if operand.scratch:
                buffer = self._namespace[operand.scratch]
                self._free_scratch[buffer.shape, buffer.dtype].append(operand.scratch)


def _cannot_compile(node: ast.expr) -> ValueError:
    return ValueError(f"cannot compile '{ast.unparse(node)}'")


def _operator(node: ast.expr) -> ast.AST:
    match node:
        case ast.BinOp(op=op) | ast.UnaryOp(op=op) | ast.Compare(ops=[op]):
            return op
    raise _cannot_compile(node)


def _parts(node: ast.expr) -> list[ast.expr]:
    """The expressions that a node works on, in the order of their evaluation."""
    match node:
        case ast.BinOp(left=left, right=right) | ast.Compare(left=left, comparators=[right]):
            return [left, right]
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.Call(func=ast.Attribute(value=owner), args=args) if not _is_module(owner):
            return [owner, *args]
        case ast.Call(args=args):
            return list(args)
    raise _cannot_compile(node)


def _rebuild(node: ast.expr, parts: list[ast.expr]) -> ast.expr:
    """The same node over other parts."""
    match node:
        case ast.BinOp(op=op):
            return ast.BinOp(parts[0], op, parts[1])
        case ast.Compare(ops=ops):
            return ast.Compare(parts[0], ops, [parts[1]])
        case ast.UnaryOp(op=op):
            return ast.UnaryOp(op, parts[0])
        case ast.Call(func=ast.Attribute(value=owner, attr=method), keywords=keywords) if (
            not _is_module(owner)
        ):
            return ast.Call(ast.Attribute(parts[0], method), parts[1:], keywords)
        case ast.Call(func=function, keywords=keywords):
            return ast.Call(function, parts, keywords)
    raise _cannot_compile(node)


def _is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "math")


def _mentions(node: ast.expr, name: str | None) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))
