from PyQt6.QtGui import QColor, QFontMetricsF
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.plots.values import Value, ValueLine

LAYERS = [
    Value(f"W{n}", text, short, QColor("white"))
    for n, text, short in ((1, "1.218", "1.22"), (2, "0.6600", "0.66"), (3, "0.6257", "0.63"))
]


def texts_in(qtbot: QtBot, share: float) -> list[str]:
    """What is written where there is such a share of the room for all."""
    line = ValueLine()
    qtbot.addWidget(line)
    line.show_look(Look())
    line.show_values(LAYERS, at_once=True)
    metrics = QFontMetricsF(line.font())
    full = sum(metrics.horizontalAdvance(f"{v.name} {v.text}") for v in LAYERS)
    line.resize(round(share * (full + 3 * metrics.height())), 20)
    return line.texts


def test_names_and_values_are_written_where_there_is_room(qtbot: QtBot) -> None:
    assert texts_in(qtbot, 1.0) == ["W1 1.218", "W2 0.6600", "W3 0.6257"]


def test_of_curves_whose_names_are_in_the_plot_values_go_before_names(qtbot: QtBot) -> None:
    assert texts_in(qtbot, 0.5) == ["1.22", "0.66", "0.63"]


def test_names_are_left_where_no_value_has_room(qtbot: QtBot) -> None:
    assert texts_in(qtbot, 0.4) == ["W1", "W2", "W3"]
