import numpy as np
import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QHelpEvent, QImage
from PyQt6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.look.theme import THEMES
from app.widgets.prediction_bars import MOST_ROWS, Answer, PredictionBars

THEME = THEMES["dark"]
NAMES = ("T-shirt/top", "Trouser", "Ankle boot")


def bars(
    qtbot: QtBot,
    answer: Answer,
    *,
    are_shares: bool = True,
    are_signed: bool = False,
    names: tuple[str, ...] = NAMES,
    look: Look = Look(THEME),  # noqa: B008 (frozen)
    width: int = 260,
) -> PredictionBars:
    widget = PredictionBars(names, are_shares=are_shares, are_signed=are_signed)
    qtbot.addWidget(widget)
    widget.show_look(look)
    widget.show_answer(answer)
    widget.resize(width, widget.heightForWidth(width))
    widget.show()
    return widget


def count(image: QImage, colour: object) -> int:
    return sum(
        image.pixelColor(x, y) == colour
        for x in range(image.width())
        for y in range(image.height())
    )


def test_shares_are_written_in_percent(qtbot: QtBot) -> None:
    widget = bars(qtbot, Answer(np.array([0.716, 0.001, 0.283])))
    assert [widget.text(row) for row in range(3)] == ["71.6%", "0.1%", "28.3%"]


def test_other_outputs_are_written_as_they_are(qtbot: QtBot) -> None:
    widget = bars(qtbot, Answer(np.array([0.5, -2.0, 4.5])), are_shares=False, are_signed=True)
    assert [widget.text(row) for row in range(3)] == ["0.5", "−2", "4.5"]
    assert widget.caption == "bars from −5 to 5"


def test_what_is_not_computed_has_neither_value_nor_bar(qtbot: QtBot) -> None:
    widget = bars(qtbot, Answer(None, label=1))
    assert widget.text(0) == "–"
    assert widget.accessibleDescription().startswith("T-shirt/top: –; Trouser (label): –")
    assert count(widget.grab().toImage(), THEME.muted) == 0


def test_twice_the_output_has_a_bar_twice_as_long(qtbot: QtBot) -> None:
    short = bars(qtbot, Answer(np.array([0.4, 0.0, 0.0]))).grab().toImage()
    long = bars(qtbot, Answer(np.array([0.8, 0.0, 0.0]))).grab().toImage()
    assert count(long, THEME.muted) == pytest.approx(2 * count(short, THEME.muted), rel=0.15)


def test_the_labels_bar_has_a_colour_and_a_mark_of_its_own(qtbot: QtBot) -> None:
    widget = bars(qtbot, Answer(np.array([0.1, 0.1, 0.8]), label=1, predicted=2))
    image = widget.grab().toImage()
    assert count(image, THEME.good) > 0
    mark = image.copy(0, 0, 12, image.height())
    empty = bars(qtbot, Answer(np.array([0.1, 0.1, 0.8]))).grab().toImage()
    assert mark != empty.copy(0, 0, 12, image.height())
    assert "Trouser (label): 10.0%; Ankle boot (predicted): 80.0%" in widget.accessibleDescription()


def test_an_output_that_is_no_number_says_so(qtbot: QtBot) -> None:
    widget = bars(qtbot, Answer(np.array([np.nan, np.inf, 0.1])))
    assert [widget.text(row) for row in range(3)] == ["NaN", "∞", "10.0%"]
    widget.grab()


def test_of_very_many_classes_the_greatest_and_the_label_are_shown(qtbot: QtBot) -> None:
    outputs = np.linspace(1, 0, 100)
    names = tuple(f"class {i}" for i in range(100))
    widget = bars(qtbot, Answer(outputs, label=90), names=names)
    spoken = widget.accessibleDescription().split("; ")
    assert len(spoken) == MOST_ROWS
    assert spoken[0].startswith("class 0:")
    assert spoken[-1].startswith("class 90 (label):")
    assert widget.caption == "80 smaller ones not shown"


@pytest.mark.parametrize("size", [7, 10, 16, 24])
@pytest.mark.parametrize("width", [202, 282])
def test_nothing_is_cut_off(qtbot: QtBot, size: int, width: int) -> None:
    widget = bars(qtbot, Answer(np.array([0.1, 0.1, 0.8])), look=Look(text_size=size), width=width)
    if size <= 16:
        assert widget.minimumSizeHint().width() <= width
    narrow, wide = widget.heightForWidth(width), widget.heightForWidth(1000)
    assert narrow >= wide


def test_the_tooltip_gives_the_exact_output(qtbot: QtBot) -> None:
    outputs = np.array([0.1, 0.12345678, 0.7], np.float32)
    widget = bars(qtbot, Answer(outputs, label=1, predicted=2))
    pos = QPoint(20, widget.height() // 2)
    QApplication.sendEvent(
        widget, QHelpEvent(QHelpEvent.Type.ToolTip, pos, widget.mapToGlobal(pos))
    )
    assert QToolTip.text() == "Trouser: 0.12345678 · the label"


def test_a_tick_marks_the_answer_before_the_training_on_the_same_input(qtbot: QtBot) -> None:
    outputs = np.array([0.0, 0.0, 1.0])
    plain = bars(qtbot, Answer(outputs)).grab().toImage()
    widget = bars(qtbot, Answer(outputs, before=np.array([0.5, 0.5, 0.0])))
    assert widget.caption == "┃ before the training on it"
    image = widget.grab().toImage()
    assert count(image, THEME.text) > count(plain, THEME.text)
    pos = QPoint(20, 5)
    QApplication.sendEvent(
        widget, QHelpEvent(QHelpEvent.Type.ToolTip, pos, widget.mapToGlobal(pos))
    )
    assert QToolTip.text() == "T-shirt/top: 0 · before the training on it: 0.5"


def test_bars_reach_as_far_as_the_answer_before(qtbot: QtBot) -> None:
    answer = Answer(np.array([0.5, 0.1, 0.1]), before=np.array([1.5, 0.1, 0.1]))
    assert "to 2" in bars(qtbot, answer, are_shares=False).caption
