"""Changes: what else changes with a setting, so that an experiment stays one that makes sense."""

from collections.abc import Callable
from dataclasses import MISSING, fields, replace
from typing import Any, NamedTuple

from app.controls.paths import Path, value_at, with_value
from app.fitting import HIDDEN, usual_loss, usual_output, usual_weights
from engine.activations import Activation
from engine.datasets.dataset import Dataset
from engine.errors import InputError, require
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import Loss
from engine.network import Network
from engine.optimizers import Optimizer
from engine.schedules import Clock


class Changed(NamedTuple):
    """The new experiment, and a sentence about what changed besides what was asked for."""

    experiment: Experiment
    note: str = ""


Change = Callable[[Experiment, Dataset], Changed]
"""Raises `InputError` if the change makes no sense."""


class Setting(NamedTuple):
    """A setting of an experiment on its data set: the one that lies at `path`."""

    experiment: Experiment
    dataset: Dataset
    path: Path

    @property
    def value(self) -> Any:
        """The value that it has."""
        return value_at(self.experiment, self.path)


Setter = Callable[[Setting, Any], Changed]
"""Gives a setting another value. Raises `InputError` if that makes no sense."""


def with_setting(setting: Setting, value: Any) -> Changed:
    """Nothing else changes."""
    return Changed(with_value(setting.experiment, setting.path, value))


def with_kind(setting: Setting, kind: type) -> Changed:
    """Another kind of source, schedule or initial weights."""
    return with_setting(setting, renewed(kind, setting.value))


def with_optimizer(setting: Setting, kind: type[Optimizer]) -> Changed:
    """Another optimizer: a learning rate that was usual for the old one becomes usual for it."""
    old = setting.experiment.optimizer
    rate, usual = setting.experiment.learning_rate, kind.usual_rate
    note = ""
    if rate != usual:
        note = f"{kind.title} usually starts with a learning rate of {usual:g}."
    if rate == old.usual_rate != usual:
        rate, note = usual, f"The learning rate is now {usual:g}, as is usual for {kind.title}."
    new = replace(setting.experiment, optimizer=renewed(kind, old), learning_rate=rate)
    return Changed(new, note)


def with_clock(setting: Setting, per: Clock) -> Changed:
    """Another clock of the schedule: its times stay about as long as they were."""
    steps = setting.experiment.batches(len(setting.dataset.train)).steps_per_epoch
    schedule = setting.experiment.schedule
    changes: dict[str, Any] = {"per": per}
    for part in fields(schedule):
        value = getattr(schedule, part.name)
        if isinstance(value, int):
            changes[part.name] = value * steps if per == "step" else max(1, round(value / steps))
        elif part.name == "decay":
            changes[part.name] = value / steps if per == "step" else value * steps
    new = replace(setting.experiment, schedule=replace(schedule, **changes))
    return Changed(new, f"Converted: an epoch has {steps:,} step{'s' if steps > 1 else ''}.")


def with_loss(setting: Setting, loss: Loss) -> Changed:
    """Another loss, and the output activation that it needs."""
    require(
        setting.dataset.is_classification or not loss.for_classes_only,
        f"The loss “{loss.title}” is for classes, and these data are a regression: "
        "choose a squared or absolute error.",
    )
    network = setting.experiment.network
    if _fit(loss, network.output.activation):
        return Changed(replace(setting.experiment, loss=loss))
    activation = loss.usual_output()
    network = _with_output(network, _activated(network.output, activation))
    note = f"The output activation is now {activation.title}, which {loss.title} needs."
    return Changed(replace(setting.experiment, network=network, loss=loss), note)


def with_activation(setting: Setting, kind: type[Activation]) -> Changed:
    """Another activation of a layer, and the initial weights and the loss that suit it.

    Weights are changed only if they were those that suit the old one.
    """
    experiment = setting.experiment
    layer_path = setting.path[:-1]
    old: Dense = value_at(experiment, layer_path)
    layer = _activated(old, renewed(kind, old.activation))
    network = with_value(experiment.network, layer_path[1:], layer)
    notes = []
    if layer.weights != old.weights:
        notes.append(f"The initial weights are now {layer.weights.title}.")
    loss = experiment.loss
    if old is experiment.network.output and not _fit(loss, layer.activation):
        loss = usual_loss(setting.dataset, layer.activation)
        notes.append(f"The loss is now {loss.title}, which suits {layer.activation.title}.")
    return Changed(replace(experiment, network=network, loss=loss), " ".join(notes))


def with_outputs(setting: Setting, size: int) -> Changed:
    """Another number of outputs, with the activation and the loss that are usual if it needs."""
    experiment = setting.experiment
    output = replace(experiment.network.output, size=size)
    try:
        return Changed(replace(experiment, network=_with_output(experiment.network, output)))
    except InputError:
        output = _activated(output, usual_output(setting.dataset, size))
        loss = usual_loss(setting.dataset, output.activation)
        network = _with_output(experiment.network, output)
        note = f"The output is now {output.activation.title}, and the loss {loss.title}."
        return Changed(replace(experiment, network=network, loss=loss), note)


def with_layer_after(experiment: Experiment, number: int) -> Experiment:
    """One hidden layer more, like the one before it, which is `number`; 0 are the inputs."""
    layers = experiment.network.layers
    like = layers[number - 1] if number else next(iter(layers[:-1]), Dense(HIDDEN[0]))
    network = replace(experiment.network, layers=(*layers[:number], like, *layers[number:]))
    return replace(experiment, network=network)


def without_layer(experiment: Experiment, number: int) -> Experiment:
    """Without hidden layer `number`, counted from 1."""
    layers = experiment.network.layers
    network = replace(experiment.network, layers=(*layers[: number - 1], *layers[number:]))
    return replace(experiment, network=network)


def renewed(kind: type, old: Any) -> Any:
    """A setting of that kind; what the `old` kind has too, with the same usual value, is kept.

    A text that has no usual value is empty at first.
    """
    usual = {part.name: part.default for part in fields(old)}
    kept = {
        part.name: getattr(old, part.name)
        for part in fields(kind)
        if part.name in usual and part.default == usual[part.name]
    }
    missing = {part.name: "" for part in fields(kind) if part.default is MISSING}
    return kind(**missing | kept)


def _fit(loss: Loss, activation: Activation) -> bool:
    try:
        loss.after(activation)
    except InputError:
        return False
    return True


def _activated(layer: Dense, activation: Activation) -> Dense:
    """The layer with another activation; its initial weights too if they suited the old one."""
    if layer.weights == usual_weights(layer.activation):
        return replace(layer, activation=activation, weights=usual_weights(activation))
    return replace(layer, activation=activation)


def _with_output(network: Network, output: Dense) -> Network:
    return replace(network, layers=(*network.layers[:-1], output))
