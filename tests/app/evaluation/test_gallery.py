import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QLabel, QListView, QWidget
from pytestqt.qtbot import QtBot

from app.evaluation.gallery import Gallery
from app.evaluation.hung import MOST
from app.evaluation.wording import card_lines
from app.look.look import Look
from tests.app.evaluation.reports import classifier, many, pictures, regression


def gallery(qtbot: QtBot, text_size: int = 10) -> Gallery:
    widget = Gallery()
    qtbot.addWidget(widget)
    widget.show_look(Look(text_size=text_size))
    widget.show_experiment(classifier(), pictures()[0])
    widget.resize(800, 190)
    widget.show()
    return widget


def view(widget: Gallery) -> QListView:
    found: QListView = widget.findChild(QListView)
    QApplication.processEvents()
    return found


def texts(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def click(qtbot: QtBot, cards: QListView, row: int) -> None:
    model = cards.model()
    assert model is not None
    place: QPoint = cards.visualRect(model.index(row, 0)).center()
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_nothing_is_built_before_it_is_seen(qtbot: QtBot) -> None:
    widget = Gallery()
    qtbot.addWidget(widget)
    widget.show_look(Look())
    widget.show_experiment(classifier(), pictures()[0])
    widget.show_report(pictures()[1])
    assert not widget.findChildren(QWidget)
    widget.show()
    assert "Worst mistakes\n3 examples" in texts(widget)


def test_at_first_it_says_what_will_be_here(qtbot: QtBot) -> None:
    assert "Evaluate the network" in texts(gallery(qtbot))


def test_a_new_report_shows_its_worst_mistakes_and_a_click_chooses_one(qtbot: QtBot) -> None:
    widget = gallery(qtbot)
    widget.show_report(pictures()[1])
    with qtbot.waitSignal(widget.example_clicked) as clicked:
        click(qtbot, view(widget), 1)
    assert clicked.args == [2]


def test_keys_walk_and_enter_chooses(qtbot: QtBot) -> None:
    widget = gallery(qtbot)
    widget.show_examples(pictures()[1], np.array([4, 5, 6]), "Is one, and said so")
    cards = view(widget)
    cards.setFocus()
    model = cards.model()
    assert model is not None
    cards.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(cards, Qt.Key.Key_Right)
    with qtbot.waitSignal(widget.example_clicked) as clicked:
        qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert clicked.args == [5]


def test_a_card_says_what_it_is() -> None:
    assert card_lines(pictures()[1], 8) == ("is two, said one", "99.0%, loss 5.30")
    long = pictures(("T-shirt", "Pullover", "Bag"))[1]
    assert card_lines(long, 8) == ("is Bag", "said Pullover", "99.0%, loss 5.30")
    lines = card_lines(regression(outputs=2)[1], 0)
    assert [line.split()[0] for line in lines] == ["is", "said", "loss"]


def test_a_card_tells_what_a_click_does(qtbot: QtBot) -> None:
    widget = gallery(qtbot)
    widget.show_report(pictures()[1])
    model = view(widget).model()
    assert model is not None
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Example 9: is two, said one (99.0%); loss 5.298." in tip
    assert "Make it the example: step through it." in tip


def test_only_the_first_of_many_are_shown_and_that_is_said(qtbot: QtBot) -> None:
    dataset, report = many(200)
    widget = gallery(qtbot)
    widget.show_experiment(classifier(), dataset)
    widget.show_examples(report, np.arange(1000), "All")
    model = view(widget).model()
    assert model is not None
    assert model.rowCount() == MOST
    assert "the first 500 of 1,000" in texts(widget)


@pytest.mark.parametrize("text_size", [10, 16])
def test_a_whole_card_fits_into_the_height(qtbot: QtBot, text_size: int) -> None:
    widget = gallery(qtbot, text_size)
    widget.show_report(pictures(("T-shirt", "Pullover", "Bag"))[1])
    cards = view(widget)
    model = cards.model()
    assert model is not None
    assert cards.visualRect(model.index(0, 0)).height() <= cards.height()


def test_old_cards_say_so(qtbot: QtBot) -> None:
    widget = gallery(qtbot)
    widget.show_report(pictures()[1])
    widget.show_age(7)
    assert "Old: the network has learnt 7 steps since." in texts(widget)
    widget.show_age(0)
    assert "Old" not in texts(widget)


def test_what_is_said_above_the_cards_does_not_widen_the_window(qtbot: QtBot) -> None:
    widget = gallery(qtbot, text_size=16)
    widget.show_report(pictures()[1])
    fresh = widget.minimumSizeHint().width()
    widget.show_age(-1)
    assert texts(widget).count("Old") == 1
    assert fresh < widget.minimumSizeHint().width() < 700


def test_other_data_take_the_cards_away(qtbot: QtBot) -> None:
    widget = gallery(qtbot)
    widget.show_report(pictures()[1])
    widget.show_experiment(classifier(), regression()[0])
    assert "Evaluate the network" in texts(widget)


def test_without_mistakes_there_is_none(qtbot: QtBot) -> None:
    widget = gallery(qtbot)
    widget.show_examples(pictures()[1], np.zeros(0, np.intp), "Worst mistakes")
    assert "There is none" in texts(widget)
