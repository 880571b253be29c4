"""Experiments for tests: all combinations that make sense, and random ones for hypothesis."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.activations import ACTIVATIONS, Activation, LeakyReLU, Softmax
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.embedded import Iris
from engine.errors import InputError
from engine.experiment import Experiment
from engine.initializers import Normal
from engine.layers import Dense
from engine.losses import LOSSES, Loss
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.program import Program
from engine.regularizers import Regularizer
from engine.schedules import (
    Constant,
    CosineDecay,
    ExponentialDecay,
    InverseTimeDecay,
    StepDecay,
)
from engine.step import Recipe, State, compile_step
from engine.training import Trainer


def fits(activation: Activation, loss: Loss) -> bool:
    try:
        loss.after(activation)
    except InputError:
        return False
    return True


def activations() -> list[Activation]:
    return [LeakyReLU(0.1) if kind is LeakyReLU else kind() for kind in ACTIVATIONS.values()]


OUTPUTS = [(f, loss) for f in activations() for loss in LOSSES.values() if fits(f, loss)]
"""Every output activation with every loss that it may have."""


@dataclass(frozen=True)
class Case:
    """A compiled step, with its batch in place, before it runs."""

    recipe: Recipe
    state: State
    program: Program


def case(network: Network, loss: Loss, seed: int = 0, examples: int = 5, **settings: Any) -> Case:
    """A step on random inputs, with random biases, and targets as the loss needs them."""
    recipe = Recipe(
        network,
        loss,
        settings.get("optimizer", OPTIMIZERS["sgd"]()),
        settings.get("learning_rate", 0.1),
        settings.get("schedule", Constant()),
        seed,
    )
    rng = np.random.default_rng(seed)
    state = State.initial(recipe)
    state.params += 0.3 * rng.standard_normal(len(state.params))
    program = compile_step(recipe, state, examples)
    x, y = program.namespace["x"], program.namespace["y"]
    x[:] = rng.standard_normal(x.shape)
    y[:] = targets(loss, y.shape, rng)
    return Case(recipe, state, program)


def targets(loss: Loss, shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[Any]:
    examples, outputs = shape
    if not loss.for_classes_only:
        return rng.standard_normal(shape)
    if outputs == 1:
        return rng.integers(0, 2, shape).astype(float)
    return np.eye(outputs)[rng.integers(0, outputs, examples)]


@st.composite
def networks(draw: st.DrawFn, output: Activation, precision: str = "float64") -> Network:
    """Up to two hidden layers of any kind, with any penalties and dropout."""
    factors = st.sampled_from([0.0, 0.0, 0.01, 0.2])

    def layer(size: int, activation: Activation, dropout: float) -> Dense:
        regularizer = Regularizer(*(draw(factors) for _ in range(4)))
        return Dense(size, activation, Normal(0.7), 0.1, regularizer, dropout)

    hidden = [
        layer(
            draw(st.integers(1, 5)),
            draw(st.sampled_from(activations())),
            draw(st.sampled_from([0.0, 0.0, 0.4])),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    last = layer(draw(st.integers(2 if isinstance(output, Softmax) else 1, 4)), output, 0.0)
    return Network(draw(st.integers(1, 4)), (*hidden, last), precision)  # type: ignore[arg-type]


@st.composite
def cases(
    draw: st.DrawFn, precision: str = "float64", optimizers: Iterable[str] = OPTIMIZERS
) -> Case:
    """A step of any kind: network, loss, optimizer, schedule, number of examples."""
    output, loss = draw(st.sampled_from(OUTPUTS))
    schedules = (
        Constant(),
        InverseTimeDecay("epoch", 0.1),
        StepDecay("step", 0.5, 2),
        ExponentialDecay("step", 0.5, 3),
        CosineDecay("step", 20),
    )
    return case(
        draw(networks(output, precision)),
        loss,
        seed=draw(st.integers(0, 2**32)),
        examples=draw(st.integers(1, 6)),
        optimizer=OPTIMIZERS[draw(st.sampled_from(sorted(optimizers)))](),
        schedule=draw(st.sampled_from(schedules)),
    )


def labelled(examples: int = 60, inputs: int = 4, classes: int = 3, seed: int = 0) -> Dataset:
    """A little data set for classification, made of normally distributed clouds."""
    rng = np.random.default_rng(seed)
    labels = np.arange(examples) % classes
    x = rng.standard_normal((examples, inputs)) + 2 * np.eye(classes, inputs)[labels]
    data = Examples(x, labels)
    return Dataset("clouds", data, data, (inputs,), tuple("abcdefgh"[:classes]))


def experiment(**settings: Any) -> Experiment:
    """4-8-3 with dropout and Adam on `labelled()`, in batches that do not come out even."""
    defaults: dict[str, Any] = {
        "source": Iris(),
        "network": Network(4, (Dense(8, dropout=0.2), Dense(3, Softmax()))),
        "loss": LOSSES["cross-entropy"],
        "optimizer": OPTIMIZERS["adam"](),
        "learning_rate": 0.01,
        "batch_size": 16,
        "seed": 7,
    }
    return Experiment(**defaults | settings)


def trainer(**settings: Any) -> Trainer:
    """A trainer of `experiment()` on `labelled()`."""
    return Trainer(experiment(**settings), labelled())


def bits(trainer: Trainer) -> bytes:
    """All that a trainer has learnt, to compare to the bit."""
    state = trainer.checkpoint().state
    return b"".join([state.params.tobytes(), *(v.tobytes() for v in state.vectors.values())])


def steps(trainer: Trainer, count: int) -> Trainer:
    """The same trainer, so many steps on."""
    for _ in range(count):
        trainer.step()
    return trainer
