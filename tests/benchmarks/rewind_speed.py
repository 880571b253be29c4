"""How long the way back takes, whether the bits are the same, and what checkpoints cost.

    python tests/benchmarks/rewind_speed.py [--steps 10000] [--places 1000]

784-128-64-10 with batches of 64, Adam and dropout, on the embedded MNIST digits. First two
trainings take turns in blocks, one of which keeps checkpoints. Then a scout, as the window has it,
goes to random places of the run, from each one step back, and one step forward again; every time
all parameters are compared, bit by bit, with what they were in the run.
"""

import argparse
import sys
from hashlib import sha256
from math import sqrt
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from app import blas

blas.configure()  # before NumPy is imported

import numpy as np

from app.session.live import CHECKPOINT_BYTES
from app.session.scout import TRAIL_BYTES, Scout
from engine.activations import Softmax
from engine.checkpoints import Checkpoints, bytes_within
from engine.datasets.dataset import Dataset
from engine.datasets.embedded import MnistSample
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY
from engine.network import Network
from engine.optimizers import Adam
from engine.timeline import Branch, Timeline
from engine.training import Trainer

BLOCK = 128
EXPERIMENT = Experiment(
    MnistSample(),
    Network(784, (Dense(128, dropout=0.2), Dense(64, dropout=0.1), Dense(10, Softmax()))),
    CROSS_ENTROPY,
    Adam(),
    learning_rate=0.001,
    batch_size=64,
)


def bits(trainer: Trainer) -> bytes:
    """What stands for all parameters."""
    return sha256(trainer.flat_parameters.tobytes()).digest()


def slowdown(dataset: Dataset, steps: int) -> float:
    """How many times as long the steps take with checkpoints, by blocks of two trainings in turn.

    They take turns in keeping checkpoints too, as one may have better luck with its memory.
    """
    trainers = [Trainer(EXPERIMENT, dataset) for _ in range(2)]
    store = Checkpoints(EXPERIMENT.recipe, CHECKPOINT_BYTES)
    store.reserve()
    ratios = []
    for block in range(-(-steps // BLOCK)):
        times = []
        for trainer, keeps in zip(trainers, (block % 2, 1 - block % 2), strict=True):
            trainer.on_checkpoint = None
            if keeps:
                trainer.on_checkpoint = lambda c: store.put(0, c.position, c.state)
            start = perf_counter()
            for _ in range(BLOCK):
                trainer.step()
            times.append(perf_counter() - start)
        ratios.append(times[0] / times[1] if block % 2 else times[1] / times[0])
    return sqrt(median(ratios[::2]) * median(ratios[1::2]))


def recorded(dataset: Dataset, steps: int) -> tuple[Scout, Branch, list[bytes]]:
    """A run with checkpoints, and its bits before each step."""
    trainer = Trainer(EXPERIMENT, dataset)
    branch = Timeline(EXPERIMENT).current
    scout = Scout(trainer)
    scout.use(Checkpoints(EXPERIMENT.recipe, CHECKPOINT_BYTES))
    trainer.on_checkpoint = lambda checkpoint: scout.keep(branch, checkpoint)
    seen = []
    for _ in range(steps):
        seen.append(bits(trainer))
        trainer.step()
    return scout, branch, seen


def go_to(scout: Scout, branch: Branch, trainer: Trainer, step: int) -> float:
    """Bring the trainer to the end of the step before; give the milliseconds that it took."""
    start = perf_counter()
    for _ in scout.find(branch, step - 1):
        pass
    trainer.restore(scout.found)
    trainer.step()
    return 1000 * (perf_counter() - start)


def main() -> None:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--places", type=int, default=1000)
    options = parser.parse_args()
    dataset = EXPERIMENT.load()
    longer = slowdown(dataset, options.steps)
    scout, branch, seen = recorded(dataset, options.steps)
    trainer = Trainer(EXPERIMENT, dataset)
    rng = np.random.default_rng(0)
    jumps, backs, wrong = [], [], 0
    for step in rng.integers(2, options.steps, options.places).tolist():
        jumps.append(go_to(scout, branch, trainer, step))
        wrong += bits(trainer) != seen[step]
        backs.append(go_to(scout, branch, trainer, step - 1))
        wrong += bits(trainer) != seen[step - 1]
        trainer.step()
        wrong += bits(trainer) != seen[step]
    kept = bytes_within(EXPERIMENT.recipe, CHECKPOINT_BYTES)
    kept += bytes_within(EXPERIMENT.recipe, TRAIL_BYTES)
    print(f"checkpoints {kept / 1e6:.0f} MB, training {longer:.3f} times as long")
    for name, times in (("jump to a random place", jumps), ("one step back from there", backs)):
        p50, p95, most = np.percentile(times, (50, 95, 100))
        print(f"{name}: median {p50:.1f} ms, p95 {p95:.1f} ms, longest {most:.1f} ms")
    print(f"{wrong} of {3 * options.places} comparisons differ in a bit")


if __name__ == "__main__":
    main()
