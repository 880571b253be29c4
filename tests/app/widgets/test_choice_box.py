"""The wheel over a choice box scrolls the panel around it, and chooses nothing."""

from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.widgets.choice_box import choice_box


def test_the_wheel_chooses_nothing(qtbot: QtBot) -> None:
    box = choice_box()
    qtbot.addWidget(box)
    box.addItems(["one", "two", "three"])
    box.show()
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turned)
    assert box.currentText() == "one"
    assert not turned.isAccepted()


def test_a_key_chooses_the_next(qtbot: QtBot) -> None:
    box = choice_box()
    qtbot.addWidget(box)
    box.addItems(["one", "two", "three"])
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "two"
