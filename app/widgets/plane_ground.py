"""The ground of a plane of two inputs: what a network answers at each point, as a picture."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor, QImage

from app.look.look import Look
from app.look.palettes import pixel_image
from app.widgets.value_image import diverging_image
from engine.activations import Activation, Sigmoid, Tanh

SURE, UNSURE = 0.62, 0.10
"""How much of its class's colour the ground has where the answer is sure, and where it is not."""
SINGLE = 0.7
"""The same for a single output."""


def class_colour(label: int, outputs: int, look: Look) -> QColor:
    """The colour of a class: of a single output's two classes that of its sign."""
    if outputs == 1:
        return look.positive if label else look.negative
    curves = look.theme.curves
    return curves[label % len(curves)]


def ground(
    answers: NDArray[Any], output: Activation, look: Look, *, is_classification: bool
) -> QImage:
    """The answers, shape (outputs, rows, columns): with classes each in its colour."""
    if not is_classification:
        return diverging_image(answers[0], _largest(answers[0]), look)
    if len(answers) == 1:
        return _between_two(answers[0], output, look)
    theme = look.theme
    best = answers.argmax(axis=0)
    ordered = np.sort(answers, axis=0)
    lead = np.clip(np.nan_to_num(ordered[-1] - ordered[-2]), 0, 1)[..., np.newaxis]
    colours = [class_colour(label, len(answers), look) for label in range(len(answers))]
    hues = np.array([colour.getRgb()[:3] for colour in colours], float)
    below = np.array(theme.background.getRgb()[:3], float)
    blend = below + (hues[best] - below) * (UNSURE + (SURE - UNSURE) * lead)
    red, green, blue = np.rint(blend).astype(np.uint32).transpose(2, 0, 1)
    return pixel_image(np.uint32(0xFF000000) | red << 16 | green << 8 | blue)


def _between_two(answers: NDArray[Any], output: Activation, look: Look) -> QImage:
    """A single output around its middle: a probability of ½ is neither class."""
    if isinstance(output, Sigmoid):
        return diverging_image(SINGLE * (2 * answers - 1), 1.0, look)
    if isinstance(output, Tanh):
        return diverging_image(SINGLE * answers, 1.0, look)
    return diverging_image(answers, _largest(answers), look)


def _largest(answers: NDArray[Any]) -> float:
    """The size of the largest finite answer, 1 if there is none but 0."""
    sizes = np.abs(answers)
    return float(sizes.max(where=np.isfinite(sizes), initial=0.0)) or 1.0
