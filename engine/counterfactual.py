"""What would have to be different: the least change found that makes the network say another class.

Small steps are taken uphill, along the derivative of "how far is the goal ahead" by the inputs, as
in adversarial examples (Szegedy et al., "Intriguing properties of neural networks", 2013).
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.activations import Linear
from engine.errors import require
from engine.network import Network
from engine.probe import Probe
from engine.progress import Progress
from engine.saliency import Saliency
from engine.step import Recipe

MARGIN = 0.1
"""How far the goal's output must be ahead of every other one: 55 % against 45 %, for example."""
STEP = 0.02
"""The length of a step, where the range of every input is 1."""
MOST_STEPS = 500
HALVINGS = 10
"""How often the straight way to what was found is halved, to leave off what is not needed."""


@dataclass(frozen=True, eq=False)
class Counterfactual:
    """A changed input `x`, shape (inputs,), and the network's `outputs` for it, shape (outputs,).

    `is_reached` says whether the network answers the class `goal`. If not, it is where `steps`
    steps led to: further ones were not taken, or would have changed nothing.
    """

    goal: int
    x: NDArray[Any]
    outputs: NDArray[Any]
    is_reached: bool
    steps: int


@np.errstate(all="ignore")
def counterfactual(
    recipe: Recipe,
    params: NDArray[Any],
    x: NDArray[Any],
    goal: int,
    low: ArrayLike,
    high: ArrayLike,
    progress: Progress | None = None,
) -> Counterfactual:
    """A change of the input `x`, as small as could be found, for which the network answers `goal`.

    `goal` is a class: the number of an output or, with a single output, 0 or 1. All inputs stay
    between `low` and `high`, numbers or arrays of shape (inputs,), and small steps are measured by
    that range. `progress` counts steps; when it answers False, the search ends where it is. The
    same arguments give the same change. Raises `InputError` if the arguments do not fit.
    """
    search = _Search(recipe, params, goal, low, high)
    start = search.inside(x)
    found, steps = start, 0
    while (margin := search.margin(found)) < MARGIN and steps < MOST_STEPS:
        further = search.uphill(found)
        is_stopped = progress is not None and not progress(steps, MOST_STEPS)
        if further is None or is_stopped:
            break
        found, steps = further, steps + 1
    is_reached = margin >= MARGIN
    if is_reached and steps:
        found = search.nearest(start, found)
    return Counterfactual(goal, found, search.outputs(found).copy(), is_reached, steps)


class _Search:
    """The network, the class that it should answer, and the range that inputs may move in."""

    def __init__(
        self, recipe: Recipe, params: NDArray[Any], goal: int, low: ArrayLike, high: ArrayLike
    ) -> None:
        network = recipe.network
        self._is_single = network.output.size == 1
        classes = 2 if self._is_single else network.output.size
        require(
            0 <= goal < classes,
            f"There is no class {goal}: the network's go from 0 to {classes - 1}.",
        )
        self._params, self._goal = params, goal
        self._output = f"a{network.depth}"
        self._low, self._high = (_for_each(end, network) for end in (low, high))
        self._range = self._high.astype(np.float64) - self._low
        require(
            bool(np.isfinite(self._range).all() and (self._range >= 0).all()),
            "The range of the inputs goes from finite numbers to numbers that are not less.",
        )
        self._probe = Probe(recipe, 1)
        # Every activation of the outputs keeps the order of their z, but is flat where the network
        # is sure: uphill is sought by z, as if the outputs were linear.
        linear = replace(network.output, activation=Linear())
        layers = (*network.layers[:-1], linear)
        self._scores = Saliency(replace(recipe, network=replace(network, layers=layers)))

    def inside(self, x: NDArray[Any]) -> NDArray[Any]:
        """The input moved into the range, where it is not."""
        require(
            x.shape == self._range.shape and bool(np.isfinite(x).all()),
            f"An input to change has the shape {self._range.shape} and finite numbers.",
        )
        return self._clipped(x)

    def outputs(self, x: NDArray[Any]) -> NDArray[Any]:
        """What the network answers, read-only until the next question."""
        answer: NDArray[Any] = self._probe.feed(self._params, x[np.newaxis])[self._output][0]
        return answer

    def margin(self, x: NDArray[Any]) -> float:
        """How far the goal is ahead of the strongest other class; negative if it is behind."""
        outputs = self._by_class(x)
        return float(outputs[self._goal] - outputs[self._strongest_other(outputs)])

    def uphill(self, x: NDArray[Any]) -> NDArray[Any] | None:
        """The input one step on, within the range; None if nothing there leads uphill."""
        gradient = self._range * self._margin_gradient(x)
        gradient[(x <= self._low) & (gradient < 0)] = 0
        gradient[(x >= self._high) & (gradient > 0)] = 0
        length = float(np.linalg.norm(gradient))
        if not 0 < length < np.inf:
            return None
        return self._clipped(x + STEP / length * self._range * gradient)

    def nearest(self, start: NDArray[Any], found: NDArray[Any]) -> NDArray[Any]:
        """What lies nearest to the start on the straight line from there and is ahead as well."""
        least, share = 0.0, 1.0
        for _ in range(HALVINGS):
            middle = (least + share) / 2
            if self.margin(self._between(start, found, middle)) >= MARGIN:
                share = middle
            else:
                least = middle
        return self._between(start, found, share)

    def _between(self, start: NDArray[Any], found: NDArray[Any], share: float) -> NDArray[Any]:
        return found if share == 1 else self._clipped(start + share * (found - start))

    def _clipped(self, x: NDArray[Any]) -> NDArray[Any]:
        clipped: NDArray[Any] = np.clip(x.astype(self._low.dtype), self._low, self._high)
        return clipped

    def _by_class(self, x: NDArray[Any]) -> NDArray[Any]:
        """An output for each class: a single one a speaks for class 1, and 1 − a for class 0."""
        outputs = self.outputs(x)
        return np.array([1 - outputs[0], outputs[0]]) if self._is_single else outputs

    def _strongest_other(self, outputs: NDArray[Any]) -> int:
        others = outputs.astype(np.float64)
        others[self._goal] = -np.inf
        return int(others.argmax())

    def _margin_gradient(self, x: NDArray[Any]) -> NDArray[np.float64]:
        """∂(z of the goal − z of the strongest other class)/∂x."""
        if self._is_single:
            gradient = self._scores.input_gradient(self._params, x, 0)
            return gradient if self._goal == 1 else -gradient
        other = self._strongest_other(self._by_class(x))
        towards = self._scores.input_gradient(self._params, x, self._goal)
        return towards - self._scores.input_gradient(self._params, x, other)


def _for_each(end: ArrayLike, network: Network) -> NDArray[Any]:
    """An end of the range, for each input, in the network's precision."""
    values = np.asarray(end, network.precision)
    require(
        values.shape in ((), (network.inputs,)),
        f"The range has one number for all inputs or {network.inputs} numbers, not {values.shape}.",
    )
    return np.broadcast_to(values, (network.inputs,))
