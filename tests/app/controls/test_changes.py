"""What changes with a setting, so that the experiment goes on making sense."""

from dataclasses import replace

import pytest

from app.controls.changes import (
    Setting,
    renewed,
    with_activation,
    with_clock,
    with_kind,
    with_layer_after,
    with_loss,
    with_optimizer,
    with_outputs,
    without_layer,
)
from engine.activations import LeakyReLU, Linear, ReLU, Sigmoid, Softmax, Tanh
from engine.datasets.csv_file import CsvFile
from engine.datasets.dataset import Dataset
from engine.datasets.embedded import Iris
from engine.datasets.synthetic import Sine, Spirals, TwoMoons
from engine.errors import InputError
from engine.experiment import Experiment
from engine.initializers import HeNormal, Normal, Uniform, XavierNormal
from engine.layers import Dense
from engine.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, LOSSES, MEAN_SQUARED_ERROR
from engine.network import Network
from engine.optimizers import SGD, Adam, Momentum, Nesterov
from engine.schedules import CosineDecay, ExponentialDecay, InverseTimeDecay, StepDecay
from tests.engine.cases import experiment, labelled

OUTPUT = ("network", "layers", 1, "activation")


def setting(*path: str | int, data: Dataset | None = None, **settings: object) -> Setting:
    return Setting(experiment(**settings), data or labelled(), path)


def regression() -> Setting:
    network = Network(1, (Dense(8), Dense(1, Linear())))
    return setting("loss", data=Sine().load(0), network=network, loss=MEAN_SQUARED_ERROR)


def pair(changed: Experiment) -> tuple[str, str]:
    return changed.network.output.activation.name, changed.loss.name


def test_a_usual_learning_rate_becomes_usual_for_the_new_optimizer() -> None:
    here = setting("optimizer", optimizer=SGD(), learning_rate=0.1)
    changed, note = with_optimizer(here, Adam)
    assert changed == replace(here.experiment, optimizer=Adam(), learning_rate=0.001)
    assert note == "The learning rate is now 0.001, as is usual for Adam."


def test_a_chosen_learning_rate_is_kept_and_the_usual_one_told() -> None:
    here = setting("optimizer", optimizer=SGD(), learning_rate=0.3)
    changed, note = with_optimizer(here, Adam)
    assert changed.learning_rate == 0.3
    assert note == "Adam usually starts with a learning rate of 0.001."


def test_what_two_optimizers_share_is_kept() -> None:
    here = setting("optimizer", optimizer=Momentum(0.7), learning_rate=0.03)
    assert with_optimizer(here, Nesterov) == (
        replace(here.experiment, optimizer=Nesterov(0.7)),
        "",
    )


def test_a_new_kind_keeps_what_means_the_same() -> None:
    assert renewed(ExponentialDecay, StepDecay("epoch", 0.9, 3)) == ExponentialDecay(
        "epoch", 0.9, 3
    )
    assert renewed(Spirals, TwoMoons(examples=500, noise=0.3)) == Spirals(examples=500)
    assert renewed(CsvFile, Iris(0.3)) == CsvFile("", test_share=0.3)
    assert renewed(Uniform, Normal(0.5)) == Uniform()
    here = setting("schedule", schedule=StepDecay("epoch"))
    assert with_kind(here, CosineDecay)[0].schedule == CosineDecay("epoch")


@pytest.mark.parametrize(
    ("by_step", "by_epoch"),
    [
        (StepDecay("step", 0.5, 8), StepDecay("epoch", 0.5, 2)),
        (CosineDecay("step", 40), CosineDecay("epoch", 10)),
        (InverseTimeDecay("step", 0.01), InverseTimeDecay("epoch", 0.04)),
    ],
)
def test_times_are_converted_with_the_clock(by_step: object, by_epoch: object) -> None:
    """60 examples in batches of 16 are 4 steps."""
    to_epochs = with_clock(setting("schedule", "per", schedule=by_step), "epoch")
    assert to_epochs.experiment.schedule == by_epoch
    assert to_epochs.note == "Converted: an epoch has 4 steps."
    to_steps = with_clock(setting("schedule", "per", schedule=by_epoch), "step")
    assert to_steps.experiment.schedule == by_step


