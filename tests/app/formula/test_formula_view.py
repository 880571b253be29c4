from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent
from PyQt6.QtWidgets import QApplication, QPushButton, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.formula.formula_view import FormulaView, Line, Slot
from app.look.look import Look
from app.look.theme import THEMES
from tests.app.formula.setting import slot


def lines(value: float = 0.5) -> list[Line]:
    slots: tuple[Slot, ...] = (slot("0", "a", value), slot("1", "b", 3, is_open=False))
    return [
        Line(r"\frac{\partial C}{\partial w}", r"#0 \cdot #1", slots, False),
        Line("", r"#0 \cdot #1", slots, True, f"= {3 * value:+.3f}"),
    ]


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[FormulaView]:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before, widget = QPushButton("has the focus at first"), FormulaView()
    column.addWidget(before)
    column.addWidget(widget)
    column.addStretch()
    widget.show_look(Look(THEMES["dark"]))
    widget.show_lines(lines())
    window.resize(400, 200)
    window.show()
    before.setFocus()
    yield widget
    QToolTip.hideText()


def middle(view: FormulaView, key: str) -> QPoint:
    return view.slot_rect(key).center().toPoint()


def point_at(view: FormulaView, qtbot: QtBot, key: str) -> None:
    qtbot.mouseMove(view, emptiness(view))
    qtbot.mouseMove(view, middle(view, key))


def emptiness(view: FormulaView) -> QPoint:
    return QPoint(view.width() - 2, view.height() - 2)


def test_pointing_at_a_slot_and_away(view: FormulaView, qtbot: QtBot) -> None:
    hovered: list[object] = []
    view.slot_hovered.connect(hovered.append)
    for place in (middle(view, "0"), middle(view, "1"), emptiness(view)):
        qtbot.mouseMove(view, place)
    assert hovered == ["0", "1", None]


def test_a_slot_that_is_pointed_at_is_tinted_in_both_lines(view: FormulaView, qtbot: QtBot) -> None:
    before = view.grab().toImage()
    point_at(view, qtbot, "0")
    after = view.grab().toImage()
    first = view.slot_rect("0")
    above = QPoint(round(first.left()) - 1, round(first.center().y()))
    below = QPoint(above.x(), view.height() - 14)
    for place in (above, below):
        assert before.pixelColor(place) != after.pixelColor(place)


def test_only_what_can_be_opened_has_a_hand_and_is_clicked(view: FormulaView, qtbot: QtBot) -> None:
    clicked: list[object] = []
    view.slot_clicked.connect(clicked.append)
    point_at(view, qtbot, "1")
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor
    point_at(view, qtbot, "0")
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor
    for place in (middle(view, "1"), emptiness(view), middle(view, "0")):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert clicked == ["0"]


def test_a_click_that_slips_off_is_none(view: FormulaView, qtbot: QtBot) -> None:
    clicked: list[object] = []
    view.slot_clicked.connect(clicked.append)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle(view, "1"))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle(view, "0"))
    assert clicked == []


def test_a_highlight_from_outside_is_shown_and_tells_nobody(
    view: FormulaView, qtbot: QtBot
) -> None:
    before = view.grab().toImage()
    with qtbot.assertNotEmitted(view.slot_hovered):
        view.show_highlight("1")
    assert view.grab().toImage() != before
    view.show_highlight(None)
    assert view.grab().toImage() == before


def test_the_keyboard_goes_from_slot_to_slot_and_clicks(view: FormulaView, qtbot: QtBot) -> None:
    hovered: list[object] = []
    clicked: list[object] = []
    view.slot_hovered.connect(hovered.append)
    view.slot_clicked.connect(clicked.append)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Enter):
        qtbot.keyClick(view, key)
    assert hovered == ["0", "1", "0", "1", "0"]
    assert clicked == ["0", "0"]
    view.clearFocus()
    assert hovered[-1] is None


def test_the_focus_is_framed(view: FormulaView) -> None:
    before = view.grab().toImage()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.hasFocus()
    assert view.grab().toImage() != before


def test_a_click_leaves_the_arrow_keys_to_the_steps(view: FormulaView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle(view, "0"))
    assert not view.hasFocus()


@pytest.mark.parametrize(("key", "is_kept"), [(Qt.Key.Key_Right, True), (Qt.Key.Key_F, False)])
def test_with_the_focus_arrow_keys_are_kept_from_shortcuts(
    view: FormulaView, key: Qt.Key, is_kept: bool
) -> None:
    view.setFocus(Qt.FocusReason.TabFocusReason)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(view, event)
    assert event.isAccepted() is is_kept


def test_each_slot_has_its_tip(view: FormulaView) -> None:
    place = middle(view, "1")
    event = QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place))
    QApplication.sendEvent(view, event)
    assert QToolTip.text() == "The number 1."


def test_live_numbers_move_nothing(view: FormulaView) -> None:
    view.show_lines(lines(-0.5))
    before = view.slot_rect("1")
    for value in (0.25, -0.125, 0.75):
        view.show_lines(lines(value), is_live=True)
        assert view.slot_rect("1") == before
    assert view.plain_text().endswith("= 0.75 · 3 = +2.250")


def test_another_formula_forgets_what_was_pointed_at(view: FormulaView, qtbot: QtBot) -> None:
    point_at(view, qtbot, "0")
    with qtbot.waitSignal(view.slot_hovered) as told:
        view.show_latex("a + b")
    assert told.args == [None]
    assert view.slot_at(QPointF(20, 20)) is None


def test_the_formula_is_its_name_for_those_who_hear_it(view: FormulaView) -> None:
    assert view.accessibleName() == "∂C/∂w = a · b\n= 0.5 · 3 = +1.500"


def test_it_is_copied_as_text_and_as_latex(view: FormulaView, qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    text, latex = view.actions()
    text.trigger()
    assert clipboard.text() == view.plain_text()
    latex.trigger()
    assert clipboard.text() == view.latex()
    assert view.contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu


def test_ctrl_c_copies_with_the_focus(view: FormulaView, qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText("")
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == view.plain_text()


@pytest.mark.parametrize("text_size", [10, 16, 24])
@pytest.mark.parametrize("width", [200, 300, 700])
def test_in_a_layout_nothing_is_cut_off(qtbot: QtBot, text_size: int, width: int) -> None:
    outside = QWidget()
    qtbot.addWidget(outside)
    column = QVBoxLayout(outside)
    view = FormulaView()
    view.show_look(Look().with_text_size(text_size))
    view.show_lines(lines())
    column.addWidget(view)
    outside.resize(width, 600)
    outside.show()
    assert view.height() >= view.heightForWidth(view.width())
    for key in ("0", "1"):
        assert view.slot_rect(key).right() < view.width()


def test_larger_text_makes_larger_formulas(view: FormulaView) -> None:
    small = view.sizeHint()
    view.show_look(Look().with_text_size(20))
    assert view.sizeHint().width() > 1.8 * small.width()


def test_the_theme_colours_the_text(view: FormulaView) -> None:
    dark = view.grab().toImage()
    view.show_look(Look(THEMES["light"]))
    assert view.grab().toImage() != dark
