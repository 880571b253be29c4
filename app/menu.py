"""The menu: files, panels, colours, text size, and every command with its key."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QAction, QActionGroup
from PyQt6.QtWidgets import QMenu, QWidget

from app.look.look import Look
from app.look.palettes import PALETTES
from app.look.theme import THEMES

Groups = tuple[tuple[str, ...], ...]
"""Actions by name; between groups there are lines."""

SECTIONS: tuple[tuple[str, Groups], ...] = (
    ("File", (("open", "save", "save_as"), ("import_weights",))),
    ("Edit", (("undo", "redo"),)),
    (
        "Run",
        (
            ("run", "stop"),
            ("step", "pass", "batch"),
            ("back", "back_pass", "back_batch"),
            ("home", "newest"),
            ("reset", "new_seed"),
            ("evaluate",),
        ),
    ),
    ("Network", (("weight", "signal", "gradient", "update"), ("fit", "zoom_in", "zoom_out"))),
    ("Text", (("larger", "smaller", "usual_size"),)),
)
LAST: Groups = (
    ("perspective", "usual_layout", "full_screen", "reduced_motion"),
    ("explain",),
    ("quit",),
)


class Titled(Protocol):
    """Something with a title to choose it by."""

    @property
    def title(self) -> str:
        """The title."""


class Menu(QObject):
    """Builds the menu `widget`, and tells what is chosen in it beyond the given actions."""

    #: A theme was chosen, by name.
    theme_chosen = pyqtSignal(str)
    #: A palette was chosen, by name.
    palette_chosen = pyqtSignal(str)

    def __init__(
        self, parent: QWidget, actions: Mapping[str, QAction], panels: Iterable[QAction]
    ) -> None:
        super().__init__(parent)
        self.widget = QMenu(parent)
        self.widget.setToolTipsVisible(True)
        self._sections = {
            title: _submenu(self.widget, title, *_actions(groups, actions))
            for title, groups in SECTIONS
        }
        self._after_recent = actions["save"]
        _submenu(self.widget, "Panels", panels)
        self._themes = self._choices("Theme", THEMES)
        self._palettes = self._choices("Palette of negative and positive", PALETTES)
        self._themes.triggered.connect(lambda a: self.theme_chosen.emit(a.objectName()))
        self._palettes.triggered.connect(lambda a: self.palette_chosen.emit(a.objectName()))
        for group in _actions(LAST, actions):
            self.widget.addSeparator()
            self.widget.addActions(group)

    def add_files(self, recent: QMenu, export: QMenu) -> None:
        """Add the menu of files opened before, and that of what can be exported."""
        self._sections["File"].insertMenu(self._after_recent, recent)
        self._sections["File"].addMenu(export)

    def show_look(self, look: Look) -> None:
        """Tick the theme and the palette in force."""
        for group, name in ((self._themes, look.theme.name), (self._palettes, look.palette.name)):
            for action in group.actions():
                action.setChecked(action.objectName() == name)

    def _choices(self, title: str, known: Mapping[str, Titled]) -> QActionGroup:
        group = QActionGroup(self)
        for name, choice in known.items():
            action = QAction(choice.title, group)
            action.setObjectName(name)
            action.setCheckable(True)
        _submenu(self.widget, title, group.actions())
        return group


def _actions(groups: Groups, actions: Mapping[str, QAction]) -> list[list[QAction]]:
    return [[actions[name] for name in group] for group in groups]


def _submenu(menu: QMenu, title: str, *groups: Iterable[QAction]) -> QMenu:
    submenu = QMenu(title, menu)
    submenu.setToolTipsVisible(True)
    for group in groups:
        if submenu.actions():
            submenu.addSeparator()
        submenu.addActions(list(group))
    menu.addMenu(submenu)
    return submenu
