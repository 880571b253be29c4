"""Traces of steps for tests, and a calculator for the LaTeX of explanations."""

import math
import re
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from hypothesis.strategies import SearchStrategy

from engine.activations import Activation, ReLU
from engine.batches import Position
from engine.datasets.embedded import Iris
from engine.experiment import Experiment
from engine.explanation import SUM, Explanation
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY, Loss
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.trace import Trace, trace_of
from tests.engine.cases import Case, case, cases

Strategy = SearchStrategy[Case]


def steps(precision: str = "float64", optimizers: Iterable[str] = OPTIMIZERS) -> Strategy:
    """Steps of any kind that an experiment can have."""
    return cases(precision, optimizers).filter(
        lambda case: case.recipe.loss is not CROSS_ENTROPY or case.recipe.network.output.size > 1
    )


def trace(case: Case, operations: int | None = None) -> Trace:
    """The trace of a step that is done, or of its first operations."""
    start = case.state.copy()
    case.program.restart()
    count = len(case.program.operations) if operations is None else operations
    for _ in range(count):
        case.program.advance()
    recipe = case.recipe
    experiment = Experiment(
        Iris(),
        recipe.network,
        recipe.loss,
        recipe.optimizer,
        recipe.learning_rate,
        recipe.schedule,
        seed=recipe.seed,
    )
    return trace_of(case.program, start, experiment, Position())


def done_step(output: Activation, loss: Loss, **settings: Any) -> Trace:
    """The trace of a step of a 2-3-2 network; settings may say the hidden layer's kind."""
    hidden = Dense(3, settings.pop("hidden", ReLU()), dropout=settings.pop("dropout", 0.0))
    return trace(case(Network(2, (hidden, Dense(2, output)), "float64"), loss, **settings))


def calculated(explanation: Explanation, trace: Trace) -> Any:
    """What the formula gives with the numbers in its places, array elements in their precision."""
    precision = trace.before["params"].dtype.type
    numbers: dict[str, Any] = {}
    with np.errstate(all="ignore"):
        for slot, factor in enumerate(explanation.factors):
            number, is_of_array = precision(factor.value), factor.element and factor.element.index
            is_exact = float(number) == factor.value
            numbers[f"#{slot}"] = number if is_of_array and is_exact else factor.value
        if explanation.sum is not None:
            numbers[SUM] = explanation.sum.total
        return Calculator(explanation.template, numbers).result()


FUNCTIONS: dict[str, Callable[..., Any]] = {
    r"\max": max,
    r"\min": min,
    r"\sigma": lambda z: 1 / (1 + np.exp(-z)),
    r"\tanh": np.tanh,
    r"\log": np.log,
    r"\cos": math.cos,
    r"\operatorname{sign}": np.sign,
}
TOKEN = re.compile(
    r"#\d+|#S|\d+(?:\.\d+)?(?:e[-+]?\d+)?|\\operatorname\{sign\}|\\[a-z]+|[-+^(){}\[\]|<>,e]"
)


class Calculator:
    """Reads a formula from left to right."""

    def __init__(self, latex: str, numbers: dict[str, Any]) -> None:
        self.tokens: list[str] = TOKEN.findall(latex)
        assert "".join(self.tokens) == latex.replace(" ", "")
        self.numbers = numbers

    def result(self) -> Any:
        value = self.sum()
        assert not self.tokens
        return value

    def take(self, *wanted: str) -> str:
        token = self.tokens.pop(0)
        assert not wanted or token in wanted, (token, wanted)
        return token

    def next_is(self, *tokens: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in tokens

    def sum(self) -> Any:
        value = self.product()
        while self.next_is("+", "-"):
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value

    def product(self) -> Any:
        if self.next_is("-"):
            self.take()
            return -self.product()
        value = self.power()
        while self.next_is(r"\cdot"):
            self.take()
            value = value * self.power()
        return value

    def power(self) -> Any:
        base = self.atom()
        if not self.next_is("^"):
            return base
        self.take()
        exponent = self.within("{", "}")
        return np.square(base) if exponent == 2 else base**exponent

    def within(self, opening: str, closing: str) -> Any:
        self.take(opening)
        value = self.sum()
        self.take(closing)
        return value

    def atom(self) -> Any:
        token = self.tokens[0]
        for opening, closing in ("()", "{}", "||"):
            if token == opening:
                value = self.within(opening, closing)
                return abs(value) if opening == "|" else value
        self.take()
        if token in self.numbers:
            return self.numbers[token]
        if token in FUNCTIONS:
            return self.function(FUNCTIONS[token])
        if token == r"\frac":
            return self.within("{", "}") / self.within("{", "}")
        if token == r"\sqrt":
            return np.sqrt(self.within("{", "}"))
        if token == r"\lfloor":
            value = self.sum()
            self.take(r"\rfloor")
            return math.floor(value)
        if token == "[":
            return self.comparison()
        constants = {"e": math.e, r"\pi": math.pi}
        return constants[token] if token in constants else float(token)

    def function(self, function: Callable[..., Any]) -> Any:
        self.take("(")
        arguments = [self.sum()]
        while self.next_is(","):
            self.take()
            arguments.append(self.sum())
        self.take(")")
        return function(*arguments)

    def comparison(self) -> int:
        left, relation, right = self.sum(), self.take("<", ">", r"\le"), self.sum()
        self.take("]")
        return int({"<": left < right, ">": left > right, r"\le": left <= right}[relation])
