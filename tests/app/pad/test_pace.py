from PyQt6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.pad.pace import Pace


def test_what_may_wait_is_done_once_after_a_pause_and_else_at_once(qtbot: QtBot) -> None:
    times = 0
    parent = QObject()
    pace = Pace(parent)

    def do() -> None:
        nonlocal times
        times += 1
        pace.note_done()

    pace.due.connect(do)
    pace.ask(may_wait=True)
    assert times == 1
    for _ in range(5):
        pace.ask(may_wait=True)
    assert times == 1
    qtbot.waitUntil(lambda: times == 2)
    pace.ask(may_wait=False)
    pace.ask(may_wait=False)
    assert times == 4
