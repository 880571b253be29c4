"""The classic set-ups, from several seeds, against the figures that they should reach.

    python tests/benchmarks/classic_setups.py [--seeds 5] [--json FILE]

A result is the accuracy on the tests, or R² for a regression: the best after an epoch and the one
after the last epoch, as means over the seeds. MNIST and Fashion-MNIST are found as everywhere: in
the folder that NABLASCOPE_DATA names, or in the user's data folder. The exit code tells whether the
best results reached the goals.
"""

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from app import blas

blas.configure()  # before NumPy is imported

from engine.epochs import train_epochs
from engine.training import Trainer
from tests.setups import LONG, SHORT, Setup, reached


def run(setup: Setup, seed: int) -> tuple[list[float], float]:
    """The test results after each epoch, and the seconds of all."""
    experiment = replace(setup.experiment, seed=seed)
    trainer = Trainer(experiment, experiment.load())
    start = perf_counter()
    results = [reached(metrics.test) for metrics in train_epochs(trainer, setup.epochs)]
    return results, perf_counter() - start


def measure(setup: Setup, seeds: int) -> dict[str, object]:
    """What the set-up reached: means over its seeds."""
    runs = [run(setup, seed) for seed in range(seeds)]
    return {
        "set-up": setup.title,
        "epochs": setup.epochs,
        "goal": setup.goal,
        "best": fmean(max(results) for results, _ in runs),
        "last": fmean(results[-1] for results, _ in runs),
        "worst seed": min(max(results) for results, _ in runs),
        "seconds": fmean(seconds for _, seconds in runs),
    }


def main() -> int:
    """Run all, print a table, and write it as JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds, from 0")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    head = ["set-up", "epochs", "goal", "best", "last", "worst seed", "seconds"]
    print(f"| {' | '.join(head)} |\n|{' --- |' * len(head)}")
    records = []
    for setup in SHORT + LONG:
        records.append(measure(setup, options.seeds))
        cells = [f"{v:.4g}" if isinstance(v, float) else str(v) for v in records[-1].values()]
        print(f"| {' | '.join(cells)} |", flush=True)
    if options.json:
        options.json.write_text(json.dumps(records, indent=2) + "\n")
    return 0 if all(record["best"] >= record["goal"] for record in records) else 1  # type: ignore[operator]


if __name__ == "__main__":
    sys.exit(main())
