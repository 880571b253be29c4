"""Drawing in the window: how soon the network's answer is seen, and what that costs a training.

    python tests/benchmarks/draw_speed.py [--rounds 5] [--seconds 3]

The perspective Draw at 1280 × 800, without a screen. A mouse draws strokes and moves 120 times a
second; a move counts from when it was due until the bars of the answer and the network are painted,
so that one that the window was too busy to take at once counts in full. It draws at rest, and while
the network is trained as fast as can be; steps per second are compared with those of the same
window when nobody draws, in turns.
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

import numpy as np
from PyQt6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication, QWidget

from app.desktop import Desktop
from app.network_view.canvas import Canvas
from app.pad.pad import Pad
from app.pad.sheet import Sheet
from app.widgets.prediction_bars import PredictionBars
from tests.benchmarks.window_speed import desktop, in_process, run_for, wait

NETWORKS = (
    ("784-16-16-10, batch 32", "--layers 784,16,16,10"),
    ("784-128-64-10, batch 64", "--layers 784,128,64,10 --batch-size 64"),
)
MOVES_A_SECOND = 120
MOVES_A_STROKE = 100
STROKES = 1
"""Then all is cleared: a line over ink that is there already leaves the input as it is."""
TIMER_MS = 2
BEAT_MS = 1
LEFT, NOTHING = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


class Hand(QObject):
    """Draws curls on a `pad` with the mouse; `unanswered` are the times of moves not yet seen."""

    def __init__(self, pad: Pad) -> None:
        super().__init__()
        sheet = pad.findChild(Sheet)
        assert sheet is not None
        self._pad, self._sheet = pad, sheet
        self.unanswered: list[float] = []
        self._moves = 0
        self._begun = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._move)

    def start(self) -> None:
        """Begin to draw."""
        self._moves, self._begun = 0, perf_counter()
        self._timer.start(TIMER_MS)

    def stop(self) -> None:
        """Lift the mouse."""
        self._timer.stop()
        self._send(QEvent.Type.MouseButtonRelease, LEFT, NOTHING)
        self.unanswered.clear()

    def _move(self) -> None:
        """Make the moves that are due."""
        while (due := self._begun + self._moves / MOVES_A_SECOND) <= perf_counter():
            number = self._moves % MOVES_A_STROKE
            if number == 0:
                self._send(QEvent.Type.MouseButtonRelease, LEFT, NOTHING)
                if self._moves // MOVES_A_STROKE % STROKES == 0:
                    while self._pad.can_undo:
                        self._pad.undo()
                self._send(QEvent.Type.MouseButtonPress, LEFT, LEFT)
            self._send(QEvent.Type.MouseMove, NOTHING, LEFT)
            self._moves += 1
            self.unanswered.append(due)

    def _send(self, kind: QEvent.Type, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        turn = self._moves / MOVES_A_STROKE * 2 * np.pi
        x, y = 0.5 + 0.3 * np.sin(2.0 * turn), 0.5 + 0.3 * np.cos(1.3 * turn)
        place = QPointF(x * self._sheet.width(), y * self._sheet.height())
        at = self._sheet.mapToGlobal(place)
        event = QMouseEvent(kind, place, at, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self._sheet, event)


class Clock(QObject):
    """Times answers, from a move of the mouse to the pixels, and turns of the event loop."""

    def __init__(self, hand: Hand, shown: Desktop) -> None:
        super().__init__()
        canvas = shown.window.network.findChild(Canvas)
        bars = shown.window.answers.findChild(PredictionBars)
        assert canvas is not None
        assert bars is not None
        self._hand = hand
        self._parts: tuple[QWidget, ...] = (canvas, bars)
        self._to_paint: set[QWidget] = set()
        self._asked: list[float] = []
        self._beaten = perf_counter()
        self.waits: list[float] = []
        self.answers: list[float] = []
        self.gaps: list[float] = []
        for part in self._parts:
            part.installEventFilter(self)
        shown.window.pad.input_changed.connect(self._expect)
        self._beats = QTimer(self)
        self._beats.setTimerType(Qt.TimerType.PreciseTimer)
        self._beats.timeout.connect(self._beat)
        self._beats.start(BEAT_MS)

    def clear(self) -> None:
        """Forget all times."""
        for times in (self.waits, self.answers, self.gaps):
            times.clear()

    def _expect(self) -> None:
        """There is another input: its answer is to be painted."""
        self._asked += self._hand.unanswered
        self._hand.unanswered.clear()
        self._to_paint = set(self._parts)

    def _beat(self) -> None:
        """Note how long the window was busy, and whether all that was to be painted is."""
        now = perf_counter()
        self.gaps.append(now - self._beaten)
        self._beaten = now
        if self._asked and not self._to_paint:
            self.waits += [now - due for due in self._asked]
            self.answers.append(now)
            self._asked.clear()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Note what is painted."""
        if event is not None and event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._to_paint.discard(watched)
        return False


def measure(title: str, settings: str, rounds: int, seconds: float) -> None:
    """Draw at rest and during a run, and print what came out."""
    shown = desktop(settings, "draw")
    hand = Hand(shown.window.pad)
    clock = Clock(hand, shown)
    hand.start()
    wait(seconds)  # once, so that everything is made and warm
    clock.clear()
    wait(seconds * rounds)
    hand.stop()
    report(f"{title}, at rest", clock, seconds * rounds, "")
    clock.clear()
    ratios = []
    for _ in range(rounds):
        while shown.window.pad.can_undo:
            shown.window.pad.undo()
        alone = run_for(shown, seconds)
        hand.start()
        ratios.append(run_for(shown, seconds) / alone)
        hand.stop()
    report(f"{title}, running", clock, drawn_seconds(clock), f"{median(ratios):.2f}")
    shown.window.close()


def drawn_seconds(clock: Clock) -> float:
    """The time for which answers came, without the breaks between the rounds."""
    pairs = zip(clock.answers, clock.answers[1:], strict=False)
    return sum(b - a for a, b in pairs if b - a < 1)


def report(title: str, clock: Clock, seconds: float, ratio: str) -> None:
    """Print a line of the table."""
    waits, gaps = 1000 * np.array(clock.waits), 1000 * np.array(clock.gaps)
    p50, p95, p99 = np.percentile(waits, (50, 95, 99))
    g95, g99 = np.percentile(gaps, (95, 99))
    print(
        f"| {title} | {p50:.0f} | {p95:.0f} | {p99:.0f} | {len(clock.answers) / seconds:.0f} | "
        f"{g95:.1f} | {g99:.1f} | {ratio} |",
        flush=True,
    )


def main() -> None:
    """Measure both networks, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    given = parser.parse_args()
    print(
        "| network | move to painted answer, median ms | p95 | p99 | answers a second | "
        "between turns of the event loop, p95 ms | p99 | steps/s ÷ not drawing |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for title, settings in NETWORKS:
        in_process(measure, title, settings, given.rounds, given.seconds)


if __name__ == "__main__":
    main()
