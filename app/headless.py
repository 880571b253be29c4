"""Training in the terminal: a progress bar, a line an epoch, a summary."""

import json
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from math import isfinite
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any, Never

from tqdm import tqdm

from engine.datasets.dataset import Dataset
from engine.errors import InputError
from engine.experiment import Experiment
from engine.losses import Loss
from engine.metrics import EpochMetrics, Evaluation, StepMetrics
from engine.network import Network
from engine.training import NonFiniteError, Trainer

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
            self._bar = tqdm(total=total, unit="B", unit_scale=True, desc="download", leave=False)
        self._bar.update(done - self._bar.n)
        if done >= total:
            self._bar.close()
        return True


def run(experiment: Experiment, dataset: Dataset, options: Namespace) -> int:
    """Train for as many epochs as the options say, and report; give the exit code.

    Ctrl+C ends the training after the step under way. A summary comes in any case. Raises
    `InputError` if the file for the metrics cannot be written.
    """
    print(_headline(experiment, dataset))
    trainer = Trainer(experiment, dataset)
    steps: list[StepMetrics] = []
    epochs: list[EpochMetrics] = []
    if options.json:
        _require_writable(options.json)
        trainer.hooks.on_step(steps.append)
    with _interrupts() as interrupted:
        exit_code = _train(trainer, options.epochs, epochs, interrupted)
        is_complete = len(epochs) == options.epochs
        test = epochs[-1].test if is_complete else trainer.evaluate(dataset.test)
        print(_summary(trainer, epochs, test))
        if options.json:
            kept = [step for step in steps if step.step < trainer.position.step]
            _write(options.json, _as_json(experiment, kept, epochs, test))
    return exit_code


def _train(trainer: Trainer, count: int, epochs: list[EpochMetrics], interrupted: Event) -> int:
    """Train with a progress bar, and add to `epochs`; give the exit code."""
    total = count * len(trainer.dataset.train)
    shape = "{percentage:3.0f}%|{bar}| {elapsed}<{remaining}"
    with tqdm(total=total, bar_format=shape, leave=False, disable=None) as bar:

        def progress(done: int, _: int) -> bool:
            bar.update(done - bar.n)
            return not interrupted.is_set()

        try:
            for metrics in trainer.epochs(count, progress):
                epochs.append(metrics)
                tqdm.write(_epoch_line(trainer, metrics))
        except NonFiniteError as error:
            tqdm.write(f"nablascope: {error}", file=sys.stderr)
            return FAILED
    if interrupted.is_set():
        print(f"Stopped in epoch {trainer.position.epoch}, after step {trainer.position.step}.")
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


def _headline(experiment: Experiment, dataset: Dataset) -> str:
    """Three lines on what will be done: data, network, training."""
    classes = len(dataset.class_names)
    task = f"{classes} classes" if dataset.is_classification else "a regression"
    batch = experiment.batch_size or len(dataset.train)
    steps = -(-len(dataset.train) // batch)
    return (
        f"{dataset.name}: {task}, {len(dataset.train):,} examples to learn from, "
        f"{len(dataset.test):,} to test with\n"
        f"{_layers(experiment.network)}: {experiment.network.parameter_count():,} parameters\n"
        f"{experiment.loss.title} · {experiment.optimizer.title} · η {experiment.learning_rate:g}, "
        f"{experiment.schedule.title} · batches of {batch:,}, {steps:,} steps an epoch · "
        f"seed {experiment.seed}"
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
    steps = trainer.position.step
    return f"after {steps:,} step{'' if steps == 1 else 's'}: test {_quality(test)}{speed}"


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


def _as_json(
    experiment: Experiment, steps: list[StepMetrics], epochs: list[EpochMetrics], test: Evaluation
) -> str:
    step_records = [
        step._asdict() | {"layers": [layer._asdict() for layer in step.layers]} for step in steps
    ]
    epoch_records = [epoch._asdict() | {"test": epoch.test._asdict()} for epoch in epochs]
    record = {
        "experiment": _described(experiment),
        "steps": step_records,
        "epochs": epoch_records,
        "test": test._asdict(),
    }
    return json.dumps(_without_non_finite(record), allow_nan=False)


def _described(setting: Any) -> Any:
    """A setting as plain values, each part with its kind and all its own settings."""
    if isinstance(setting, Loss):
        return setting.name
    if is_dataclass(setting):
        own = {field.name: _described(getattr(setting, field.name)) for field in fields(setting)}
        return {"kind": getattr(setting, "name", type(setting).__name__)} | own
    if isinstance(setting, tuple):
        return [_described(part) for part in setting]
    return setting


def _without_non_finite(value: Any) -> Any:
    """The same record with null for each number that JSON has no word for."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {key: _without_non_finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_non_finite(part) for part in value]
    return value


def _require_writable(path: Path) -> None:
    """Fail now rather than after the training; what is in the file stays till then."""
    with _said_of(path), path.open("a"):
        pass


def _write(path: Path, text: str) -> None:
    """Write the file, whole or not at all, in the place of what was there."""
    if not path.is_file():  # a pipe or a device
        with _said_of(path):
            path.write_text(text, encoding="utf-8")
        return
    part = path.with_name(f"{path.name}.part")
    try:
        with _said_of(path):
            part.write_text(text, encoding="utf-8")
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    """Say of a file what the system says."""
    try:
        yield
    except OSError as error:
        raise InputError(
            f"The metrics cannot be written to {path}: {error.strerror or error}. "
            "Name another file with --json."
        ) from error
