"""A program: the operations of a step, which can be run, stepped, listed, and asked for values."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.inplace import InPlaceCompiler
from engine.statements import Pass, Statement


@dataclass(frozen=True)
class Operation:
    """One NumPy statement of a step, compiled: what it says, what it touches, how it runs."""

    number: int
    pass_: Pass
    layer: int | None
    text: str
    formula: str
    reads: tuple[str, ...]
    writes: str
    shape: tuple[int, ...]
    calls: str
    """The same statement as calls on the program's buffers."""
    run: Callable[[], None]

    def __str__(self) -> str:
        return f"{self.number:02d} {self.pass_:8s}  {self.text}"


class Values(Mapping[str, Any]):
    """The named values of a program, to be looked at only: arrays come as read-only views.

    It holds what is known at this moment of the step: inputs, parameters and what the operations
    so far have written. A name of the program that is not computed yet raises a `KeyError` that
    says so, instead of giving the number of an earlier step.
    """

    def __init__(self, program: "Program") -> None:
        self._program = program

    def __getitem__(self, name: str) -> Any:
        computed_by = self._program.computed_by[name]
        if computed_by > self._program.cursor:
            raise KeyError(f"{name} is not computed yet: operation {computed_by} will do so")
        value = self._program.namespace[name]
        if isinstance(value, np.ndarray):
            value = value.view()
            value.flags.writeable = False
        return value

    def __iter__(self) -> Iterator[str]:
        cursor = self._program.cursor
        return (name for name, number in self._program.computed_by.items() if number <= cursor)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Program:
    """Statements compiled over a namespace, and the place in them where execution stands.

    `namespace` holds the arrays, numbers and functions that the statements name; the program adds
    what they write. `parts` tells which names share memory: a name there is computed when all the
    names that it is made of are. `cursor` is the number of operations done in the present step.
    Overflow and the like give infinities and NaN without a warning: whoever runs a program checks
    its results, and can name the operation.
    """

    def __init__(
        self,
        statements: Iterable[Statement],
        namespace: dict[str, Any],
        parts: Mapping[str, Iterable[str]],
    ) -> None:
        self.namespace = namespace
        known = (int, float, np.ndarray)
        self.computed_by = {
            name: 0 for name, value in namespace.items() if isinstance(value, known)
        }
        compiler = InPlaceCompiler(namespace)
        compiled = [(statement, compiler.compile(statement.text)) for statement in statements]
        self.operations = tuple(
            Operation(
                number=number,
                pass_=statement.pass_,
                layer=statement.layer,
                text=statement.text,
                formula=statement.formula,
                reads=result.reads,
                writes=result.writes,
                shape=result.shape,
                calls=result.calls,
                run=compiler.function(result),
            )
            for number, (statement, result) in enumerate(compiled, start=1)
        )
        self._run_all = compiler.function(*(result for _, result in compiled))
        self._note_order(parts)
        self.cursor = 0

    def _note_order(self, parts: Mapping[str, Iterable[str]]) -> None:
        """Note for each name the operation that computes it; what outlives a step keeps its 0."""
        read: set[str] = set()
        for operation in self.operations:
            read.update(operation.reads)
            lasting = operation.writes in read and operation.writes in self.computed_by
            if not lasting:
                self.computed_by[operation.writes] = operation.number
        for whole, names in parts.items():
            self.computed_by[whole] = max(self.computed_by[name] for name in names)

    @property
    def values(self) -> Values:
        """What is known now, by name."""
        return Values(self)

    @property
    def is_finished(self) -> bool:
        """Whether every operation of the present step is done."""
        return self.cursor == len(self.operations)

    @property
    def next(self) -> Operation | None:
        """The operation that comes next, or None behind the last."""
        return None if self.is_finished else self.operations[self.cursor]

    @property
    def is_between_passes(self) -> bool:
        """Whether the operation done last and the next one belong to different passes."""
        around = self.operations[max(self.cursor - 1, 0) : self.cursor + 1]
        return len({operation.pass_ for operation in around}) == 2

    def restart(self) -> None:
        """Go to the first operation."""
        self.cursor = 0

    def advance(self) -> Operation:
        """Run the next operation and give it back; raises `IndexError` behind the last."""
        operation = self.operations[self.cursor]
        with np.errstate(all="ignore"):
            operation.run()
        self.cursor += 1
        return operation

    def run(self) -> None:
        """Run all operations from the next to the last; all of a step at once, at full speed."""
        if self.cursor == 0:
            with np.errstate(all="ignore"):
                self._run_all()
            self.cursor = len(self.operations)
        while not self.is_finished:
            self.advance()

    def listing(self) -> str:
        """The operations, a line each: number, pass, statement and the shape of its result."""
        width = max(len(str(operation)) for operation in self.operations)
        return "\n".join(
            f"{operation!s:{width}}  {operation.shape}" for operation in self.operations
        )