def test_less_than_an_epoch_is_one() -> None:
    here = setting("schedule", "per", schedule=StepDecay("step", 0.5, 1))
    assert with_clock(here, "epoch").experiment.schedule == StepDecay("epoch", 0.5, 1)


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_every_loss_finds_an_output(loss: object) -> None:
    changed = with_loss(setting("loss"), LOSSES[loss.name])  # type: ignore[attr-defined]
    assert changed.experiment.loss is loss


def test_a_loss_brings_the_output_that_it_needs() -> None:
    changed, note = with_loss(setting("loss"), BINARY_CROSS_ENTROPY)
    assert pair(changed) == ("sigmoid", "binary-cross-entropy")
    assert note == "The output activation is now sigmoid, which binary cross-entropy needs."


def test_a_loss_for_classes_is_nothing_for_a_regression() -> None:
    with pytest.raises(InputError, match="“cross-entropy” is for classes"):
        with_loss(regression(), CROSS_ENTROPY)


@pytest.mark.parametrize(
    ("kind", "loss", "note"),
    [
        (Sigmoid, "cross-entropy", ""),
        (Linear, "mean-squared-error", "The loss is now mean squared error, which suits linear."),
        (Tanh, "mean-squared-error", "The loss is now mean squared error, which suits tanh."),
    ],
)
def test_an_output_brings_a_loss_where_the_old_one_does_not_fit(
    kind: type, loss: str, note: str
) -> None:
    network = Network(4, (Dense(8), Dense(3, Softmax(), XavierNormal())))
    changed = with_activation(setting(*OUTPUT, network=network), kind)
    assert pair(changed.experiment) == (kind.name, loss)  # type: ignore[attr-defined]
    assert changed.note == note


def test_softmax_after_a_binary_loss() -> None:
    network = Network(4, (Dense(8), Dense(3, Sigmoid())))
    here = setting(*OUTPUT, network=network, loss=BINARY_CROSS_ENTROPY)
    assert pair(with_activation(here, Softmax).experiment) == ("softmax", "cross-entropy")


def test_initial_weights_follow_the_activation_if_they_suited_the_old_one() -> None:
    here = setting("network", "layers", 0, "activation")
    changed, note = with_activation(here, Tanh)
    assert changed.network.layers[0] == Dense(8, Tanh(), XavierNormal(), dropout=0.2)
    assert note == "The initial weights are now Xavier normal."
    assert with_activation(here, LeakyReLU)[0].network.layers[0].weights == HeNormal()


def test_chosen_initial_weights_are_kept() -> None:
    network = Network(4, (Dense(8, ReLU(), Normal(0.5)), Dense(3, Softmax())))
    here = setting("network", "layers", 0, "activation", network=network)
    assert with_activation(here, Tanh)[0].network.layers[0] == Dense(8, Tanh(), Normal(0.5))


def test_two_classes_with_one_output_and_back() -> None:
    data = labelled(classes=2)
    network = Network(4, (Dense(8), Dense(2, Softmax(), XavierNormal())))
    here = setting("network", "layers", 1, "size", data=data, network=network)
    changed, note = with_outputs(here, 1)
    assert changed.network.output == Dense(1, Sigmoid(), XavierNormal())
    assert (changed.loss, note) == (
        BINARY_CROSS_ENTROPY,
        "The output is now sigmoid, and the loss binary cross-entropy.",
    )
    back, note = with_outputs(here._replace(experiment=changed), 2)
    assert (back.network.output.size, pair(back), note) == (
        2,
        ("sigmoid", "binary-cross-entropy"),
        "",
    )


def test_layers_are_added_and_removed() -> None:
    before = experiment()
    first, last = before.network.layers
    more = with_layer_after(before, 1)
    assert more.network.layers == (first, first, last)
    assert without_layer(more, 2) == before
    none = without_layer(before, 1)
    assert none.network.layers == (last,)
    assert with_layer_after(none, 0).network.layers == (Dense(16), last)
