"""Training in the terminal: a progress bar, a line an epoch, a summary."""

import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Never

from app.metrics_file import MetricsFile
from engine import model_file
from engine.datasets.dataset import Dataset
from engine.epochs import train_epochs
from engine.experiment import Experiment
from engine.metrics import EpochMetrics, Evaluation
from engine.network import Network
from engine.non_finite import NonFiniteError
from engine.saved_run import SavedRun
from engine.training import Trainer

if TYPE_CHECKING:
    from tqdm import tqdm

STOPPED = 130
"""The exit code of a program that was stopped by Ctrl+C."""
FAILED = 1
"""The exit code of a training that came to a number that is not finite."""


class DownloadBar:
    """Shows a download: to be called with bytes done and bytes in all."""

    def __init__(self) -> None:
        self._bar: tqdm[Never] | None = None

    def __call__(self, done: int, total: int) -> bool:
        """Move the bar; always go on."""
        if self._bar is None:
            from tqdm import tqdm  # the window does not need it, and opens sooner without

            self._bar = tqdm(total=total, unit="B", unit_scale=True, desc="download", leave=False)
        self._bar.update(done - self._bar.n)
        if done >= total:
            self._bar.close()
        return True


def run(experiment: Experiment, dataset: Dataset, options: Namespace) -> int:
    """Train for as many epochs as the options say, and report; give the exit code.

    Ctrl+C ends the training after the step under way. A summary comes in any case, and what was
    measured is written whatever happens. Raises `InputError` if it cannot be.
    """
    print(_headline(experiment, dataset))
    trainer = Trainer(experiment, dataset)
    file = MetricsFile(options.json) if options.json else None
    epochs: list[EpochMetrics] = []
    test = None
    if file:
        trainer.hooks.on_step(file.add)
    try:
        with _interrupts() as interrupted:
            exit_code = _train(trainer, options.epochs, epochs, interrupted)
            is_complete = len(epochs) == options.epochs
            test = epochs[-1].test if is_complete else trainer.evaluate(dataset.test)
            print(_summary(trainer, epochs, test))
        if options.save is not None:
            model_file.save(SavedRun.of(trainer), options.save)
    finally:
        if file:
            with _no_interrupts() if file.is_quick else nullcontext():
                file.write(experiment, trainer.position.step, epochs, test)
    return exit_code


def _train(trainer: Trainer, count: int, epochs: list[EpochMetrics], interrupted: Event) -> int:
    """Train with a progress bar, and add to `epochs`; give the exit code."""
    from tqdm import tqdm

    total = count * len(trainer.dataset.train)
    shape = "{percentage:3.0f}%|{bar}| {elapsed}<{remaining}"
    with tqdm(total=total, bar_format=shape, leave=False, disable=None) as bar:

        def progress(done: int, _: int) -> bool:
            bar.update(done - bar.n)
            return not interrupted.is_set()

        try:
            for metrics in train_epochs(trainer, count, progress):
                epochs.append(metrics)
                tqdm.write(_epoch_line(trainer, metrics))
        except NonFiniteError as error:
            tqdm.write(f"nablascope: {error}", file=sys.stderr)
            return FAILED
    if len(epochs) < count:
        steps = _plural(trainer.position.step, "step")
        print(f"Stopped in epoch {trainer.position.epoch}, after {steps}.")
        return STOPPED
    return 0


@contextmanager
def _interrupts() -> Iterator[Event]:
    """Ctrl+C sets the event, and the step under way can end; a second one interrupts at once."""
    interrupted = Event()

    def note(number: int, frame: FrameType | None) -> None:
        if interrupted.is_set():
            signal.default_int_handler(number, frame)
        interrupted.set()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """For what is soon done and should not be cut off: Ctrl+C does nothing."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _headline(experiment: Experiment, dataset: Dataset) -> str:
    """Three lines on what will be done: data, network, training."""
    classes = len(dataset.class_names)
    task = f"{classes} classes" if dataset.is_classification else "a regression"
    batches = experiment.batches(len(dataset.train))
    steps = _plural(batches.steps_per_epoch, "step")
    caution = experiment.loss.after(experiment.network.output.activation).caution
    return (
        f"{dataset.name}: {task}, {len(dataset.train):,} examples to learn from, "
        f"{len(dataset.test):,} to test with\n"
        f"{_layers(experiment.network)}: {experiment.network.parameter_count():,} parameters\n"
        f"{experiment.loss.title} · {experiment.optimizer.title} · η {experiment.learning_rate:g}, "
        f"{experiment.schedule.title} · batches of {batches.size:,}, {steps} an epoch · "
        f"seed {experiment.seed}" + (f"\nCaution: {caution}" if caution else "")
    )


def _layers(network: Network) -> str:
    """The layers with their activations and, where there is any, dropout and penalties."""
    parts = [str(network.inputs)]
    for layer in network.layers:
        extras = [f"dropout {layer.dropout:g}"] if layer.dropout else []
        extras += [
            f"{title} {factor:g}"
            for title, factor in (
                ("L1", layer.regularizer.weights_l1),
                ("L2", layer.regularizer.weights_l2),
                ("bias L1", layer.regularizer.biases_l1),
                ("bias L2", layer.regularizer.biases_l2),
            )
            if factor
        ]
        detail = f" ({', '.join(extras)})" if extras else ""
        parts.append(f"{layer.size} {layer.activation.title}{detail}")
    return " → ".join(parts)


def _epoch_line(trainer: Trainer, metrics: EpochMetrics) -> str:
    return (
        f"epoch {metrics.epoch:3d}   cost {_number(metrics.cost)}   "
        f"test loss {_number(metrics.test.loss)}   "
        f"{_quality(metrics.test)}   {_speed(trainer, [metrics])}"
    )


def _summary(trainer: Trainer, epochs: list[EpochMetrics], test: Evaluation) -> str:
    speed = f" · {_speed(trainer, epochs)}" if epochs else ""
    steps = _plural(trainer.position.step, "step")
    return f"after {steps}: test {_quality(test)}{speed}"


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _number(value: float) -> str:
    """Of the same width up to 9999, and short above."""
    return f"{value:9.4f}" if value < 10_000 else f"{value:9.2e}"


def _speed(trainer: Trainer, epochs: list[EpochMetrics]) -> str:
    """The speed of the steps, without the evaluations."""
    examples = sum(metrics.examples for metrics in epochs)
    seconds = sum(metrics.seconds for metrics in epochs)
    unit = "images" if len(trainer.dataset.input_shape) == 2 else "examples"
    return f"{examples / seconds:,.0f} {unit}/s"


def _quality(evaluation: Evaluation) -> str:
    if evaluation.accuracy is not None:
        return f"accuracy {evaluation.accuracy:.2%}"
    r2 = "undefined" if evaluation.r2 is None else f"{evaluation.r2:.5g}"
    return f"R² {r2}, {evaluation.within_tolerance:.2%} within tolerance"
