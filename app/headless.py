"""Training in the terminal: a progress bar, a line an epoch, a summary."""

import json
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Never

from tqdm import tqdm

from engine.datasets.dataset import Dataset
from engine.errors import InputError
from engine.experiment import Experiment
from engine.metrics import EpochMetrics, Evaluation, StepMetrics
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
    trainer = Trainer(experiment, dataset)
    steps: list[StepMetrics] = []
    epochs: list[EpochMetrics] = []
    if options.json:
        _write(options.json, "")  # fails now rather than after the training
        trainer.hooks.on_step(steps.append)
    print(_headline(trainer))
    with _interrupts() as interrupted:
        exit_code = _train(trainer, options.epochs, epochs, interrupted)
    test = trainer.evaluate(dataset.test)
    print(_summary(trainer, epochs, test))
    if options.json:
        _write(options.json, _as_json(options, steps, epochs, test))
    return exit_code


def _train(trainer: Trainer, count: int, epochs: list[EpochMetrics], interrupted: Event) -> int:
    """Train with a progress bar, and add to `epochs`; give the exit code."""
    total = count * len(trainer.dataset.train)
    with tqdm(total=total, unit="ex", unit_scale=True, leave=False, disable=None) as bar:

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


def _headline(trainer: Trainer) -> str:
    experiment, dataset = trainer.experiment, trainer.dataset
    network = experiment.network
    return (
        f"{dataset.name}: {len(dataset.train):,} to learn, {len(dataset.test):,} to test · "
        f"{'-'.join(map(str, network.sizes))}, {network.parameter_count():,} parameters · "
        f"{experiment.loss.title} · {experiment.optimizer.title}, η {experiment.learning_rate:g} · "
        f"{trainer.steps_per_epoch:,} steps an epoch · seed {experiment.seed}"
    )


def _epoch_line(trainer: Trainer, metrics: EpochMetrics) -> str:
    return (
        f"epoch {metrics.epoch:3d}   cost {metrics.cost:.4g}   test loss {metrics.test.loss:.4g}   "
        f"{_quality(metrics.test)}   {_speed(trainer, [metrics])}"
    )


def _summary(trainer: Trainer, epochs: list[EpochMetrics], test: Evaluation) -> str:
    speed = f" · {_speed(trainer, epochs)}" if epochs else ""
    return f"after {trainer.position.step:,} steps: test {_quality(test)}{speed}"


def _speed(trainer: Trainer, epochs: list[EpochMetrics]) -> str:
    """The speed of the steps, without the evaluations."""
    examples = sum(metrics.examples for metrics in epochs)
    seconds = sum(metrics.seconds for metrics in epochs)
    unit = "images" if len(trainer.dataset.input_shape) == 2 else "examples"
    return f"{examples / seconds:,.0f} {unit}/s"


def _quality(evaluation: Evaluation) -> str:
    if evaluation.accuracy is not None:
        return f"accuracy {evaluation.accuracy:.2%}"
    r2 = "undefined" if evaluation.r2 is None else f"{evaluation.r2:.4f}"
    return f"R² {r2}, {evaluation.within_tolerance:.2%} within tolerance"


def _as_json(
    options: Namespace, steps: list[StepMetrics], epochs: list[EpochMetrics], test: Evaluation
) -> str:
    step_records = [
        step._asdict() | {"layers": [layer._asdict() for layer in step.layers]} for step in steps
    ]
    epoch_records = [epoch._asdict() | {"test": epoch.test._asdict()} for epoch in epochs]
    record = {
        "options": vars(options) | {"json": str(options.json)},
        "steps": step_records,
        "epochs": epoch_records,
        "test": test._asdict(),
    }
    return json.dumps(record, indent=1)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"The metrics cannot be written to {path}: {error.strerror or error}. "
            "Name another file with --json."
        ) from error
