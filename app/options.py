"""From the options of the command line to an experiment and its data."""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from os.path import realpath
from typing import TypeVar

from app.command_line import ALL
from app.fitting import HIDDEN, usual_batch_size, usual_loss, usual_output, usual_weights
from engine.activations import ACTIVATIONS, Activation, ReLU
from engine.batches import Batches
from engine.datasets.dataset import Dataset
from engine.datasets.idx_images import IdxImages
from engine.datasets.source import Source
from engine.datasets.sources import SOURCES
from engine.errors import InputError, require, unknown_name
from engine.experiment import Experiment
from engine.initializers import INITIALIZERS, Initializer
from engine.layers import Dense
from engine.losses import Loss, loss
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.progress import Progress
from engine.regularizers import Regularizer
from engine.schedules import SCHEDULES, Constant, Schedule

Kind = TypeVar("Kind")
Value = TypeVar("Value")


def build(options: Namespace, progress: Progress) -> tuple[Experiment, Dataset]:
    """The experiment that the options describe, and its data set.

    `progress` is told of a download, if one is asked for and needed. Raises `InputError`, and
    `DownloadError`.
    """
    source = _source(options, progress)
    dataset = source.load(options.seed)
    sizes = _sizes(options, dataset)
    activations = _activations(options, dataset, sizes[1:])
    optimizer = _configured("optimizer", options.optimizer, OPTIMIZERS, options)
    rate = options.learning_rate
    experiment = Experiment(
        source=source,
        network=Network(sizes[0], _layers(options, sizes[1:], activations), options.precision),
        loss=_loss(options, dataset, activations[-1]),
        optimizer=optimizer,
        learning_rate=optimizer.usual_rate if rate is None else rate,
        schedule=_schedule(options, dataset),
        batch_size=_batch_size(options, dataset),
        seed=options.seed,
        tolerance=options.tolerance,
    )
    experiment.require_fit(dataset)
    return experiment, dataset


def _batch_size(options: Namespace, dataset: Dataset) -> int | None:
    if options.batch_size is None:
        return usual_batch_size(dataset)
    return None if options.batch_size == ALL else int(options.batch_size)


def _schedule(options: Namespace, dataset: Dataset) -> Schedule:
    """As named; by default an epoch lies between two drops, and a cosine lasts all the training."""
    batches = Batches(len(dataset.train), _batch_size(options, dataset), options.seed)
    epoch = 1 if options.per == "epoch" else batches.steps_per_epoch
    usual = {"every": epoch, "total": epoch * options.epochs}
    settings = signature(SCHEDULES.get(options.schedule, Constant)).parameters
    lengths = {n: usual[n] for n in usual if n in settings and getattr(options, n) is None}
    filled = Namespace(**vars(options) | lengths)
    return _configured("schedule", options.schedule, SCHEDULES, filled)


def _source(options: Namespace, progress: Progress) -> Source:
    if options.dataset == "csv":
        require(options.path is not None, "Name the file of --dataset csv with --csv-file.")
        require(
            options.json is None or realpath(options.json) != realpath(options.path),
            f"--json would overwrite the data in {options.path}: name another file.",
        )
    source = _configured("data set", options.dataset, SOURCES, options)
    if options.download:
        if not isinstance(source, IdxImages):
            raise InputError(
                f"There is nothing to download for the data set '{options.dataset}': "
                "--download is for mnist and fashion-mnist."
            )
        if not source.is_whole:
            source.download(progress)
    return source


def _sizes(options: Namespace, dataset: Dataset) -> tuple[int, ...]:
    """The number of inputs and of each layer's neurons."""
    if options.layers is None:
        return (dataset.inputs, *HIDDEN, dataset.outputs)
    sizes = tuple(_number("layers", int, text) for text in options.layers.split(","))
    require(
        len(sizes) >= 2,
        f"--layers {options.layers} names inputs only: give at least inputs,outputs.",
    )
    return sizes


