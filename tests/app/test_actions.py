"""The commands say what they do, now and in this look."""

import pytest
from PyQt6.QtGui import QAction, QImage
from PyQt6.QtWidgets import QApplication

from app.actions import COMMANDS, Actions
from app.look.look import Look
from app.look.theme import THEMES


@pytest.fixture
def actions(qapp: QApplication) -> Actions:
    actions = Actions(qapp)
    actions.show_look(Look())
    return actions


def picture(action: QAction) -> QImage:
    return action.icon().pixmap(32, 32).toImage()


def test_every_command_is_an_action_that_explains_itself(actions: Actions) -> None:
    assert len(actions) == len(COMMANDS)
    for command in COMMANDS:
        action = actions[command.name]
        assert action.text() == command.text
        assert action.toolTip().startswith(command.tip)
        assert command.tip.endswith(".")
        assert len(action.shortcuts()) == len(command.keys), command.name
        assert action.isCheckable() == command.checkable


def test_the_tooltip_names_the_key(actions: Actions) -> None:
    assert actions["stop"].toolTip().endswith("(Shift+Space)")
    assert actions["usual_layout"].toolTip().endswith(".")


def test_run_says_pause_while_it_runs(actions: Actions) -> None:
    run = picture(actions["run"])
    actions.show_running(True)
    assert actions["run"].text() == "Pause"
    pause = picture(actions["run"])
    assert pause != run
    actions.show_look(Look(THEMES["light"]))
    assert actions["run"].text() == "Pause"
    assert picture(actions["run"]) not in (run, pause)
    actions.show_running(False)
    assert actions["run"].text() == "Run"


def test_undo_and_redo_say_what(actions: Actions) -> None:
    actions.show_undo("reset", "")
    assert actions["undo"].text() == "Undo: reset"
    assert actions["undo"].isEnabled()
    assert actions["redo"].text() == "Redo"
    assert not actions["redo"].isEnabled()
