"""A training step as statements, and the program that runs them on the parameters of a network."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import leaky_relu, leaky_relu_derivative, relu, sigmoid, softmax
from engine.errors import require
from engine.layers import dropout_mask, names
from engine.losses import (
    Loss,
    cross_entropy_of_sigmoids,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
)
from engine.network import Network
from engine.optimizers import Optimizer, random_change
from engine.program import Program
from engine.schedules import Schedule
from engine.statements import Pass, Statement, at_layer

FUNCTIONS = {
    function.__name__: function
    for function in (
        relu,
        leaky_relu,
        leaky_relu_derivative,
        sigmoid,
        softmax,
        dropout_mask,
        softmax_cross_entropy,
        sigmoid_cross_entropy,
        cross_entropy_of_sigmoids,
        random_change,
    )
}
"""The functions that statements name, besides those of NumPy and `math`."""


@dataclass(frozen=True)
class Recipe:
    """All that the statements of a step depend on, apart from the number of examples."""

    network: Network
    loss: Loss
    optimizer: Optimizer
    learning_rate: float
    schedule: Schedule
    seed: int

    def objective(self) -> Iterator[Statement]:
        """From x and y to the cost C: the forward pass, the loss, and a penalty if there is one."""
        yield from self.network.forward()
        yield self._loss()
        formula = r"\frac{1}{m} \sum_{s} L_{s}"
        penalties = list(self._penalties())
        if not penalties:
            yield Statement("C = L.sum() / m", rf"C = {formula}", Pass.LOSS)
            return
        yield Statement("C0 = L.sum() / m", rf"C_0 = {formula}", Pass.LOSS)
        yield from penalties
        terms = "".join(f" + R{penalty.layer}" for penalty in penalties)
        yield Statement(f"C = C0{terms}", r"C = C_0 + \sum_{l} R^{(l)}", Pass.LOSS)

    def evaluation(self) -> Iterator[Statement]:
        """From x and y to the loss L of each example, without dropout and without a penalty."""
        yield from self.network.forward(training=False)
        yield self._loss()

    def step(self) -> Iterator[Statement]:
        """The whole step: forward, loss, backward (if the optimizer needs gradients), update."""
        objective = list(self.objective())
        yield from objective
        if self.optimizer.needs_gradients:
            yield from self._output_gradient()
            yield from self.network.backward()
        if self.schedule.statement:
            text = self.schedule.statement.format(time=getattr(self.schedule, "per", "step"))
            yield Statement(text, self.schedule.formula, Pass.UPDATE)
        yield from self.optimizer.statements(_at_trial(objective, self.network.shapes()))

    def scalars(self) -> dict[str, float]:
        """The numbers that the statements name, apart from m, step and epoch."""
        rate = "initial_rate" if self.schedule.statement else "learning_rate"
        scalars: dict[str, float] = {
            rate: self.learning_rate,
            "seed": self.seed,
            **self.network.scalars(),
            **self.optimizer.scalars(),
            **self.schedule.scalars(),
        }
        # A NumPy float64 would make float32 results double; a Python float does not.
        return {
            name: value if type(value) is int else float(value) for name, value in scalars.items()
        }

    def _loss(self) -> Statement:
        depth = self.network.depth
        differentiated = self.loss.after(self.network.output.activation)
        text = differentiated.loss.format(**names(depth))
        return Statement(text, at_layer(self.loss.formula, depth), Pass.LOSS)

    def _penalties(self) -> Iterator[Statement]:
        formula = r"R^{(l)} = \lambda_1 \sum |\theta^{(l)}| + \lambda_2 \sum (\theta^{(l)})^2"
        for number, layer in self.network.numbered():
            if terms := layer.regularizer.penalty(number):
                yield Statement(
                    f"R{number} = {terms}", at_layer(formula, number), Pass.LOSS, number
                )

    def _output_gradient(self) -> Iterator[Statement]:
        depth = self.network.depth
        differentiated = self.loss.after(self.network.output.activation)
        text = differentiated.gradient.format(**names(depth))
        formula = at_layer(differentiated.gradient_formula, depth)
        yield Statement(text, formula, Pass.BACKWARD, depth)
        if text.startswith("da"):
            yield self.network.output.backward_activation(depth)


@dataclass
class State:
    """What a step changes for good: the parameters, and the vectors that the optimizer keeps."""

    params: NDArray[Any]
    vectors: dict[str, NDArray[Any]]

    @classmethod
    def initial(cls, recipe: Recipe) -> "State":
        """The state before the first step."""
        params = recipe.network.initial_parameters(recipe.seed)
        return cls(params, {name: np.zeros_like(params) for name in recipe.optimizer.vectors})

    def copy(self) -> "State":
        """The same numbers in memory of their own."""
        return State(self.params.copy(), {name: v.copy() for name, v in self.vectors.items()})

    def overwrite(self, other: "State") -> None:
        """Take over the numbers of `other`, in place; raises `InputError` if it does not fit."""
        require(
            self.params.shape == other.params.shape
            and self.params.dtype == other.params.dtype
            and self.vectors.keys() == other.vectors.keys(),
            f"A state of {len(other.params):,} {other.params.dtype} parameters with "
            f"{sorted(other.vectors) or 'no vectors'} is not one of {len(self.params):,} "
            f"{self.params.dtype} parameters with {sorted(self.vectors) or 'no vectors'}: "
            "it comes from another experiment.",
        )
        np.copyto(self.params, other.params)
        for name, vector in self.vectors.items():
            np.copyto(vector, other.vectors[name])

    def is_finite(self) -> bool:
        """Whether every number in it is finite."""
        return all(bool(np.isfinite(v).all()) for v in (self.params, *self.vectors.values()))


def compile_step(recipe: Recipe, state: State, examples: int) -> Program:
    """The program of a step on batches of so many `examples`, over the arrays of `state`."""
    network = recipe.network
    namespace = initial_namespace(recipe, state, examples) | {"step": 0, "epoch": 0} | state.vectors
    parts: dict[str, Iterable[str]] = {}
    update = np.zeros_like(state.params)
    namespace |= {"update": update} | network.views(update, "update_{}")
    parts |= {f"update_{name}": ["update"] for name in network.shapes()}
    if recipe.optimizer.needs_gradients:
        grads = np.zeros_like(state.params)
        gradients = network.views(grads, "d{}")
        namespace |= {"grads": grads} | gradients
        parts["grads"] = gradients.keys()
    else:
        trial = np.zeros_like(state.params)
        namespace |= {"params_trial": trial} | network.views(trial, "{}_trial")
        parts |= {f"{name}_trial": ["params_trial"] for name in network.shapes()}
    return Program(recipe.step(), namespace, parts)


def compile_evaluation(recipe: Recipe, state: State, examples: int) -> Program:
    """The program that gives outputs and losses for so many `examples`, and changes nothing."""
    return Program(recipe.evaluation(), initial_namespace(recipe, state, examples), {})


def compile_forward(recipe: Recipe, state: State, examples: int) -> Program:
    """The program that gives outputs alone, without dropout, and changes nothing; it reads no y."""
    return Program(
        recipe.network.forward(training=False), initial_namespace(recipe, state, examples), {}
    )


def initial_namespace(recipe: Recipe, state: State, examples: int) -> dict[str, Any]:
    """What statements can name before the first of them has run, with x and y still to be filled.

    The statements of a step also name `step`, `epoch` and the vectors of the optimizer.
    """
    network = recipe.network
    return {
        "np": np,
        "math": math,
        **FUNCTIONS,
        **recipe.scalars(),
        "m": examples,
        "x": np.zeros((examples, network.inputs), network.precision),
        "y": np.zeros((examples, network.output.size), network.precision),
        "params": state.params,
        **network.views(state.params),
    }


def _at_trial(objective: Iterable[Statement], parameters: Iterable[str]) -> list[Statement]:
    """The objective once more at `params_trial`: the same examples, the same dropout masks."""
    statements = [s for s in objective if not s.text.startswith("mask")]
    renamed = [*parameters, *(s.text.split(" = ")[0] for s in statements)]
    pattern = re.compile(rf"\b({'|'.join(renamed)})\b")
    return [replace(s, text=pattern.sub(r"\1_trial", s.text)) for s in statements]
