"""Symbols outside of formulas: on buttons, and over the columns of tables."""

from functools import lru_cache
from math import ceil

from PyQt6.QtCore import QSizeF, Qt
from PyQt6.QtGui import QColor, QPainter, QPixmap

from app.formula.formula import Formula

DERIVATIVE = r"\frac{\partial C}{\partial "
PIXELS_PER_POINT = 96 / 72


def inline(latex: str) -> str:
    """A derivative in one line: ∂C/∂w instead of a fraction."""
    if latex.startswith(DERIVATIVE) and latex.endswith("}") and _closes_at_end(latex):
        return rf"\partial C/\partial {latex.removeprefix(DERIVATIVE)[:-1]}"
    return latex


@lru_cache(maxsize=256)
def laid_out(latex: str, pixels: float) -> Formula:
    """A symbol at this size."""
    formula = Formula(latex)
    formula.lay_out(pixels)
    return formula


def pixmap(latex: str, points: float, colour: QColor, ratio: float) -> QPixmap:
    """A symbol as large as text of so many points, for screens of this device pixel ratio."""
    formula = laid_out(inline(latex), points * PIXELS_PER_POINT * 1.15)
    size = formula.size + QSizeF(2, 2)
    image = QPixmap(ceil(size.width() * ratio), ceil(size.height() * ratio))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    formula.paint(painter, 1, 1, colour)
    painter.end()
    return image


def _closes_at_end(latex: str) -> bool:
    """Whether the brace of the fraction's lower part is the last one of all."""
    depth = 0
    for place, character in enumerate(latex.removeprefix(DERIVATIVE)):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            return place == len(latex) - len(DERIVATIVE) - 1
    return False
