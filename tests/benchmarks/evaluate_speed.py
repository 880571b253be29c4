"""Evaluating in the window: how long a report takes, and how smooth the window stays meanwhile.

    python tests/benchmarks/evaluate_speed.py [--rounds 9] [--dataset mnist-5k]

The perspective Evaluate at 1280 × 800, without a screen. The test examples and the training
examples are evaluated at rest, and while the network is trained as fast as can be: from the request
until the report is painted, and the longest gap between two turns of the event loop on the way.
With the full MNIST at hand (see `--data-dir` of the program, or NABLASCOPE_DATA), `--dataset mnist`
evaluates 10,000 and 60,000 examples.
"""

import argparse
import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app import blas

blas.configure()  # before NumPy is imported

from PyQt6.QtCore import QObject, Qt, QTimer

from app.desktop import Desktop
from app.scopes import Scope
from tests.benchmarks.window_speed import desktop, in_process, wait, wait_until

NETWORKS = (
    ("784-16-16-10, batch 32", "--layers 784,16,16,10"),
    ("784-128-64-10, batch 64", "--layers 784,128,64,10 --batch-size 64"),
)
BEAT_MS = 1
PAUSE_S = 0.3


class Evaluator(QObject):
    """Evaluates in a window, as its button does, and times that."""

    def __init__(self, shown: Desktop) -> None:
        super().__init__()
        self._shown = shown
        self._is_reported = self._is_done = False
        self._last = self._end = 0.0
        self._gaps: list[float] = []
        self._beats = QTimer(self)
        self._beats.setTimerType(Qt.TimerType.PreciseTimer)
        self._beats.timeout.connect(self._beat)
        shown.session.evaluating.evaluated.connect(self._finish)

    def evaluate(self, scope: Scope) -> tuple[float, float]:
        """Evaluate these examples; give the seconds that it took, and the longest gap."""
        self._is_reported = self._is_done = False
        self._gaps = []
        start = self._last = perf_counter()
        self._beats.start(BEAT_MS)
        self._shown.session.evaluating.evaluate(scope)
        wait_until(lambda: self._is_done)
        taken = self._end - start
        wait(PAUSE_S)  # what the report makes the window do later counts for the gaps
        self._beats.stop()
        return taken, max(self._gaps)

    def _finish(self) -> None:
        self._is_reported = True

    def _beat(self) -> None:
        now = perf_counter()
        self._gaps.append(now - self._last)
        self._last = now
        if self._is_reported and not self._is_done:  # painted, which comes before a timer
            self._end, self._is_done = now, True


def measure(title: str, settings: str, rounds: int) -> None:
    """Evaluate at rest and during a run, and print what came out."""
    shown = desktop(settings, "evaluate")
    training = shown.session.training
    evaluator = Evaluator(shown)
    evaluator.evaluate(Scope.TEST)  # once, so that everything is made
    for state in ("at rest", "running"):
        if state == "running":
            training.run()
            wait_until(lambda: training.is_running)
        for scope in (Scope.TEST, Scope.TRAIN):
            times, gaps = zip(*(evaluator.evaluate(scope) for _ in range(rounds)), strict=True)
            report = shown.session.evaluating.report
            assert report is not None
            count = len(report.answers.losses)
            print(
                f"| {title}, {state} | {count:,} | {1000 * median(times):.0f} | "
                f"{1000 * max(times):.0f} | {1000 * median(gaps):.0f} | {1000 * max(gaps):.0f} |",
                flush=True,
            )
    training.pause()
    wait_until(lambda: not training.is_running)
    shown.window.close()


def main() -> None:
    """Measure both networks, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--dataset", default="mnist-5k")
    given = parser.parse_args()
    print(
        "| network | examples | report after, median ms | longest | longest gap, median ms | max |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    for title, settings in NETWORKS:
        data = f" --dataset {given.dataset}"
        in_process(measure, title, settings + data, given.rounds)


if __name__ == "__main__":
    main()
