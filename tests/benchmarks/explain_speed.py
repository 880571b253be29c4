"""Speed of what explains a step: the objective, nudges, the check of all, the strongest paths.

    python tests/benchmarks/explain_speed.py [--rounds 30] [--json FILE]

Each task is done again and again on a step of a network that has trained a little, on examples of
MNIST; the check of all weights and biases, which takes seconds, is done once. Times are in
milliseconds, medians and 95th percentiles. The exit code tells whether the medians reached the
goals.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from app import blas

blas.configure()  # before NumPy is imported

import numpy as np

from engine.addresses import EdgeId, NodeId
from engine.datasets.embedded import MnistSample
from engine.gradient_check import check_all, nudge
from engine.health import health
from engine.objective import Objective
from engine.paths import strongest_paths
from engine.trace import Trace, take_trace
from engine.training import Trainer
from tests.setups import adam, relu_softmax

STEPS = 20
SMALL, LARGE, LARGEST = (784, 16, 16, 10), (784, 128, 64, 10), (784, 512, 512, 10)


@dataclass(frozen=True)
class Task:
    """Something that is done over and over, and the time in which it should be done."""

    title: str
    run: Callable[[int], object]
    goal_ms: float
    once: bool = False


def step(sizes: tuple[int, ...], batch: int) -> Trace:
    """A step of the network after some training."""
    experiment = adam(MnistSample(), relu_softmax(*sizes), batch)
    trainer = Trainer(experiment, experiment.load())
    for _ in range(STEPS):
        trainer.step()
    return take_trace(trainer)


def tasks() -> Iterator[Task]:
    """All that is measured."""
    large = step(LARGE, 64)
    objective = Objective(large)
    curve = np.linspace(-1, 1, 200)

    def edge(number: int) -> EdgeId:
        return EdgeId(1, 300 + number % 200, number % 128)

    title = f"{'-'.join(map(str, LARGE))}, batch 64"
    yield Task(f"objective, {title}", lambda _: Objective(large), 20)
    yield Task(f"nudge of a weight, {title}", lambda n: nudge(objective, edge(n)), 100)
    yield Task(
        f"nudge of an input, {title}", lambda n: nudge(objective, NodeId(0, 300 + n % 200)), 100
    )
    yield Task(
        f"cost against a weight, 200 values, {title}",
        lambda n: objective.costs_along(edge(n), curve),
        50,
    )
    yield Task(f"health, {title}", lambda _: health(large), 20)
    yield Task(f"check of all, {title}", lambda _: check_all(objective), 60_000, once=True)
    small = Objective(step(SMALL, 32))
    title = f"{'-'.join(map(str, SMALL))}, batch 32"
    yield Task(f"check of all, {title}", lambda _: check_all(small), 5_000, once=True)
    largest = step(LARGEST, 128)
    title = "-".join(map(str, LARGEST))

    def strongest(number: int) -> object:
        example = number % largest.examples
        return list(islice(strongest_paths(largest, NodeId(0, 400), example), 20))

    yield Task(f"strongest 20 paths, {title}", strongest, 20)


def measure(task: Task, rounds: int) -> list[float]:
    """The milliseconds that each round takes, after some that are not counted."""
    warm_up = 0 if task.once else 3
    times = []
    for number in range(1 if task.once else rounds + warm_up):
        start = perf_counter()
        task.run(number)
        times.append((perf_counter() - start) * 1e3)
    return times[warm_up:]


def main() -> int:
    """Measure all, print a table, and write it as JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30, help="how often each is done")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    print("| task | median ms | p95 ms | goal ms |\n| --- | --- | --- | --- |")
    records: list[dict[str, Any]] = []
    for task in tasks():
        times = measure(task, options.rounds)
        p95 = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        records.append(
            {"task": task.title, "median": median(times), "p95": p95, "goal": task.goal_ms}
        )
        print(
            f"| {task.title} | {median(times):,.2f} | {p95:,.2f} | {task.goal_ms:,g} |", flush=True
        )
    if options.json:
        options.json.write_text(json.dumps(records, indent=2) + "\n")
    return 0 if all(r["median"] <= r["goal"] for r in records) else 1


if __name__ == "__main__":
    sys.exit(main())
