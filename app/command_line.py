"""The command line: every setting of an experiment as an option."""

import argparse
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.perspectives import PERSPECTIVES
from engine.activations import ACTIVATIONS
from engine.datasets.sources import SOURCES
from engine.initializers import INITIALIZERS
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES

LEAST_SIZE, MOST_SIZE = 300, 8000
"""Pixels of a side of the window."""
ALL = "all"
"""The batch size that means all examples at once."""


class _Help(argparse.HelpFormatter):
    """Keeps names with hyphens in one piece, so that they can be copied."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return textwrap.wrap(text, width, break_on_hyphens=False)


def parser() -> argparse.ArgumentParser:
    """The parser of every option."""
    parser = argparse.ArgumentParser(
        prog="python main.py",
        usage="python main.py [options] [FILE]",
        description="Nablascope shows a neural network learning.",
        epilog="A LIST has commas: one value for all layers, or one for each. All layers but the "
        "inputs count; for --activation and --dropout, the hidden ones. A list that begins with a "
        "minus needs an equals sign, as in --initial-bias=-1,0.",
        formatter_class=_Help,
    )
    parser.add_argument(
        "run", nargs="?", type=Path, metavar="FILE", help="a saved run (.nabla) to go on with"
    )
    parser.add_argument("--headless", action="store_true", help="train in the terminal, no window")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write metrics to this file, at the end"
    )
    parser.add_argument(
        "--save", type=Path, metavar="FILE", help="save the run to this file after --headless"
    )
    parser.add_argument("--epochs", type=_positive, default=5, metavar="N", help="default: 5")
    parser.add_argument("--seed", type=_seed, default=0, metavar="N", help="default: 0")
    _add_data(parser.add_argument_group("data"))
    _add_network(parser.add_argument_group("network"))
    _add_training(parser.add_argument_group("training"))
    _add_window(parser.add_argument_group("window"))
    return parser


def given(arguments: Sequence[str] | None) -> frozenset[str]:
    """The names of the options that these arguments, or those of the process, set."""
    marked = parser()
    unset = object()
    names = vars(marked.parse_args([]))
    marked.set_defaults(**dict.fromkeys(names, unset))
    return frozenset(
        n for n, value in vars(marked.parse_args(arguments)).items() if value is not unset
    )


def _add_window(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--theme", metavar="NAME", help="dark, light, high-contrast; default: as last time")
    add(
        "--perspective",
        choices=PERSPECTIVES,
        metavar="NAME",
        help=_names(PERSPECTIVES, "as last time"),
    )
    add("--size", type=_size, metavar="WxH", help="of the window in pixels, such as 1280x800")
    add("--screenshot", type=Path, metavar="FILE", help="save a picture of the window, and quit")
    add("--steps", type=_count, default=0, metavar="N", help="train so many first; default: 0")
    add("--pad", type=_positive, metavar="N", help="put this test example on the pad, from 1")


def _add_data(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--dataset", default="mnist-5k", metavar="NAME", help=_names(SOURCES, "mnist-5k"))
    add(
        "--data-dir",
        dest="folder",
        metavar="DIR",
        help="where the files of mnist and fashion-mnist are",
    )
    add("--download", action="store_true", help="fetch the files of mnist or fashion-mnist")
    add("--examples", type=int, metavar="N", help="size of a synthetic set, default: 1000")
    add(
        "--noise",
        type=float,
        metavar="σ",
        help="of a synthetic set; default: 0.03 spirals, 0.2 blobs, else 0.1",
    )
    add("--classes", type=int, metavar="N", help="classes of spirals and blobs, default: 3")
    add("--test-share", type=float, metavar="SHARE", help="share kept for testing, default: 0.2")
    add("--csv-file", dest="path", metavar="FILE", help="the file of --dataset csv")
    add("--target", metavar="COLUMN", help="what to learn: name or number, default: the last")
    add("--ignore", type=_words, metavar="LIST", help="columns of the file to leave out")
    add("--task", metavar="TASK", help="classes or regression, default: as the target looks")
    switch = argparse.BooleanOptionalAction
    add("--header", action=switch, help="whether the first row holds names")
    add("--standardise", action=switch, help="each column to mean 0, deviation 1; default: yes")


def _add_network(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add(
        "--layers",
        metavar="SIZES",
        help="inputs, hidden ones, outputs; default: as the data need, with 16,16",
    )
    add("--activation", metavar="LIST", help=_names(ACTIVATIONS, "relu"))
    add("--output-activation", metavar="NAME", help="default: as the data need")
    add("--slope", type=float, metavar="X", help="of leaky ReLU below 0, default: 0.01")
    add("--initial-weights", metavar="LIST", help=_names(INITIALIZERS, "He or Xavier, normal"))
    add(
        "--sigma",
        type=float,
        metavar="σ",
        help="deviation of normal initial weights; default: 0.01",
    )
    add("--limit", type=float, metavar="X", help="limit of uniform initial weights; default: 0.05")
    add("--initial-bias", default="0", metavar="LIST", help="default: 0")
    add("--l1", default="0", metavar="LIST", help="L1 penalty on weights, default: 0")
    add("--l2", default="0", metavar="LIST", help="L2 penalty on weights, default: 0")
    add("--bias-l1", default="0", metavar="LIST", help="L1 penalty on biases, default: 0")
    add("--bias-l2", default="0", metavar="LIST", help="L2 penalty on biases, default: 0")
    add("--dropout", metavar="LIST", help="rate of hidden layers, default: 0")
    add("--precision", default="float32", metavar="TYPE", help="float32 (default) or float64")


def _add_training(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    rates = ", ".join(f"{name} {kind.usual_rate:g}" for name, kind in OPTIMIZERS.items())
    add("--loss", metavar="NAME", help=_names(LOSSES, "as the data need"))
    add("--optimizer", default="momentum", metavar="NAME", help=_names(OPTIMIZERS, "momentum"))
    add("--learning-rate", type=float, metavar="η", help=f"default: {rates}")
    add("--beta", type=float, metavar="β", help="of momentum and nesterov, default: 0.9")
    add("--rho", type=float, metavar="ρ", help="of rmsprop, default: 0.9")
    add("--beta1", type=float, metavar="β₁", help="of adam, default: 0.9")
    add("--beta2", type=float, metavar="β₂", help="of adam, default: 0.999")
    add("--epsilon", type=float, metavar="ε", help="of adagrad, rmsprop, adam; default: 1e-8")
    add("--schedule", default="constant", metavar="NAME", help=_names(SCHEDULES, "constant"))
    add("--per", metavar="CLOCK", help="clock of a schedule, step (default) or epoch")
    add("--decay", type=float, metavar="X", help="of inverse-time, default: 0.001")
    add("--factor", type=float, metavar="X", help="of step and exponential, default: 0.5")
    add(
        "--every",
        type=int,
        metavar="N",
        help="time for one factor of step and exponential; default: one epoch",
    )
    add(
        "--total",
        type=int,
        metavar="N",
        help="time until the rate of cosine is 0; default: the training",
    )
    add("--batch-size", type=_batch_size, metavar="N", help="or all; default: 32, or all if fewer")
    add(
        "--tolerance",
        type=float,
        metavar="X",
        help="of a regression; default: a tenth of the deviation",
    )


def _names(known: Mapping[str, object], default: str) -> str:
    return f"{', '.join(known)}; default: {default}"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least 1")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least 0")
    return int(text)


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.partition("x")
    if not (cross and width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"'{text}' is not a size such as 1280x800")
    size = int(width), int(height)
    if not all(LEAST_SIZE <= side <= MOST_SIZE for side in size):
        raise argparse.ArgumentTypeError(
            f"'{text}': a side has from {LEAST_SIZE} to {MOST_SIZE} pixels"
        )
    return size


def _seed(text: str) -> int:
    if not (text.isdecimal() and len(text) < 19):
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 0 to 10¹⁸")
    return int(text)


def _batch_size(text: str) -> int | str:
    return text if text == ALL else _positive(text)
