"""Trace files: every number of a step as a table (CSV), or as an outline (JSON)."""

import json
from collections.abc import Iterable, Iterator
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.files import replacing
from engine.progress import Progress
from engine.settings import to_plain
from engine.trace import WHOLES, Trace

AT_ONCE = 4096
"""Numbers that are written between two looks at whether to go on."""
HEAD = "operation,pass,name,index,value\n"

Pieces = Iterator[tuple[str, int]]
"""Parts of a file, each with how many numbers are in it."""


class Entry(NamedTuple):
    """A value of a trace: the operation that computed it, 0 if it was there before the first."""

    operation: int
    pass_: str
    name: str
    value: NDArray[Any]


def save_csv(trace: Trace, path: Path, progress: Progress | None = None) -> bool:
    """Write a row for each number: operation, pass, name, index ("row column"), value.

    Values read back to the same numbers. Tells whether `progress`, which counts numbers, let it be
    finished; else, and if it raises `OSError`, a file that was there stays as it was.
    """
    found = entries(trace)
    return _save(_csv(found), found, path, progress)


def save_json(trace: Trace, path: Path, progress: Progress | None = None) -> bool:
    """Write settings, position, the operations in their order, and what each has computed.

    Values are nested lists by name and read back to the same numbers; those that are not finite
    are "NaN", "Infinity" and "-Infinity". Goes on and ends as `save_csv`.
    """
    found = entries(trace)
    return _save(_json(trace, found), found, path, progress)


def entries(trace: Trace) -> list[Entry]:
    """All values of a trace, in the order in which they became known.

    First what the step began with: inputs, settings, parameters and the optimizer's vectors. Flat
    vectors are there by their parts, such as W1 and b1.
    """
    done = trace.operations[: trace.cursor]
    last = {operation.writes: operation for operation in done}
    parts = {name for w, p in WHOLES.items() for name in map(p.format, trace.network.shapes())}
    later = {o.writes for o in trace.operations} | set(WHOLES)
    begun = {n: v for n, v in trace.values.items() if n not in later | parts | trace.before.keys()}
    begun |= {name: value for name, value in trace.before.items() if name != "params"}
    found = [Entry(0, "", name, np.asarray(value)) for name, value in begun.items()]
    for operation in done:
        if last[operation.writes] is operation:
            number, pass_ = operation.number, str(operation.pass_)
            values = _written(trace, operation.writes)
            found += [Entry(number, pass_, name, value) for name, value in values.items()]
    return found


def _written(trace: Trace, name: str) -> dict[str, NDArray[Any]]:
    """What an operation has written: of a flat vector its named parts."""
    value = np.asarray(trace.values[name])
    return trace.network.views(value, WHOLES[name]) if name in WHOLES else {name: value}


def _save(pieces: Pieces, found: Iterable[Entry], path: Path, progress: Progress | None) -> bool:
    total = sum(entry.value.size for entry in found)
    done = 0
    try:
        with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as file:
            for text, count in pieces:
                file.write(text)
                done += count
                if progress is not None and not progress(done, total):
                    raise _Cancelled
    except _Cancelled:
        return False
    return True


class _Cancelled(Exception):
    """The file is not wanted any more."""


def _csv(found: Iterable[Entry]) -> Pieces:
    yield HEAD, 0
    for entry in found:
        start = f"{entry.operation},{entry.pass_},{entry.name},"
        numbers = entry.value.reshape(-1)
        if numbers.dtype.kind == "b":
            numbers = numbers.astype(np.int8)  # True is 1 in a table
        for first in range(0, numbers.size, AT_ONCE):
            values = numbers[first : first + AT_ONCE].tolist()
            places = _places(entry.value.shape, first, len(values))
            rows = [f"{start}{i},{value!r}\n" for i, value in zip(places, values, strict=True)]
            yield "".join(rows), len(rows)


def _places(shape: tuple[int, ...], first: int, count: int) -> Iterable[str]:
    """The indices of some numbers of an array in their order, such as "2 17"."""
    if not shape:
        return [""]
    indices = np.unravel_index(np.arange(first, first + count), shape)
    return map(" ".join, zip(*(map(str, index.tolist()) for index in indices), strict=True))


def _json(trace: Trace, found: list[Entry]) -> Pieces:
    head = {
        "position": trace.position._asdict(),
        "examples": trace.examples,
        "operations_done": trace.cursor,
        "settings": to_plain(trace.experiment),
    }
    yield f"{json.dumps(head, indent=1)[:-2]},\n", 0
    yield f' "begins_with": {{{_NEXT}', 0
    yield from _values(entry for entry in found if entry.operation == 0)
    yield '\n },\n "operations": [', 0
    for operation in trace.operations:
        facts = {
            "number": operation.number,
            "pass": str(operation.pass_),
            "layer": operation.layer,
            "text": operation.text,
            "formula": operation.formula,
            "reads": operation.reads,
            "writes": operation.writes,
        }
        line = json.dumps(facts, ensure_ascii=False)[:-1]
        yield f'{"," if operation.number > 1 else ""}\n  {line}, "values": {{{_NEXT}', 0
        yield from _values(entry for entry in found if entry.operation == operation.number)
        yield "}}", 0
    yield "\n ]\n}\n", 0


_NEXT = "\n   "


def _values(found: Iterable[Entry]) -> Pieces:
    """The values by name, within braces."""
    for number, entry in enumerate(found):
        yield f'{f",{_NEXT}" if number else ""}"{entry.name}": ', 0
        yield from _nested(entry.value)


def _nested(value: NDArray[Any]) -> Pieces:
    """A number, or a list of them, or of lists; in pieces if it is long."""
    if value.size <= AT_ONCE:
        yield _plain(value), value.size
    elif value.ndim == 1:
        for first in range(0, value.size, AT_ONCE):
            part = value[first : first + AT_ONCE]
            yield f"{', ' if first else '['}{_plain(part)[1:-1]}", part.size
        yield "]", 0
    else:
        for number, row in enumerate(value):
            yield ", " if number else "[", 0
            yield from _nested(row)
        yield "]", 0


def _plain(value: NDArray[Any]) -> str:
    plain = value.tolist()
    if value.dtype.kind == "f" and not np.isfinite(value).all():
        plain = _in_words(plain)
    return json.dumps(plain, allow_nan=False)


def _in_words(plain: Any) -> Any:
    """The same lists with words for numbers that JSON does not have."""
    if isinstance(plain, list):
        return [_in_words(part) for part in plain]
    if isfinite(plain):
        return plain
    return "NaN" if plain != plain else "Infinity" if plain > 0 else "-Infinity"