def _activations(options: Namespace, dataset: Dataset, sizes: Sequence[int]) -> list[Activation]:
    """Those of the hidden layers, and that of the output."""
    hidden = len(sizes) - 1
    for flag in ("activation", "dropout"):
        require(
            bool(hidden) or getattr(options, flag) is None,
            f"--{flag} is for hidden layers, and this network has none.",
        )
    names = _listed("activation", options.activation or ReLU.name, hidden)
    if options.output_activation is not None:
        names.append(options.output_activation)
    else:
        named = None if options.loss is None else loss(options.loss)
        names.append(usual_output(dataset, sizes[-1], named).name)
    return _all_configured("activation", names, ACTIVATIONS, options)


def _loss(options: Namespace, dataset: Dataset, output: Activation) -> Loss:
    if options.loss is not None:
        return loss(options.loss)
    return usual_loss(dataset, output)


def _layers(
    options: Namespace, sizes: Sequence[int], activations: Sequence[Activation]
) -> tuple[Dense, ...]:
    rates = [*_numbers("dropout", options.dropout or "0", len(sizes) - 1), 0.0]
    biases = _numbers("initial-bias", options.initial_bias, len(sizes))
    penalties = zip(
        _numbers("l1", options.l1, len(sizes)),
        _numbers("l2", options.l2, len(sizes)),
        _numbers("bias-l1", options.bias_l1, len(sizes)),
        _numbers("bias-l2", options.bias_l2, len(sizes)),
        strict=True,
    )
    return tuple(
        Dense(size, function, weights, bias, Regularizer(*factors), rate)
        for size, function, weights, bias, factors, rate in zip(
            sizes,
            activations,
            _initializers(options, activations),
            biases,
            penalties,
            rates,
            strict=True,
        )
    )


def _initializers(options: Namespace, activations: Sequence[Activation]) -> list[Initializer]:
    """As named; by default He's for ReLU and its leaky kind, Glorot's (Xavier) for all others."""
    if options.initial_weights is None:
        for flag in ("sigma", "limit"):
            require(
                getattr(options, flag) is None,
                f"--{flag} needs --initial-weights {'normal' if flag == 'sigma' else 'uniform'}.",
            )
        return [usual_weights(function) for function in activations]
    names = _listed("initial-weights", options.initial_weights, len(activations))
    return _all_configured("kind of initial weights", names, INITIALIZERS, options)


def _configured(what: str, name: str, table: Mapping[str, type[Kind]], options: Namespace) -> Kind:
    return _all_configured(what, [name], table, options)[0]


def _all_configured(
    what: str, names: Sequence[str], table: Mapping[str, type[Kind]], options: Namespace
) -> list[Kind]:
    """The kinds of these names, each with those of its settings that were given as options.

    Raises `InputError` for an unknown name, and for an option that only other kinds have.
    """
    for name in names:
        if name not in table:
            raise unknown_name(what, name, table)
    own = {setting for name in names for setting in signature(table[name]).parameters}
    for setting in {s for kind in table.values() for s in signature(kind).parameters} - own:
        flag = {"folder": "data-dir", "path": "csv-file"}.get(setting, setting.replace("_", "-"))
        require(
            getattr(options, setting, None) is None,
            f"--{flag} does not belong to the {what} '{', '.join(dict.fromkeys(names))}'.",
        )
    return [
        kind(
            **{
                s: value
                for s in signature(kind).parameters
                if (value := getattr(options, s, None)) is not None
            }
        )
        for kind in map(table.__getitem__, names)
    ]


def _numbers(flag: str, text: str, count: int) -> list[float]:
    return [_number(flag, float, value) for value in _listed(flag, text, count)]


def _listed(flag: str, text: str, count: int) -> list[str]:
    """The values between commas: one for each of `count` layers, or one for all of them."""
    values = [value.strip() for value in text.split(",")]
    if len(values) == 1:
        return values * count
    require(
        len(values) == count,
        f"--{flag} {text} has {len(values)} values for {count} layers: give one, or {count}.",
    )
    return values


def _number(flag: str, kind: Callable[[str], Value], text: str) -> Value:
    try:
        return kind(text)
    except ValueError as error:
        wanted = "a whole number" if kind is int else "a number"
        raise InputError(f"--{flag}: '{text}' is not {wanted}.") from error
