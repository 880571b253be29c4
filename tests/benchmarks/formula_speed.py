"""Speed of typeset formulas: building one, and showing and painting twelve new numbers in one.

    python tests/benchmarks/formula_speed.py [--rounds 500] [--json FILE]

"numbers" is what happens at each step of a training while a formula is looked at: twelve slots get
new values, of both signs and of many sizes, and the whole formula is painted into an image of
twice the usual density. "view" is the same with the widget around it, "build" a formula from LaTeX
to its first painting. All in milliseconds. The exit code tells whether the goal was reached.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtWidgets import QApplication

from app.formula.block import Block
from app.formula.formula_view import FormulaView, Line, Slot
from app.look.theme import THEMES

NUMBERS = 12
SIZE, WIDTH = 17.0, 700
GOAL_MS = 1.0
"""For new numbers, from values to pixels."""
THEME = THEMES["dark"]


def line(rng: np.random.Generator) -> Line:
    """A sum of fractions and products with twelve numbers."""
    values = rng.standard_normal(NUMBERS) * 10 ** rng.uniform(-2, 2, NUMBERS)
    slots = tuple(
        Slot(str(n), rf"w^{{(2)}}_{{{n}}}", float(value), THEME.curves[n % 6], "", False)
        for n, value in enumerate(values)
    )
    template = r"\frac{#0}{\sqrt{#1} + #2} + #3 \cdot #4 \cdot #5 - #6 #7 + (#8 - #9) #10 - #11^2"
    return Line(r"\frac{\partial C}{\partial w}", template, slots, True, f"= {values.sum():+.4f}")


def milliseconds(task: Callable[[Line], None], lines: list[Line]) -> list[float]:
    """The time that each call takes, after some that are not counted."""
    times = []
    for number, new in enumerate(lines):
        start = perf_counter()
        task(new)
        if number >= 20:
            times.append((perf_counter() - start) * 1e3)
    return times


def image() -> QImage:
    """What is painted on."""
    canvas = QImage(2 * WIDTH, 400, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.setDevicePixelRatio(2)
    canvas.fill(THEME.panel)
    return canvas


def tasks() -> dict[str, Callable[[Line], None]]:
    """What is measured, by its name."""
    canvas = image()
    block = Block([line(np.random.default_rng(0))])
    block.lay_out(SIZE, WIDTH)
    view = FormulaView()
    view.show_lines([line(np.random.default_rng(0))])
    view.resize(WIDTH, view.heightForWidth(WIDTH))

    def paint(block: Block) -> None:
        painter = QPainter(canvas)
        block.paint(painter, QPointF(), THEME.text)
        painter.end()

    def numbers(new: Line) -> None:
        if not block.show_values([new]):
            block.lay_out(SIZE, WIDTH)
        paint(block)

    def in_view(new: Line) -> None:
        view.show_lines([new], is_live=True)
        view.render(canvas)

    def build(new: Line) -> None:
        built = Block([new])
        built.lay_out(SIZE, WIDTH)
        paint(built)

    return {"numbers": numbers, "view": in_view, "build": build}


def main() -> int:
    """Measure, print a table, and write it as JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=500, help="how often each is done")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    application = QApplication(sys.argv[:1])
    rng = np.random.default_rng(1)
    lines = [line(rng) for _ in range(options.rounds + 20)]
    print("| task | median ms | p95 ms |\n| --- | --- | --- |")
    figures = {}
    for name, task in tasks().items():
        times = milliseconds(task, lines)
        figures[name] = {"median": median(times), "p95": quantiles(times, n=20)[-1]}
        print(f"| {name} | {figures[name]['median']:.3f} | {figures[name]['p95']:.3f} |")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    application.quit()
    return 0 if figures["numbers"]["p95"] <= GOAL_MS else 1


if __name__ == "__main__":
    sys.exit(main())
