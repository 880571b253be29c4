"""The catalogue of plots: what each is called, shows and means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.look import numbers
from app.plots.series import (
    Column,
    Ratio,
    Series,
    Smoothed,
    Style,
    Watched,
    layer_colour,
    layer_series,
)
from app.plots.smoothing import LENGTH

WATCHED = "watched"
"""The plot of the values that the user has chosen to watch."""

ORDER = (
    "loss",
    "accuracy",
    "gradient-norm",
    "weights",
    WATCHED,
    "update-ratio",
    "learning-rate",
    "gradients",
    "activations",
)
"""All plots by name, in the order in which they stand."""

SHOWN_AT_FIRST = ("loss", "accuracy", "gradient-norm", "weights", WATCHED)

USUAL_RATIO = 1e-3

HANDLING = (
    "Point at it to read values. Turn the wheel to zoom, drag to move: over the curves along the "
    "x axis, over the y axis along that one."
)


@dataclass(frozen=True)
class StepKind:
    """A plot over steps. `top` is where its y axis ends if that is known; `guide` a usual value."""

    name: str
    title: str
    y_name: str
    meaning: str
    series: tuple[Series, ...]
    write: Callable[[float], str] = numbers.plain
    top: float | None = None
    guide: float | None = None
    guide_meaning: str = ""
    is_log: bool = False


@dataclass(frozen=True)
class DistributionKind:
    """A plot of how the numbers of each layer are spread; `field` names them in Distributions."""

    name: str
    title: str
    x_name: str
    meaning: str
    field: str
    letter: str
    """How the layers' numbers are called: W gives W1, W2, …"""


def step_kinds(depth: int, is_classification: bool) -> tuple[StepKind, ...]:
    """The plots over steps for a network of so many layers, with nothing in their means yet."""
    layers = range(1, depth + 1)
    return (
        _loss(),
        _quality(is_classification),
        _gradient_norm(layers),
        _update_ratio(layers),
        _learning_rate(),
    )


def watched_kind(titles: Sequence[str]) -> StepKind:
    """The plot of the values that are watched under these titles."""
    series = [
        Series(title, Watched(title), Style.LAYER, layer_colour(number), sign=sign(number))
        for number, title in enumerate(titles, start=1)
    ]
    names = ", ".join(f"{each.sign} {each.name}" for each in series)
    return StepKind(
        WATCHED,
        "Watched",
        "value",
        f"The values that you watch, after every step, on one scale: {names}. A logarithmic scale "
        "shows small ones beside large ones. What is right counts as 1, what is wrong as 0.",
        tuple(series),
    )


def sign(number: int) -> str:
    """A number in a circle, from 1 to 20: ①; larger ones in brackets."""
    return chr(ord("①") + number - 1) if number <= 20 else f"({number})"


def _loss() -> StepKind:
    return StepKind(
        "loss",
        "Loss",
        "cost C",
        f"How wrong the network is: the cost C of each step's batch (faint), its mean over "
        f"about the last {LENGTH} steps (strong; earlier steps weigh less and less), and ◆ the "
        "loss on the test examples, which it never learns from.",
        (
            Series("batch", Column("steps", "cost"), Style.FAINT, lambda theme: theme.muted),
            Series(
                "mean",
                Smoothed(Column("steps", "cost")),
                Style.STRONG,
                lambda theme: theme.loss,
            ),
            Series("test", Column("tests", "loss"), Style.DOTS, lambda theme: theme.text),
        ),
    )


def _gradient_norm(layers: range) -> StepKind:
    return StepKind(
        "gradient-norm",
        "Gradient norm",
        "‖∂C/∂W‖",
        "How long the gradient of each layer's weights is: ‖∂C/∂W‖ = √(sum of all squares). "
        "Near 0, a layer hardly learns; growing without end, the training breaks. Faint: each "
        f"measurement, every few milliseconds; strong: the mean over about the last {LENGTH}.",
        tuple(layer_series(n, Column("measured", f"gradient_norm{n}")) for n in layers),
    )


def _update_ratio(layers: range) -> StepKind:
    return StepKind(
        "update-ratio",
        "Update ratio",
        "‖ΔW‖ / ‖W‖",
        "How much a step changes each layer, measured by its weights: ‖ΔW‖ / ‖W‖. The dashed "
        "line stands at 1e−3, a rule of thumb from Karpathy's CS231n notes: far above it the "
        "learning rate may be too high, far below too low. Faint: each measurement; strong: "
        f"the mean over about the last {LENGTH}.",
        tuple(layer_series(n, _ratio(n)) for n in layers),
        guide=USUAL_RATIO,
        guide_meaning="1e−3 is usual: a rule of thumb from Karpathy's CS231n notes",
        is_log=True,
    )


def _learning_rate() -> StepKind:
    return StepKind(
        "learning-rate",
        "Learning rate",
        "η",
        "The learning rate η of each step: how far it goes against the gradient. A schedule "
        "lowers it in the course of the training.",
        (
            Series(
                "η",
                Column("steps", "learning_rate"),
                Style.STRONG,
                lambda theme: theme.update,
            ),
        ),
    )


def _ratio(number: int) -> Ratio:
    update = Column("measured", f"update_norm{number}")
    return Ratio(update, Column("measured", f"weight_norm{number}"))


def _quality(is_classification: bool) -> StepKind:
    what = (
        "The share of examples whose class is right"
        if is_classification
        else "The share of values that come as near to their targets as the tolerance asks"
    )
    return StepKind(
        "accuracy",
        "Accuracy" if is_classification else "Within tolerance",
        "share right",
        f"{what}, from 0 to 1: the mean over about the last {LENGTH} batches that were measured "
        "(strong; earlier ones weigh less and less), and ◆ on the test examples.",
        (
            Series(
                "mean",
                Smoothed(Column("measured", "quality")),
                Style.STRONG,
                lambda theme: theme.good,
            ),
            Series("test", Column("tests", "quality"), Style.DOTS, lambda theme: theme.text),
        ),
        write=numbers.percent,
        top=1.0,
    )


_OUTLINES = (
    "One outline a layer, over at most 60 bins of equal width, fewer for fewer numbers; each is as "
    "high as its fullest bin, so compare where and how wide they are, not how high."
)

DISTRIBUTION_KINDS = (
    DistributionKind(
        "weights",
        "Weights",
        "weight w",
        f"How the weights of each layer are spread. {_OUTLINES}",
        "weights",
        "W",
    ),
    DistributionKind(
        "gradients",
        "Gradients",
        "gradient ∂C/∂w",
        "How the gradients of each layer's weights are spread: all at 0 means that a layer does "
        f"not learn. {_OUTLINES}",
        "gradients",
        "W",
    ),
    DistributionKind(
        "activations",
        "Activations",
        "activation a",
        "How the activations of each layer's neurons are spread over the examples of the batch: "
        f"a heap at an end means that neurons are dead or saturated. {_OUTLINES}",
        "activations",
        "a",
    ),
)
