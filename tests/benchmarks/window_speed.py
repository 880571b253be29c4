"""What the window costs: speed of training, smoothness, start, memory. It needs no screen.

    python tests/benchmarks/window_speed.py [--rounds 5] [--seconds 3] [--steps 2000000]

The training in the window and the same training without one, in a process of its own, take turns
in blocks, so that a busy machine disturbs both alike; medians of the blocks are compared. With
`--steps`, a tiny network is trained for so many steps, and memory is compared before and after.
"""

import argparse
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, perf_counter

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app import blas

blas.configure()  # before NumPy is imported

from PyQt6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PyQt6.QtWidgets import QApplication

from app import command_line, options
from app.desktop import Desktop
from app.history import History
from app.main_window import USUAL_SIZE
from app.network_view.canvas import Canvas
from app.preferences import Preferences
from app.session.bench import Bench
from engine.epochs import train_epochs
from engine.training import Trainer

LARGE = "--layers 784,128,64,10 --batch-size 64 --optimizer sgd --learning-rate 0.05"
USUAL = ""
LARGEST = "--layers 784,512,512,10 --batch-size 128 --optimizer sgd --learning-rate 0.05"
TINY = "--dataset iris --layers 4,16,16,3 --batch-size 16"
FIRST_PAINT = """
import sys
from time import monotonic
from app import blas
blas.configure()
from app.application import main
from app import desktop, preferences
from pathlib import Path
from PyQt6.QtCore import QEvent, QObject, QTimer
preferences.usual_file = lambda: Path("/nonexistent/preferences.json")
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and type(watched).__name__ == "Canvas":
            print(monotonic(), flush=True)
            QTimer.singleShot(0, lambda: watched.window().close())
        return False
watch = Watch()
start = desktop.Desktop.run
def run(self, *arguments):
    self._app.installEventFilter(watch)
    return start(self, *arguments)
desktop.Desktop.run = run
sys.exit(main([]))
"""
"""The program as it starts, but it says when the network is first painted, and closes."""


class Frames(QObject):
    """Notes when a widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Note the time of a paint event."""
        if event is not None and event.type() == QEvent.Type.Paint:
            self.times.append(perf_counter())
        return False


def desktop(settings: str, perspective: str = "watch") -> Desktop:
    """The window, on a training with these options."""
    given = command_line.parser().parse_args(settings.split())
    bench = Bench.fresh(*options.build(given, lambda *_: True))
    shown = Desktop(QApplication(sys.argv[:1]), bench, Preferences(perspective=perspective))
    shown.window.show_size(USUAL_SIZE)
    shown.window.show()
    wait(0.5)
    return shown


def wait(seconds: float) -> None:
    """Let the window live for so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def wait_until(holds: Callable[[], bool]) -> None:
    """Let the window live until something holds."""
    while not holds():
        wait(0.01)


def run_for(shown: Desktop, seconds: float) -> float:
    """Train in the window for so long; give the steps per second of the steady run."""
    training = shown.session.training
    steps = training.bench.archive.history.steps
    training.run()
    wait_until(lambda: training.is_running)
    wait(0.3)
    start, before = perf_counter(), len(steps)
    wait(seconds)
    rate = (len(steps) - before) / (perf_counter() - start)
    training.pause()
    wait_until(lambda: not training.is_running)
    return rate


def train_without_window(connection: Connection, settings: str) -> None:
    """Train for as many seconds as asked, again and again; answer with steps per second."""
    given = command_line.parser().parse_args(settings.split())
    trainer = Trainer(*options.build(given, lambda *_: True))
    while (seconds := connection.recv()) is not None:
        start, before = perf_counter(), trainer.position.step
        end = start + seconds
        for _ in train_epochs(trainer, 10**9, partial(_is_before, end)):
            pass
        connection.send((trainer.position.step - before) / (perf_counter() - start))


def _is_before(end: float, done: int, total: int) -> bool:
    return perf_counter() < end


@contextmanager
def competitor(settings: str) -> Iterator[Connection]:
    """A process that trains without a window."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=train_without_window, args=(theirs, settings))
    process.start()
    yield ours
    ours.send(None)
    process.join()


