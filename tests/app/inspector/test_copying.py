from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction, QGuiApplication
from PyQt6.QtWidgets import QLabel, QListView, QWidget
from pytestqt.qtbot import QtBot

from app.inspector.chain_tab import ChainTab
from app.inspector.copy_button import CopyButton
from app.inspector.fact_line import FactLine
from engine.addresses import EdgeId
from engine.explanation_text import as_latex, as_text
from tests.app.inspector.steps import LOOK, inspected, two_two_two


def tab(qtbot: QtBot) -> ChainTab:
    trainer = two_two_two()
    widget = ChainTab()
    qtbot.addWidget(widget)
    widget.show_look(LOOK)
    widget.show_experiment(trainer.experiment, trainer.dataset)
    widget.resize(380, 700)
    widget.show()
    widget.show_inspected(inspected(trainer, EdgeId(1, 0, 0)))
    return widget


def copied() -> str:
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    return clipboard.text()


def focus(qtbot: QtBot, window: QWidget, part: QWidget) -> None:
    window.activateWindow()
    part.setFocus()
    qtbot.waitUntil(part.hasFocus)


def trigger(widget: ChainTab, text: str) -> None:
    actions = widget.findChild(CopyButton).findChildren(QAction)
    next(action for action in actions if action.text() == text).trigger()


def test_the_whole_explanation_is_copied_as_text_or_as_latex(qtbot: QtBot) -> None:
    widget = tab(qtbot)
    assert widget.shown is not None
    trigger(widget, "as text")
    assert copied() == as_text(widget.shown)
    trigger(widget, "as LaTeX")
    assert copied() == as_latex(widget.shown)


def test_a_term_is_copied_with_all_its_digits(qtbot: QtBot) -> None:
    widget = tab(qtbot)
    assert widget.shown is not None
    assert widget.shown.sum is not None
    view = widget.findChild(QListView)
    focus(qtbot, widget, view)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert float(copied()) == widget.shown.sum.terms[0]


def test_a_fact_is_copied_with_all_its_digits(qtbot: QtBot) -> None:
    widget = tab(qtbot)
    labels = widget.findChild(FactLine).findChildren(QLabel)
    weight = next(label for label in labels if label.accessibleName().startswith("w:"))
    focus(qtbot, widget, weight)
    qtbot.keyClick(weight, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == "0.15"
