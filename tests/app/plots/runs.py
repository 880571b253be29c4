"""Histories of real trainings."""

from dataclasses import replace
from typing import Any

import numpy as np

from app.history import History
from engine.activations import Linear, Tanh
from engine.datasets.synthetic import Sine
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import LOSSES
from engine.network import Network
from engine.training import Trainer
from tests.engine.cases import experiment, labelled


def classification(seed: int = 7) -> Trainer:
    """A training of two layers, in epochs of four steps."""
    return Trainer(replace(experiment(), seed=seed), labelled())


def regression() -> Trainer:
    """A training of three layers on a sine."""
    network = Network(1, (Dense(6, Tanh()), Dense(6, Tanh()), Dense(1, Linear())))
    source = Sine(examples=80)
    settings: dict[str, Any] = {"source": source, "network": network}
    sine = replace(experiment(), loss=LOSSES["mean-squared-error"], **settings)
    return Trainer(sine, source.load(0))


def run(trainer: Trainer, steps: int, history: History | None = None) -> History:
    """The history of so many steps, or one that goes on by them."""
    if history is None:
        history = History(trainer.experiment.network.depth)
    for _ in range(steps):
        position = trainer.position
        if position.offset == 0:
            history.epochs.append({"step": np.array([position.step])})
            if position.step:
                test = trainer.evaluate(trainer.dataset.test)
                quality = test.within_tolerance if test.accuracy is None else test.accuracy
                row = {"step": position.step, "loss": test.loss, "quality": quality}
                history.tests.append({name: np.array([value]) for name, value in row.items()})
        trainer.step()
        _record(trainer, history)
    return history


def _record(trainer: Trainer, history: History) -> None:
    metrics = trainer.metrics()
    right = metrics.within_tolerance if metrics.accuracy is None else metrics.accuracy
    row: dict[str, Any] = {
        "step": metrics.step,
        "cost": metrics.cost,
        "learning_rate": metrics.learning_rate,
    }
    history.steps.append({name: np.array([value]) for name, value in row.items()})
    norms: dict[str, Any] = {"step": metrics.step, "quality": right}
    for number, layer in enumerate(metrics.layers, start=1):
        norms[f"gradient_norm{number}"] = layer.gradient_norm
        norms[f"update_norm{number}"] = layer.update_norm
        norms[f"weight_norm{number}"] = layer.weight_norm
    history.measured.append({name: np.array([value]) for name, value in norms.items()})


def settings_of(trainer: Trainer) -> tuple[Experiment, Any]:
    """What a panel is told when a run begins."""
    return trainer.experiment, trainer.dataset


def long_history(steps: int, depth: int = 2) -> History:
    """A history of so many made-up steps."""
    rng = np.random.default_rng(0)
    step = np.arange(steps)
    history = History(depth)
    noise = rng.random(steps)
    rates = np.full(steps, 0.1)
    history.steps.append({"step": step, "cost": 1 + noise, "learning_rate": rates})
    norms = [name for name in history.measured.names if name != "step"]
    history.measured.append({"step": step} | {name: rng.random(steps) + 0.1 for name in norms})
    return history
