"""Messages over a panel: hints, notes that go by themselves, problems that stay."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.bars import message_bar
from app.bars.message_bar import MessageBar
from app.look.look import Look


@pytest.fixture
def panel(qtbot: QtBot) -> QWidget:
    panel = QWidget()
    qtbot.addWidget(panel)
    panel.resize(600, 300)
    panel.show()
    return panel


@pytest.fixture
def bar(panel: QWidget) -> MessageBar:
    bar = MessageBar(panel)
    bar.show_look(Look())
    return bar


def test_at_first_there_is_none(bar: MessageBar) -> None:
    assert bar.isHidden()
    assert bar.text == ""


def test_a_note_goes_when_it_had_time_to_be_read(
    bar: MessageBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_bar, "LEAST_MS", 1)
    monkeypatch.setattr(message_bar, "LETTER_MS", 1)
    bar.show_note("Saved.")
    assert bar.isVisible()
    qtbot.waitUntil(bar.isHidden)
    assert bar.text == ""


def test_a_problem_after_a_note_stays(
    bar: MessageBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_bar, "LEAST_MS", 1)
    monkeypatch.setattr(message_bar, "LETTER_MS", 0)
    bar.show_note("Saved.")
    bar.show_problem("It went wrong.")
    other = MessageBar(bar.parentWidget() or QWidget())
    other.show_note("later")
    qtbot.waitUntil(other.isHidden)
    assert bar.text == "It went wrong."
    assert bar.accessibleName() == "It went wrong."


def test_a_click_dismisses_it(bar: MessageBar, qtbot: QtBot) -> None:
    bar.show_hint("Press Space.")
    button = bar.findChild(QToolButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()


@pytest.mark.parametrize("width", [600, 250])
def test_a_long_sentence_finds_room_within_the_panel(
    bar: MessageBar, panel: QWidget, width: int
) -> None:
    sentence = "The training process ended unexpectedly, and everything is kept. " * 3
    bar.show_problem(sentence)
    panel.resize(width, 300)
    QApplication.sendPostedEvents()
    label = next(label for label in bar.findChildren(QLabel) if label.text() == sentence)
    assert panel.rect().contains(bar.geometry())
    assert label.height() >= label.heightForWidth(label.width())
    assert bar.geometry().bottom() > 280
