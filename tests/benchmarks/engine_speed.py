"""Speed of a training step: the engine, hand-written NumPy, and PyTorch where it is installed.

    python tests/benchmarks/engine_speed.py [--starts 5] [--rounds 20] [--json FILE]

Each competitor trains in a process of its own with one thread, with NumPy set up as main.py does.
They take turns in short blocks, so that a busy machine disturbs all alike; all are started anew
several times, because a process can have good or bad luck with the places of its memory; the
medians of all blocks are compared. Every step fetches its batch from the same shuffled data and
does forward, loss, backward and update.
"""

import argparse
import importlib.util
import json
import multiprocessing
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from app import blas

blas.configure()  # before NumPy is imported

import numpy as np

from engine import activations, losses, optimizers
from engine.batches import Batches, Position
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.embedded import MnistSample
from engine.experiment import Experiment
from engine.initializers import XavierNormal
from engine.layers import Dense
from engine.network import Network
from engine.training import Trainer
from tests.benchmarks import handwritten

BATCHES = 200
BLOCK_S = 0.1
ENGINE, MEASURED, BY_HAND, PYTORCH = "engine", "engine, all metrics", "NumPy by hand", "PyTorch"


@dataclass(frozen=True)
class Case:
    """A network, its batch and its optimizer, and how much faster than PyTorch it should be."""

    sizes: tuple[int, ...]
    batch: int
    optimizer: str
    rate: float
    pytorch_goal: float | None = None

    @property
    def title(self) -> str:
        return f"{'-'.join(map(str, self.sizes))}, batch {self.batch}, {self.optimizer}"


CASES = (
    Case((784, 40, 10), 20, "sgd", 0.5, 2.5),
    Case((784, 128, 64, 10), 64, "sgd", 0.05, 1.5),
    Case((784, 128, 64, 10), 64, "adam", 1e-3),
    Case((784, 512, 512, 10), 128, "sgd", 0.05, 1.1),
    Case((4, 16, 16, 3), 16, "sgd", 0.05, 5.0),
)


def data(case: Case) -> tuple[Any, Any]:
    """Random inputs, and labels that depend on them."""
    rng = np.random.default_rng(1)
    x = rng.random((BATCHES * case.batch, case.sizes[0]), dtype=np.float32)
    return x, (x[:, : case.sizes[-1]]).argmax(axis=1)


def engine_steps(case: Case) -> tuple[Trainer, Callable[[], None]]:
    """A trainer of the case, and what does its next step."""
    x, labels = data(case)
    classes = tuple(map(str, range(case.sizes[-1])))
    examples = Examples(x, labels)
    dataset = Dataset("random", examples, examples, (case.sizes[0],), classes)
    is_sigmoid = len(case.sizes) == 3
    hidden = activations.Sigmoid() if is_sigmoid else activations.ReLU()
    output = activations.Sigmoid() if is_sigmoid else activations.Softmax()
    kinds = [hidden] * (len(case.sizes) - 2) + [output]
    layers = [Dense(n, f, XavierNormal()) for n, f in zip(case.sizes[1:], kinds, strict=True)]
    experiment = Experiment(
        MnistSample(),
        Network(case.sizes[0], tuple(layers)),
        losses.HALF_SUM_OF_SQUARES if is_sigmoid else losses.CROSS_ENTROPY,
        optimizers.OPTIMIZERS[case.optimizer](),
        case.rate,
        batch_size=case.batch,
    )
    trainer = Trainer(experiment, dataset)
    return trainer, trainer.step


def competitor(name: str, case: Case) -> Callable[[], object]:
    """What does the next step of a case."""
    trainer, step = engine_steps(case)
    if name == ENGINE:
        return step
    if name == MEASURED:

        def measured_step() -> object:
            step()
            return trainer.metrics()

        return measured_step
    x, labels = data(case)
    y = np.eye(case.sizes[-1], dtype=np.float32)[labels]
    if name == BY_HAND:
        build = handwritten.two_layers if len(case.sizes) == 3 else handwritten.three_layers
        train = build(case.sizes, case.batch, case.optimizer, case.rate, x, y)
    else:
        from tests.benchmarks import pytorch

        train = pytorch.step(case.sizes, case.optimizer, case.rate, x, y)
    batches = Batches(len(x), case.batch, seed=0)
    position = Position()

    def other_step() -> None:
        nonlocal position
        train(batches.indices(position))
        position = batches.after(position)

    return other_step


def serve(name: str, case: Case, connection: Connection) -> None:
    """Run a block of steps whenever asked, and answer with the seconds of one step."""
    step = competitor(name, case)
    for _ in range(20):
        step()
    start = perf_counter()
    step()
    steps = max(3, int(BLOCK_S / (perf_counter() - start)))
    while connection.recv():
        start = perf_counter()
        for _ in range(steps):
            step()
        connection.send((perf_counter() - start) / steps)


def measure(case: Case, names: list[str], starts: int, rounds: int) -> dict[str, float]:
    """The median seconds of a step, for each competitor."""
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(starts):
        race(case, seconds, rounds)
    return {name: median(times) for name, times in seconds.items()}


def race(case: Case, seconds: dict[str, list[float]], rounds: int) -> None:
    """Start all competitors, let each run as many blocks, and add their times to `seconds`."""
    context = multiprocessing.get_context("spawn")
    connections: dict[str, Connection] = {}
    for name in seconds:
        ours, theirs = context.Pipe()
        context.Process(target=serve, args=(name, case, theirs), daemon=True).start()
        connections[name] = ours
    for number in range(rounds + 1):
        for name, connection in connections.items():
            connection.send(True)
            answer = connection.recv()
            if number:  # the first round warms up
                seconds[name].append(answer)
    for connection in connections.values():
        connection.send(False)


def row(case: Case, seconds: dict[str, float]) -> str:
    """A line of the table, as Markdown."""
    engine, by_hand = seconds[ENGINE], seconds[BY_HAND]
    cells = [
        case.title,
        *(f"{1e6 * seconds[name]:,.0f} µs" for name in seconds),
        f"{engine / by_hand:.2f}",
        f"{seconds[MEASURED] / by_hand:.2f}",
    ]
    if PYTORCH in seconds:
        cells.append(f"{seconds[PYTORCH] / engine:.2f} ×")
        cells.append(f"≥ {case.pytorch_goal} ×" if case.pytorch_goal else "–")
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure, print the table, and write it as JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=5, help="how often all are started anew")
    parser.add_argument("--rounds", type=int, default=20, help="blocks of each from one start")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    has_pytorch = importlib.util.find_spec("torch") is not None
    names = [ENGINE, MEASURED, BY_HAND] + ([PYTORCH] if has_pytorch else [])
    head = ["step", *names, "engine / by hand", "with metrics / by hand"]
    head += ["PyTorch / engine", "goal"] if has_pytorch else []
    print(f"| {' | '.join(head)} |\n|{' --- |' * len(head)}")
    results = []
    for case in CASES:
        seconds = measure(case, names, options.starts, options.rounds)
        print(row(case, seconds), flush=True)
        results.append({"case": case.title, "seconds": seconds})
    if options.json:
        facts = {"python": platform.python_version(), "numpy": np.__version__, "results": results}
        options.json.write_text(json.dumps(facts, indent=2) + "\n")


if __name__ == "__main__":
    main()
