"""A form: a column of rows, each made from the type of the setting that it shows."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_type_hints

from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.controls.bindings import Apply, Bindings
from app.controls.changes import Setter, with_kind, with_setting
from app.controls.field import Field
from app.controls.field_row import FieldRow
from app.controls.making import field_for, kind_field
from app.controls.paths import Path, value_at
from app.controls.wording import words
from app.look.look import Look
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment

SPACING = 4
"""Between rows, in units of the look."""


class Form(QWidget):
    """Rows for settings that lie at `base` in an experiment."""

    def __init__(self, apply: Apply, base: Path = ()) -> None:
        super().__init__()
        self._apply = apply
        self._bindings = Bindings(apply, base)
        self._own: list[OwnSettings] = []
        self._column = column(self)

    def add(
        self, owner: type, path: Path, setter: Setter = with_setting, field: Field | None = None
    ) -> FieldRow:
        """A row for a setting of the class `owner`; its name is the last of the `path`."""
        name = str(path[-1])
        said = words(owner, name)
        row = FieldRow(said, field or field_for(name, get_type_hints(owner)[name], said))
        self._bindings.bind(row, path, setter)
        self._column.addWidget(row)
        return row

    def add_kind(
        self,
        owner: type,
        path: Path,
        table: Mapping[str, type],
        setter: Setter = with_kind,
        setters: Mapping[str, Setter] | None = None,
    ) -> FieldRow:
        """A row for the kind of a setting, and below it rows for what that kind has of its own.

        `setters` are for its own settings, by their names, where more than these changes.
        """
        row = FieldRow(words(owner, str(path[-1])), kind_field(table))
        self._bindings.bind(row, path, setter, is_kind=True)
        self._column.addWidget(row)
        self.add_own(path, setters)
        return row

    def add_own(self, path: Path, setters: Mapping[str, Setter] | None = None) -> None:
        """Rows for what the kind at this path has of its own."""
        own = OwnSettings(self._apply, self._bindings.base, path, setters or {})
        self._own.append(own)
        self._column.addWidget(own)

    def move_to(self, base: Path) -> None:
        """The settings lie elsewhere from now on."""
        self._bindings.base = base
        for own in self._own:
            own.move_to(base)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show its settings."""
        self._bindings.show_experiment(experiment, dataset)
        for own in self._own:
            own.show_experiment(experiment, dataset)

    def restore(self) -> None:
        """Forget what is typed and not entered yet."""
        self._bindings.restore()
        for own in self._own:
            own.restore()

    def clear_notes(self) -> None:
        """Take away what was said about the change before."""
        self._bindings.clear_notes()
        for own in self._own:
            own.clear_notes()

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
        self._column.setSpacing(round(SPACING * look.unit))
        self._bindings.show_look(look)
        for own in self._own:
            own.show_look(look)


class OwnSettings(QWidget):
    """Rows for the settings of the kind that lies at `base` + `path`, made anew for each kind."""

    def __init__(self, apply: Apply, base: Path, path: Path, setters: Mapping[str, Setter]) -> None:
        super().__init__()
        self._apply = apply
        self._base, self._path = base, path
        self._setters = setters
        self._kind: type | None = None
        self._form: Form | None = None
        self._look = Look()
        self._column = column(self)

    def move_to(self, base: Path) -> None:
        """The kind lies elsewhere from now on."""
        self._base = base
        if self._form is not None:
            self._form.move_to(base + self._path)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show what this kind has of its own."""
        kind: Any = type(value_at(experiment, self._base + self._path))
        if kind is not self._kind:
            self._make(kind)
        if self._form is not None:
            self._form.show_experiment(experiment, dataset)

    def restore(self) -> None:
        """Forget what is typed and not entered yet."""
        if self._form is not None:
            self._form.restore()

    def clear_notes(self) -> None:
        """Take away what was said about the change before."""
        if self._form is not None:
            self._form.clear_notes()

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
        self._look = look
        if self._form is not None:
            self._form.show_look(look)

    def _make(self, kind: Any) -> None:
        self._kind = kind
        if self._form is not None:
            self._form.restore()
            self._column.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._form = Form(self._apply, self._base + self._path)
        for part in fields(kind):
            self._form.add(kind, (part.name,), self._setters.get(part.name, with_setting))
        self._form.show_look(self._look)
        self._column.addWidget(self._form)
        self._form.show()
        self.setVisible(bool(fields(kind)))


def column(widget: QWidget) -> QVBoxLayout:
    """A layout without margins, from top to bottom."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACING)
    return layout
