"""The command line: every setting of an experiment as an option."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from engine.activations import ACTIVATIONS
from engine.datasets.sources import SOURCES
from engine.initializers import INITIALIZERS
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.schedules import CLOCKS, SCHEDULES


def parser() -> argparse.ArgumentParser:
    """The parser; an option that is not given is None in its result."""
    parser = argparse.ArgumentParser(
        prog="python main.py",
        usage="python main.py [options]",
        description="Nablascope shows a neural network learning.",
        epilog="A list for the layers has commas: one value for all of them, or one for each.",
    )
    parser.add_argument("--headless", action="store_true", help="train in the terminal, no window")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all metrics to this file")
    parser.add_argument("--epochs", type=_positive, default=5, metavar="N", help="default: 5")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="default: 0")
    _add_data(parser.add_argument_group("data"))
    _add_network(parser.add_argument_group("network"))
    _add_training(parser.add_argument_group("training"))
    return parser


def _add_data(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--dataset", default="mnist-5k", metavar="NAME", help=_names(SOURCES, "mnist-5k"))
    add("--data-dir", dest="folder", metavar="DIR", help="where the files of MNIST are")
    add("--download", action="store_true", help="fetch the files of MNIST if they are missing")
    add("--examples", type=int, metavar="N", help="size of a synthetic set, default: 1000")
    add("--noise", type=float, metavar="σ", help="deviation of the noise in a synthetic set")
    add("--classes", type=int, metavar="N", help="classes of spirals and blobs, default: 3")
    add("--test-share", type=float, metavar="SHARE", help="share kept for testing, default: 0.2")
    add("--csv-file", dest="path", metavar="FILE", help="the file of --dataset csv")
    add("--target", metavar="COLUMN", help="what to learn: name or number, default: the last")
    add("--task", metavar="TASK", help="classes or regression, default: as the target looks")
    switch = argparse.BooleanOptionalAction
    add("--header", action=switch, help="whether the first row holds names")
    add("--standardise", action=switch, help="each column to mean 0, deviation 1; default: yes")


def _add_network(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--layers", metavar="SIZES", help="inputs, hidden …, outputs; default: 784,16,16,10")
    add("--activation", default="relu", metavar="LIST", help=_names(ACTIVATIONS, "relu"))
    add("--output-activation", metavar="NAME", help="default: as the data need")
    add("--slope", type=float, metavar="X", help="of leaky ReLU below 0, default: 0.01")
    add("--initial-weights", metavar="LIST", help=_names(INITIALIZERS, "He or Xavier, normal"))
    add("--sigma", type=float, metavar="σ", help="deviation of normal initial weights")
    add("--limit", type=float, metavar="X", help="limit of uniform initial weights")
    add("--initial-bias", default="0", metavar="LIST", help="default: 0")
    add("--l1", default="0", metavar="LIST", help="L1 penalty on weights, default: 0")
    add("--l2", default="0", metavar="LIST", help="L2 penalty on weights, default: 0")
    add("--bias-l1", default="0", metavar="LIST", help="L1 penalty on biases, default: 0")
    add("--bias-l2", default="0", metavar="LIST", help="L2 penalty on biases, default: 0")
    add("--dropout", default="0", metavar="LIST", help="rate of hidden layers, default: 0")
    add("--precision", default="float32", metavar="TYPE", help="float32 (default) or float64")


def _add_training(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--loss", metavar="NAME", help=_names(LOSSES, "as the data need"))
    add("--optimizer", default="momentum", metavar="NAME", help=_names(OPTIMIZERS, "momentum"))
    add("--learning-rate", type=float, metavar="η", help="default: usual for the optimizer")
    add("--beta", type=float, metavar="β", help="of momentum and nesterov, default: 0.9")
    add("--rho", type=float, metavar="ρ", help="of rmsprop, default: 0.9")
    add("--beta1", type=float, metavar="β₁", help="of adam, default: 0.9")
    add("--beta2", type=float, metavar="β₂", help="of adam, default: 0.999")
    add("--epsilon", type=float, metavar="ε", help="of adagrad, rmsprop, adam; default: 1e-8")
    add("--schedule", default="constant", metavar="NAME", help=_names(SCHEDULES, "constant"))
    add("--per", metavar="CLOCK", help=f"clock of the schedule: {' or '.join(CLOCKS)}")
    add("--decay", type=float, metavar="X", help="of inverse-time, default: 0.001")
    add("--factor", type=float, metavar="X", help="of step and exponential, default: 0.5")
    add("--every", type=int, metavar="N", help="of step and exponential, default: 1000")
    add("--total", type=int, metavar="N", help="of cosine, default: 1000")
    add("--batch-size", type=_batch_size, default=32, metavar="N", help="or all; default: 32")
    add("--tolerance", type=float, metavar="X", help="of a regression, to count as right")


def _names(known: Mapping[str, object], default: str) -> str:
    return f"{', '.join(known)}; default: {default}"


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least 1")
    return int(text)


def _batch_size(text: str) -> int | None:
    return None if text == "all" else _positive(text)
