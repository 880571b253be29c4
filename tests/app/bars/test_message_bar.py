"""Messages over a panel: hints, notes that go by themselves, problems that stay."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
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


def answer(bar: MessageBar, text: str) -> QPushButton:
    """The button for an answer."""
    (button,) = (b for b in bar.findChildren(QPushButton) if b.text() == text and b.isVisible())
    return button


def asked(bar: MessageBar) -> list[str]:
    """Ask something; the answers will be found here."""
    answers: list[str] = []
    bar.ask(
        "A run was kept.",
        {"Open it": lambda: answers.append("open"), "Forget it": lambda: answers.append("forget")},
    )
    return answers


@pytest.mark.parametrize(("text", "expected"), [("Open it", "open"), ("Forget it", "forget")])
def test_a_question_is_answered_by_a_click(
    bar: MessageBar, qtbot: QtBot, text: str, expected: str
) -> None:
    answers = asked(bar)
    assert bar.text == "A run was kept."
    qtbot.mouseClick(answer(bar, text), Qt.MouseButton.LeftButton)
    assert answers == [expected]
    assert bar.isHidden()


def test_a_question_is_answered_by_keys(bar: MessageBar, panel: QWidget, qtbot: QtBot) -> None:
    answers = asked(bar)
    panel.activateWindow()
    bar.findChild(QToolButton).setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is answer(bar, "Open it")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert answers == ["forget"]


def test_a_question_comes_back_after_what_was_said_meanwhile(bar: MessageBar, qtbot: QtBot) -> None:
    answers = asked(bar)
    bar.show_note("Saved.")
    assert bar.text == "Saved."
    assert not [b for b in bar.findChildren(QPushButton) if b.isVisible()]
    bar.clear()  # as when its time is over
    assert bar.text == "A run was kept."
    bar.clear()
    qtbot.mouseClick(answer(bar, "Forget it"), Qt.MouseButton.LeftButton)
    assert answers == ["forget"]


def test_a_question_can_be_dismissed_and_what_covers_it_too(bar: MessageBar, qtbot: QtBot) -> None:
    answers = asked(bar)
    bar.show_problem("It went wrong.")
    for text in ("A run was kept.", ""):
        qtbot.mouseClick(bar.findChild(QToolButton), Qt.MouseButton.LeftButton)
        assert bar.text == text
    assert bar.isHidden()
    assert answers == []


def test_a_question_waits_until_a_problem_has_been_read(bar: MessageBar, qtbot: QtBot) -> None:
    bar.show_problem("It went wrong.")
    answers = asked(bar)
    assert bar.text == "It went wrong."
    qtbot.mouseClick(bar.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert bar.text == "A run was kept."
    qtbot.mouseClick(answer(bar, "Open it"), Qt.MouseButton.LeftButton)
    assert answers == ["open"]
    assert bar.isHidden()


def test_an_answer_may_ask_the_next_question(bar: MessageBar, qtbot: QtBot) -> None:
    bar.ask("First?", {"Yes": lambda: bar.ask("Second?", {"No": bar.clear})})
    qtbot.mouseClick(answer(bar, "Yes"), Qt.MouseButton.LeftButton)
    assert bar.text == "Second?"
    qtbot.mouseClick(answer(bar, "No"), Qt.MouseButton.LeftButton)
    assert bar.isHidden()


@pytest.mark.parametrize("size", [10, 16])
def test_the_answers_have_room(bar: MessageBar, panel: QWidget, size: int) -> None:
    asked(bar)
    bar.show_look(Look(text_size=size))
    panel.resize(300, 300)
    QApplication.sendPostedEvents()
    for text in ("Open it", "Forget it"):
        button = answer(bar, text)
        assert bar.rect().contains(button.geometry())
        assert button.width() >= button.fontMetrics().horizontalAdvance(text)
