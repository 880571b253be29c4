"""What the inspector costs: from a click to the explanation painted. It needs no screen.

python tests/benchmarks/inspector_speed.py [--rounds 200]
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app import blas

blas.configure()  # before NumPy is imported

from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtWidgets import QApplication

from app import command_line, options
from app.inspected import Inspected
from app.inspector.inspector import Inspector
from app.look import style
from app.look.look import Look
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.trace import take_trace
from engine.training import Trainer

LARGE = "--layers 784,128,64,10 --batch-size 64"
PARTS: dict[str, list[Address]] = {
    "weight before hidden 1": [EdgeId(1, 350 + n, n) for n in range(20)],
    "weight before hidden 2": [EdgeId(2, n, n) for n in range(20)],
    "weight before the output": [EdgeId(3, n, n % 10) for n in range(20)],
    "bias of hidden 1": [BiasId(1, n) for n in range(20)],
    "pixel": [NodeId(0, 350 + n) for n in range(20)],
    "output": [NodeId(3, n) for n in range(10)],
}


def main() -> None:
    """Measure what `--rounds` selections take, of parts of every kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    app = QApplication(sys.argv[:1])
    look = Look()
    style.apply(app, look)
    given = command_line.parser().parse_args(LARGE.split())
    trainer = Trainer(*options.build(given, lambda *_: True))
    for _ in range(20):
        trainer.step()
    inspector = Inspector()
    inspector.show_look(look)
    inspector.show_experiment(trainer.experiment, trainer.dataset)
    inspector.resize(380, 480)
    inspector.show()
    trace = take_trace(trainer)
    for example, scope in ((0, "one example"), (None, "the batch")):
        for name, parts in PARTS.items():
            turns = cycle(parts)

            def select(turns: Iterator[Address] = turns, example: int | None = example) -> None:
                inspector.show_inspected(Inspected(trace, next(turns), example))

            report(f"{name}, {scope}", times(app, inspector, select, rounds))


def times(
    app: QApplication, widget: Inspector, act: Callable[[], None], rounds: int
) -> list[float]:
    """The seconds from an act to its picture, events between them included."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    found = []
    for _ in range(rounds):
        start = perf_counter()
        act()
        app.sendPostedEvents()
        painter = QPainter(image)
        widget.render(painter)
        painter.end()
        found.append(perf_counter() - start)
        app.processEvents()
    return found


def report(name: str, seconds: list[float]) -> None:
    """Print the median and the 95th percentile in milliseconds."""
    p95 = quantiles(seconds, n=20)[-1]
    print(f"{name:40} {median(seconds) * 1e3:7.2f} ms   p95 {p95 * 1e3:7.2f} ms")


if __name__ == "__main__":
    main()