def measure_speed(title: str, settings: str, rounds: int, seconds: float) -> None:
    """Compare training in the window with training without one, and time the frames."""
    shown = desktop(settings)
    frames = Frames()
    canvas = shown.window.network.findChild(Canvas)
    assert canvas is not None
    canvas.installEventFilter(frames)
    rates, others, intervals = [], [], []
    with competitor(settings) as other:
        for _ in range(rounds):
            frames.times.clear()
            rates.append(run_for(shown, seconds))
            steady = frames.times[20:]
            intervals += [b - a for a, b in pairwise(steady)]
            other.send(seconds)
            others.append(other.recv())
    ratio = median(a / b for a, b in zip(rates, others, strict=True))
    p99 = quantiles(intervals, n=100)[98]
    memory = memory_mb(os.getpid()) + memory_mb(shown.session.training.process_id)
    print(
        f"| {title} | {median(rates):,.0f} | {median(others):,.0f} | {ratio:.2f} | "
        f"{median(intervals) * 1000:.1f} | {p99 * 1000:.1f} | {memory:,.0f} |",
        flush=True,
    )
    shown.window.close()


def measure_start(rounds: int) -> None:
    """Time from the command to the first painted network, in fresh processes."""
    times = []
    for _ in range(rounds + 1):
        start = monotonic()
        result = subprocess.run(
            [sys.executable, "-c", FIRST_PAINT],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        times.append(float(result.stdout.split()[0]) - start)
    print(f"\nfirst painted frame after {median(times[1:]):.2f} s, at most {max(times[1:]):.2f} s")


def measure_growth(steps: int) -> None:
    """Train for so many steps, and compare what memory and what curves have grown."""
    shown = desktop(TINY)
    training = shown.session.training
    seen = []
    for goal in (steps // 10, steps):
        training.run()
        wait_until(lambda goal=goal: len(training.bench.archive.history.steps) >= goal)  # type: ignore[misc]
        training.pause()
        wait_until(lambda: not training.is_running)
        own, other = memory_mb(os.getpid()), memory_mb(training.process_id)
        seen.append((own, other, history_bytes(training.bench.archive.history) / 1e6))
    (own0, other0, curves0), (own1, other1, curves1) = seen
    print(
        f"\nfrom {steps // 10:,} to {steps:,} steps: window {own0:.0f} → {own1:.0f} MB, "
        f"of these curves {curves0:.0f} → {curves1:.0f} MB; process {other0:.0f} → {other1:.0f} MB"
    )
    shown.window.close()


def history_bytes(history: History) -> int:
    """The memory of all curves, with the room that they have to grow."""
    tables = (history.steps, history.measured, history.tests, history.epochs)
    columns = [table[name] for table in tables for name in table.names]
    return sum(getattr(column.base, "nbytes", column.nbytes) for column in columns)


def memory_mb(process_id: int | None) -> float:
    """The memory of a process in MB, with its share of what it shares (Linux)."""
    assert process_id is not None, "the training process has ended"
    for line in Path(f"/proc/{process_id}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1000
    raise LookupError("no Pss")


def main() -> None:
    """Measure all, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--steps", type=int, default=0)
    given = parser.parse_args()
    print("| network | steps/s in the window | without | ratio | frame ms | p99 ms | MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for title, settings in (
        ("784-128-64-10, batch 64, SGD", LARGE),
        ("784-16-16-10, batch 32", USUAL),
        ("784-512-512-10, batch 128, SGD", LARGEST),
    ):
        in_process(measure_speed, title, settings, given.rounds, given.seconds)
    measure_start(given.rounds)
    if given.steps:
        in_process(measure_growth, given.steps)


def in_process(measure: Callable[..., None], *arguments: object) -> None:
    """Measure in a fresh process: there is only one application in each."""
    process = multiprocessing.get_context("spawn").Process(target=measure, args=arguments)
    process.start()
    process.join()


if __name__ == "__main__":
    main()
