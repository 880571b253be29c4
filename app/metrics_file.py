"""The file that --json names: an experiment and the metrics of all its steps."""

import json
import os
from collections.abc import Sequence
from contextlib import ExitStack
from errno import EISDIR
from math import isfinite
from pathlib import Path
from typing import Any

from app.history import History
from engine.errors import InputError
from engine.experiment import Experiment
from engine.files import replacing
from engine.metrics import EpochMetrics, Evaluation, StepMetrics
from engine.settings import to_plain


class MetricsFile:
    """Collects the metrics of steps, and writes them with all else in the end.

    The place is claimed at once: raises `InputError` if nothing can be written there. What is in
    the file stays until the new content is whole.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._steps: list[str] = []  # already as text, which takes the least memory
        self._closing = ExitStack()
        self._part = self._claimed()

    @property
    def is_quick(self) -> bool:
        """Whether writing cannot last, as it may where another program reads a pipe."""
        return self._part is not None

    def _claimed(self) -> Path | None:
        """A new file to be renamed; None if the file itself has to be written, as a device has."""
        try:
            if self._path.exists() and not (self._path.is_file() or self._path.is_dir()):
                return None
            path = Path(os.path.realpath(self._path))
            if path.is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
            part = self._closing.enter_context(replacing(path))
            part.touch()
        except OSError as error:
            self._closing.pop_all()
            if os.access(self._path, os.W_OK) and not self._path.is_dir():
                return None
            raise self._error(error) from error
        return part

    def add(self, step: StepMetrics) -> None:
        """Take up the metrics of a step."""
        layers = [layer._asdict() for layer in step.layers]
        self._steps.append(_text(step._asdict() | {"layers": layers}))

    def write(
        self,
        experiment: Experiment,
        steps: int,
        epochs: Sequence[EpochMetrics],
        test: Evaluation | None,
    ) -> None:
        """Write all, with as many steps as count; raises `InputError` if that fails."""
        tests = [e._asdict() | {"test": e.test._asdict()} for e in epochs]
        self._save(experiment, tests, test._asdict() if test else None, self._steps[:steps])

    def write_curves(self, experiment: Experiment, history: History, quality: str) -> None:
        """Write what the curves of a window hold, where `quality` is called so; raises as `write`.

        That is cost and learning rate of every step, quality and norms of layers where they were
        measured, and the tests, each with the number of steps before it.
        """
        measured = {record.pop("step"): record for record in history.measured.records()}
        steps = [
            _text(record | _measures(measured.get(record["step"], {}), quality))
            for record in history.steps.records()
        ]
        tests = [
            {"steps": record.pop("step"), "test": _named(record, quality)}
            for record in history.tests.records()
        ]
        self._save(experiment, tests, tests[-1]["test"] if tests else None, steps)

    def _save(
        self, experiment: Experiment, epochs: Any, test: dict[str, Any] | None, steps: list[str]
    ) -> None:
        record = {
            "experiment": _text(to_plain(experiment)),
            "epochs": _text(epochs),
            "test": _text(test),
            "steps": "[\n" + ",\n".join(steps) + "\n]",
        }
        content = "{" + ",\n".join(f'"{key}": {text}' for key, text in record.items()) + "}\n"
        try:
            with self._closing:
                (self._part or self._path).write_text(content, encoding="utf-8")
        except OSError as error:
            raise self._error(error) from error

    def _error(self, error: OSError) -> InputError:
        return InputError(
            f"The metrics cannot be written to {self._path}: {error.strerror or error}. "
            "Name another file with --json."
        )


def _named(record: dict[str, Any], quality: str) -> dict[str, Any]:
    return {quality if name == "quality" else name: value for name, value in record.items()}


def _measures(measured: dict[str, Any], quality: str) -> dict[str, Any]:
    """What was measured of a step, named as in the curves, with a record for each layer."""
    if not measured:
        return {}
    layers: dict[str, dict[str, Any]] = {}
    for name, value in measured.items():
        measure = name.rstrip("0123456789")
        layers.setdefault(name.removeprefix(measure), {})[measure] = value
    share = layers.pop("")["quality"]
    return {quality: share, "layers": list(layers.values())}


def _text(record: Any) -> str:
    return json.dumps(_without_non_finite(record), allow_nan=False)


def _without_non_finite(value: Any) -> Any:
    """The same record with null for each number that JSON has no word for."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {key: _without_non_finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_non_finite(part) for part in value]
    return value
