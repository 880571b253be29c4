"""Who draws when."""

from functools import partial

from PyQt6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.plots.turns import Turns


def test_what_waits_is_drawn_once_in_turns(qtbot: QtBot) -> None:
    drawn: list[str] = []
    owner = QObject()
    turns = Turns({name: partial(drawn.append, name) for name in "abc"}, owner)
    turns.wait("cab")
    assert drawn == []
    qtbot.waitUntil(lambda: len(drawn) == 3)
    assert drawn == ["a", "b", "c"]
    turns.wait("a")
    turns.wait("a")
    turns.wait("c")
    qtbot.waitUntil(lambda: len(drawn) == 5)
    assert drawn[3:] == ["a", "c"]


def test_what_is_drawn_at_once_waits_no_more(qtbot: QtBot) -> None:
    drawn: list[str] = []
    owner = QObject()
    turns = Turns({name: partial(drawn.append, name) for name in "ab"}, owner)
    turns.wait("ab")
    turns.draw_now("a")
    assert drawn == ["a"]
    qtbot.waitUntil(lambda: len(drawn) == 2)
    assert drawn == ["a", "b"]
