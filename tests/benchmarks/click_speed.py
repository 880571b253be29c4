"""From a click in the network to its explanation on the screen, in the whole window.

    python tests/benchmarks/click_speed.py [--rounds 200]

784-128-64-10 with batches of 64 at 1280 × 800, without a screen, in the perspective for stepping.
Random places between the layers are clicked with the mouse; each time ends when all that follows is
done and everything is painted. Clicks on nothing do not count.
"""

import argparse
import os
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app import blas

blas.configure()  # before NumPy is imported

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QSize, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication

from app import command_line, options
from app.desktop import Desktop
from app.network_view.canvas import Canvas
from app.preferences import Preferences
from app.session.bench import Bench

LARGE = "--layers 784,128,64,10 --batch-size 64"
START_S = 1.0
SETTLE_S = 0.02


def main() -> None:
    """Measure so many clicks, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    app = QApplication(sys.argv[:1])
    given = command_line.parser().parse_args(LARGE.split())
    bench = Bench.fresh(*options.build(given, lambda *_: True))
    for _ in range(20):
        bench.finish_step()
    desktop = Desktop(app, bench, Preferences(perspective="step"))
    window = desktop.window
    window.show_size(QSize(1280, 800))
    window.show()
    settle(app, START_S)
    canvas = window.network.findChild(Canvas)
    assert canvas is not None
    rng = np.random.default_rng(0)
    times = []
    for _ in range(rounds):
        x, y = rng.uniform((0.4, 0.1), (0.95, 0.85))
        place = QPointF(int(x * canvas.width()), int(y * canvas.height()))
        seen: list[object] = []
        desktop.session.inspection.selected.connect(seen.append)
        start = perf_counter()
        click(canvas, place)
        app.sendPostedEvents()
        app.processEvents()
        if seen and seen[0] is not None:
            times.append(1000 * (perf_counter() - start))
        desktop.session.inspection.selected.disconnect(seen.append)
        settle(app, SETTLE_S)
    p50, p95, most = np.percentile(times, (50, 95, 100))
    print(f"{len(times)} clicks: median {p50:.1f} ms, p95 {p95:.1f} ms, longest {most:.1f} ms")
    window.close()


def click(canvas: Canvas, place: QPointF) -> None:
    """Press and let go the left button."""
    left, nothing = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held in (
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonRelease, nothing),
    ):
        at = canvas.mapToGlobal(place)
        event = QMouseEvent(kind, place, at, left, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(canvas, event)


def settle(app: QApplication, seconds: float) -> None:
    """Let the window do what it has to do for so long."""
    end = perf_counter() + seconds
    while perf_counter() < end:
        app.processEvents()


if __name__ == "__main__":
    main()
