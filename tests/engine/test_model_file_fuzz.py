"""10,000 files with something wrong: each is refused with a sentence, or is a run after all.

They are read from memory, which is what `load` does with a file once it is open.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from random import Random
from resource import RUSAGE_SELF, getrusage
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load, save

from engine.datasets.dataset import Examples
from engine.datasets.embedded import Iris
from engine.errors import InputError, NablascopeError
from engine.extra import Extra
from engine.model_file import checksum, read, to_bytes
from engine.saved_run import SavedRun
from engine.timeline import Branch, Edit
from engine.training import Trainer
from tests.engine.cases import experiment, steps
from tests.processes import run_python

DATASET = Iris().load(seed=7)
WILD: tuple[Any, ...] = (
    None, True, -1, 0, 1, 7, 2**31, 2**53, 2**63, 2**64, 10**400, 1.5, 1e308, 1e-320, "", "relu",
    "\x00\x1b[2J", "../../etc/passwd", "x" * 5000, [], [[]], [0] * 300, {}, {"kind": "csv"},
    {"__class__": "os.system"}, "NaN", float("nan"), float("-inf"),
)  # fmt: skip


def whole_run() -> SavedRun:
    """Two branches, a change of parameters, extra steps, curves and earlier checkpoints."""
    trainer = steps(Trainer(experiment(), DATASET), 4)
    run = SavedRun.of(trainer)
    here = trainer.checkpoint()
    own = Extra(Examples(DATASET.train.x[:2], np.array([2, 1])), 2)
    slower = experiment(learning_rate=0.001)
    first = Branch(0, (*run.branch.edits, Edit(1, 2, slower, "η")))
    second = Branch(2, (*run.branch.edits, Edit(2, 4, slower, "W", here, own)), ((0, 4),))
    curves = {"0/steps/cost": np.arange(4.0), "2/hits/NaN": np.array([3])}
    earlier = ((0, Trainer(experiment(), DATASET).checkpoint()), (2, here))
    return replace(run, branches=(first, second), curves=curves, earlier=earlier)


RUN = to_bytes(whole_run())
HEAD = 8 + int.from_bytes(RUN[:8], "little")
TEXTS: dict[str, str] = json.loads(RUN[8:HEAD])["__metadata__"]
ARRAYS = load(RUN)

Mutation = Callable[[Random], bytes]


def flipped_bits(random: Random) -> bytes:
    data = bytearray(RUN)
    for _ in range(random.choice((1, 1, 2, 8, 100))):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(data)


def flipped_head(random: Random) -> bytes:
    data = bytearray(RUN)
    for _ in range(random.choice((1, 1, 3))):
        data[random.randrange(HEAD)] = random.choice(b'{}[]",:0123456789eE-\\ \x00\xff')
    return bytes(data)


def cut_short(random: Random) -> bytes:
    return RUN[
        : random.choice((random.randrange(len(RUN)), random.randrange(HEAD), random.randrange(12)))
    ]


def spliced(random: Random) -> bytes:
    a, b, c = (random.randrange(len(RUN)) for _ in range(3))
    piece = RUN[min(a, b) : max(a, b)]
    return random.choice((RUN[:c] + piece + RUN[c:], RUN[:c] + piece, piece + RUN[c:], RUN + piece))


def lied_about_lengths(random: Random) -> bytes:
    length = random.choice(
        (0, 1, HEAD, HEAD - 7, 2**24, 2**31, 2**63, 2**64 - 1, random.randrange(2**16))
    )
    return length.to_bytes(8, "little") + RUN[8:]


def edited_head(random: Random) -> bytes:
    """Names, types, shapes and places of arrays that are not so."""
    head = json.loads(RUN[8:HEAD])
    name = random.choice([name for name in head if name != "__metadata__"])
    entry = head[name]
    match random.randrange(6):
        case 0:
            entry["shape"] = random.choice(([], [2**62, 4], [0], [-1], [1e9], [2**40] * 9, *WILD))
        case 1:
            entry["dtype"] = random.choice(("F64", "I64", "BF16", "F8_E4M3", "BOOL", "U8", *WILD))
        case 2:
            entry["data_offsets"] = random.choice(([0, 2**62], [8, 0], [0], [-8, 8], *WILD))
        case 3:
            head["__metadata__"][random.choice(list(TEXTS))] = random.choice(WILD)
        case 4:
            del head[name]
        case 5:
            head[random.choice(("W1", "W9", "edits/1/x", "x" * 999))] = head.pop(name)
    text = json.dumps(head).encode(errors="replace")
    return len(text).to_bytes(8, "little") + text + RUN[HEAD:]


def edited_texts(random: Random) -> bytes:
    """Settings, edits, branches with something else in them, in a file that is in order."""
    texts = dict(TEXTS)
    keys = [key for key in texts if key not in ("format", "version", "checksum")]
    for key in random.sample(keys, random.choice((1, 1, 1, 2))):
        edited = _edited_json(random, texts[key])
        texts[key] = random.choice((*[edited] * 30, "[" * 3000, "", "{"))
    return save(ARRAYS, texts | {"checksum": checksum(texts, ARRAYS)})


def edited_arrays(random: Random) -> bytes:
    """Arrays of other shapes, types and numbers, in a file that is in order."""
    name = random.choice(list(ARRAYS))
    old = ARRAYS[name]
    wild = old.copy().ravel()
    wild[random.randrange(len(wild))] = random.choice(
        (0, -1, 127, *([np.nan, np.inf, -1e38] if old.dtype.kind == "f" else [2**62]))
    )
    new = random.choice(
        (
            wild.reshape(old.shape),
            old.T.copy(),
            old.ravel()[1:],
            old[np.newaxis],
            old.astype(np.float64),
            old.astype(np.uint8),
            old[:0],
            old.ravel()[:1].reshape(()),
            old.astype(np.complex64),
        )
    )
    arrays = ARRAYS | {name: new}
    return save(arrays, TEXTS | {"checksum": checksum(TEXTS, arrays)})


def _edited_json(random: Random, text: str) -> str:
    data = [json.loads(text)]
    parent: Any = data
    place: Any = 0
    while parent[place] and isinstance(parent[place], list | dict) and random.random() < 0.9:
        parent = parent[place]
        place = random.choice(list(parent) if isinstance(parent, dict) else range(len(parent)))
    match random.randrange(4):
        case 0 if parent is not data:
            del parent[place]
        case 1 if isinstance(parent, list):
            parent.append(parent[place])
        case 2 if type(parent[place]) in (int, float):
            parent[place] = parent[place] * random.choice((-1, 2, 10, 1000)) + random.choice((0, 1))
        case _:
            parent[place] = random.choice(WILD)
    return json.dumps(data[0]) if data else "null"


@pytest.mark.parametrize(
    ("mutation", "count", "at_most"),
    [
        (flipped_bits, 1500, 0.0),
        (flipped_head, 1500, 0.0),
        (cut_short, 1000, 0.0),
        (spliced, 1000, 0.0),
        (lied_about_lengths, 500, 0.0),
        (edited_head, 1500, 0.1),
        (edited_texts, 2000, 0.9),
        (edited_arrays, 1000, 0.9),
    ],
)
def test_no_file_does_harm(mutation: Mutation, count: int, at_most: float) -> None:
    random, memory = Random(mutation.__name__), getrusage(RUSAGE_SELF).ru_maxrss
    opened = 0
    for number in range(count):
        content = mutation(random)
        run = attempted(content)
        if isinstance(run, str):
            assert run.startswith("run.nabla ")
            assert run.endswith(".")
        else:
            assert at_most or content == RUN
            opened += content != RUN
            if number % 4 == 0:
                assert goes_on(run)
    assert opened <= at_most * count
    assert getrusage(RUSAGE_SELF).ru_maxrss < 1.5 * memory


def test_whatever_is_in_a_file_nothing_is_executed_opened_or_imported() -> None:
    result = run_python(
        "import sys\n"
        "from random import Random\n"
        "from tests.engine import test_model_file_fuzz as fuzz\n"
        "fuzz.attempted(fuzz.RUN)  # what is imported late is there now\n"
        "seen, random = set(), Random(0)\n"
        "sys.addaudithook(lambda event, _: seen.add(event.split('.')[0]))\n"
        "for mutation in (fuzz.flipped_bits, fuzz.edited_head, fuzz.edited_texts):\n"
        "    for _ in range(200):\n"
        "        fuzz.attempted(mutation(random))\n"
        "print(seen & {'exec', 'compile', 'import', 'open', 'os', 'subprocess', 'pickle',"
        " 'socket', 'ctypes', 'marshal'})\n"
    )
    assert result.stdout == "set()\n", result.stderr


def attempted(content: bytes) -> SavedRun | str:
    """The run, or why there is none."""
    try:
        return read(BytesIO(content), "run.nabla")
    except InputError as error:
        return str(error)


def goes_on(run: SavedRun) -> str:
    """What was opened can be saved again, and goes on, or it is said why not."""
    assert to_bytes(run)
    try:
        return str(steps(run.trainer(DATASET), 2).position)
    except NablascopeError as error:
        return str(error)
