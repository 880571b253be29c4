"""The menu names everything, and tells what is chosen."""

import pytest
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.look.look import Look
from app.look.palettes import PALETTES
from app.look.theme import THEMES
from app.menu import Menu


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


@pytest.fixture
def menu(parent: QWidget) -> Menu:
    panels = [QAction("Example", parent), QAction("Curves", parent)]
    menu = Menu(parent, Actions(parent), panels)
    menu.show_look(Look())
    return menu


def submenu(menu: Menu, title: str) -> dict[str, QAction]:
    found = next(m for m in menu.widget.findChildren(QMenu) if m.title() == title)
    return {action.text(): action for action in found.actions()}


def test_it_has_sections(menu: Menu) -> None:
    assert [m.title() for m in menu.widget.findChildren(QMenu)] == [
        *("File", "Edit", "Run", "Network", "Text"),
        *("Panels", "Theme", "Palette of negative and positive"),
    ]
    assert list(submenu(menu, "Panels")) == ["Example", "Curves"]


def test_recent_files_follow_open_and_exports_come_last(menu: Menu, parent: QWidget) -> None:
    menu.add_files(QMenu("Open recent", parent), QMenu("Export", parent))
    titles = [title for title in submenu(menu, "File") if title]
    assert titles == ["Open…", "Open recent", "Save", "Save as…", "Import weights…", "Export"]


def test_a_theme_and_a_palette_are_told_by_name(menu: Menu) -> None:
    told: list[str] = []
    menu.theme_chosen.connect(told.append)
    menu.palette_chosen.connect(told.append)
    submenu(menu, "Theme")[THEMES["light"].title].trigger()
    submenu(menu, "Palette of negative and positive")[PALETTES["blue-red"].title].trigger()
    assert told == ["light", "blue-red"]


def test_what_is_in_force_is_ticked(menu: Menu) -> None:
    menu.show_look(Look(THEMES["high-contrast"], PALETTES["magenta-green"]))
    ticked = [
        action.objectName()
        for title in ("Theme", "Palette of negative and positive")
        for action in submenu(menu, title).values()
        if action.isChecked()
    ]
    assert ticked == ["high-contrast", "magenta-green"]
