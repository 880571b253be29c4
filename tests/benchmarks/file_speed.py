"""How long it takes to save a run and to open it again: `python tests/benchmarks/file_speed.py`.

784-128-64-10 with Adam, on the embedded MNIST digits, with the curves of so many steps and, as the
window has it, some earlier checkpoints. Opening is measured without and with its trainer, which
stands where the run stood, in mid-step.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from app import blas

blas.configure()  # before NumPy is imported

import numpy as np

from app.session.saved import EARLIER_BYTES
from engine import model_file
from engine.checkpoints import slots_within
from engine.saved_run import SavedRun
from engine.training import Trainer
from tests.benchmarks.rewind_speed import EXPERIMENT

COLUMNS = 14
"""Steps, costs, rates, and for some steps the norms of each layer: as many as in the window."""


def milliseconds(action: Callable[[], object], times: int) -> list[float]:
    """How long it took, each time."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        action()
        taken.append(1000 * (perf_counter() - start))
    return taken


def main() -> None:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=50)
    options = parser.parse_args()
    dataset = EXPERIMENT.load()
    trainer = Trainer(EXPERIMENT, dataset)
    trainer.step()
    trainer.advance()
    rng = np.random.default_rng(0)
    curves = {f"0/steps/{n}": rng.standard_normal(options.steps) for n in range(COLUMNS)}
    count = slots_within(EXPERIMENT.recipe, EARLIER_BYTES)
    earlier = tuple((0, trainer.checkpoint()) for _ in range(count))
    run = replace(SavedRun.of(trainer), curves=curves, earlier=earlier)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "run.nabla"
        measured = {
            "save": milliseconds(lambda: model_file.save(run, path), options.times),
            "open": milliseconds(lambda: model_file.load(path), options.times),
            "open, with its trainer": milliseconds(
                lambda: model_file.load(path).trainer(dataset), options.times
            ),
        }
        print(f"a file of {path.stat().st_size / 1e6:.1f} MB")
    for name, times in measured.items():
        print(f"{name}: median {median(times):.1f} ms, longest {max(times):.1f} ms")


if __name__ == "__main__":
    main()
