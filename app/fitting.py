"""Settings as the data need them: what is usual, for the command line and the window."""

from dataclasses import replace

from engine.activations import Activation, LeakyReLU, Linear, ReLU, Sigmoid, Softmax
from engine.datasets.dataset import Dataset
from engine.datasets.source import Source
from engine.errors import InputError, require
from engine.experiment import Experiment
from engine.initializers import HeNormal, Initializer, XavierNormal
from engine.layers import Dense
from engine.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, MEAN_SQUARED_ERROR, Loss

USUAL_BATCH = 32
"""The batch size that is used if none is given, for data sets that are not smaller."""
HIDDEN = (16, 16)
"""The hidden layers of a network whose layers are not given."""
MOST_PARAMETERS = 20_000_000
"""Larger networks would be too slow to be watched."""


def usual_batch_size(dataset: Dataset) -> int:
    """Small enough to learn often, large enough to learn steadily, and no more than there are."""
    return min(USUAL_BATCH, len(dataset.train))


def usual_output(dataset: Dataset, outputs: int, loss: Loss | None = None) -> Activation:
    """The output activation for so many outputs, and for the `loss` where that needs one."""
    if loss is not None and loss.for_classes_only:
        return loss.usual_output()
    if not dataset.is_classification:
        return Linear()
    return Sigmoid() if outputs == 1 else Softmax()


def usual_loss(dataset: Dataset, output: Activation) -> Loss:
    """The loss for that `output` activation."""
    if not dataset.is_classification:
        return MEAN_SQUARED_ERROR
    usual = {Softmax: CROSS_ENTROPY, Sigmoid: BINARY_CROSS_ENTROPY}
    return usual.get(type(output), MEAN_SQUARED_ERROR)


def usual_weights(activation: Activation) -> Initializer:
    """He's initial weights for ReLU and its leaky kind, Glorot's (Xavier) for all others."""
    return HeNormal() if isinstance(activation, ReLU | LeakyReLU) else XavierNormal()


def require_watchable(experiment: Experiment) -> None:
    """Raise `InputError` if the network is too large for the window."""
    count = experiment.network.parameter_count()
    require(
        count <= MOST_PARAMETERS,
        f"A network of {count:,} parameters is too large to be watched: there can be up to "
        f"{MOST_PARAMETERS:,}. Make the layers smaller.",
    )


def fitted(experiment: Experiment, source: Source, dataset: Dataset) -> Experiment:
    """The same experiment on another data set, the one that `source` has loaded.

    What still fits is kept: all hidden layers, optimizer, schedule and seed, and also the output
    and the loss where they suit the data. A batch gets no larger than there are examples to learn
    from, and classes have no tolerance.
    """
    batch = experiment.batch_size
    moved = replace(
        experiment,
        source=source,
        batch_size=None if batch is None else min(batch, len(dataset.train)),
        tolerance=None if dataset.is_classification else experiment.tolerance,
    )
    try:
        moved.require_fit(dataset)
    except InputError:
        output, loss = _output(experiment, dataset)
        layers = (*experiment.network.layers[:-1], output)
        network = replace(experiment.network, inputs=dataset.inputs, layers=layers)
        return replace(moved, network=network, loss=loss)
    return moved


def _output(experiment: Experiment, dataset: Dataset) -> tuple[Dense, Loss]:
    """The output layer with its loss: those there were if they suit the data, else the usual."""
    old = experiment.network.output
    is_for_two = dataset.is_classification and old.size == 1
    suited = Sigmoid | Softmax if dataset.is_classification else Linear
    if isinstance(old.activation, suited) and not (is_for_two and dataset.outputs != 2):
        return replace(old, size=1 if is_for_two else dataset.outputs), experiment.loss
    activation = usual_output(dataset, dataset.outputs)
    output = replace(
        old, size=dataset.outputs, activation=activation, weights=usual_weights(activation)
    )
    return output, usual_loss(dataset, activation)
