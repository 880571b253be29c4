"""Bindings: which row shows which setting, and what happens when it is changed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app.controls.changes import Change, Setter, Setting, with_setting
from app.controls.field_row import FieldRow
from app.controls.paths import Path, value_at
from app.look.look import Look
from engine.datasets.dataset import Dataset
from engine.errors import InputError
from engine.experiment import Experiment

Apply = Callable[[Change], str]
"""Makes a change and gives its note; raises `InputError` where the engine does not accept it."""


@dataclass(frozen=True)
class _Binding:
    row: FieldRow
    path: Path
    setter: Setter
    is_kind: bool


class Bindings:
    """Rows whose settings lie at `base` in the experiment.

    A row with `is_kind` shows not a setting, but of which kind it is.
    """

    def __init__(self, apply: Apply, base: Path = ()) -> None:
        self.base = base
        self._apply = apply
        self._bindings: list[_Binding] = []

    def bind(
        self, row: FieldRow, path: Path, setter: Setter = with_setting, *, is_kind: bool = False
    ) -> None:
        """Let the row show the setting at `path`, counted from `base`, and `setter` change it."""
        binding = _Binding(row, path, setter, is_kind)
        self._bindings.append(binding)
        row.wanted.connect(lambda value: self._change(binding, value))

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show every setting, and mark those whose change starts the training over."""
        for binding in self._bindings:
            found = value_at(experiment, self.base + binding.path)
            binding.row.show_value(type(found) if binding.is_kind else found)
            binding.row.show_mark(self._starts_over(binding, experiment, dataset))

    def restore(self) -> None:
        """Forget what is typed and not entered yet."""
        for binding in self._bindings:
            binding.row.restore()

    def clear_notes(self) -> None:
        """Take away what was said about the change before."""
        for binding in self._bindings:
            binding.row.clear_note()

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
        for binding in self._bindings:
            binding.row.show_look(look)

    def _change(self, binding: _Binding, value: Any) -> None:
        path = self.base + binding.path
        try:
            note = self._apply(lambda e, d: binding.setter(Setting(e, d, path), value))
        except InputError as error:
            binding.row.refuse(str(error))
        else:
            binding.row.restore()
            binding.row.say(note)

    def _starts_over(self, binding: _Binding, experiment: Experiment, dataset: Dataset) -> bool:
        """What the engine says about any other value."""
        setting = Setting(experiment, dataset, self.base + binding.path)
        for other in binding.row.others():
            with suppress(InputError):
                changed = binding.setter(setting, other).experiment
                if not changed.continues(experiment):
                    return True
        return False
