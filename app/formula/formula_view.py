"""`FormulaView`: formulas whose parts can be pointed at, clicked and copied."""

from collections.abc import Callable, Hashable, Sequence

from PyQt6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QAction,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.formula import marks
from app.formula.block import Block
from app.formula.fitting import Fitting
from app.formula.line import Line, Slot
from app.look.look import Look

__all__ = ["FormulaView", "Line", "Slot"]

SCALE = 1.3
"""Of letters against the text of the interface, whose font has larger small letters."""
POINTS_PER_INCH = 72
MARGIN = 5
"""Around the formulas, in logical pixels at the usual text size, as the rest."""
HALO = 2.5
"""By what the tint of a slot is larger than the slot."""
LEAST_WIDTH = 160

_WALK = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
_PRESS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class FormulaView(QWidget):
    """Shows lines of typeset mathematics, broken where they are too wide.

    The slots of its lines are walked through by the arrow keys and clicked by Enter. It takes the
    focus by the Tab key only, so that a click leaves the arrow keys to the steps.
    """

    #: The pointer, or the keyboard, is on the slot with this key, or on none.
    slot_hovered = pyqtSignal(object)

    #: A slot that can be opened was clicked.
    slot_clicked = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWhatsThis("A formula: what is coloured can be pointed at, and Ctrl+C copies it.")
        self._look = Look()
        self._lines: tuple[Line, ...] = ()
        self._block = Block(())
        self._fitting = Fitting(self._block, 1.0, 0.0)
        self._hovered: Hashable | None = None
        self._highlighted: Hashable | None = None
        self._current: Hashable | None = None
        self._pressed: Hashable | None = None
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._add_action("Copy formula", "Ctrl+C", self.plain_text)
        self._add_action("Copy formula as LaTeX", "Ctrl+Shift+C", self.latex)
        self.show_look(self._look)

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self._lay_out_anew()

    def show_lines(self, lines: Sequence[Line], *, is_live: bool = False) -> None:
        """Show these lines. While they are live, new numbers move nothing else, if they fit."""
        self._lines = tuple(lines)
        if not self._block.differs_in_numbers_only(lines):
            self._block = Block(lines)
            self._keep_keys()
            self._lay_out_anew()
        elif not self._block.show_values(lines, is_live=is_live):
            self._lay_out_anew()
        self.update()
        self.setAccessibleName(self._block.plain_text())

    def show_latex(self, latex: str) -> None:
        """Show a formula without slots."""
        self.show_lines([Line("", latex, (), False)])

    def show_highlight(self, key: Hashable | None) -> None:
        """Highlight the slot with this key, or none, because what it stands for is pointed at."""
        if key != self._highlighted:
            self._highlighted = key
            self.update()

    def plain_text(self) -> str:
        """The formulas as plain text, one a line."""
        return self._block.plain_text()

    def latex(self) -> str:
        """The formulas as LaTeX."""
        return self._block.latex()

    def slot_rect(self, key: Hashable) -> QRectF:
        """Where a slot is first; empty if it is nowhere."""
        self._fitting.lay_out(self.width())
        rects = self._block.rects(key)
        return rects[0].translated(self._corner()) if rects else QRectF()

    def slot_at(self, place: QPointF) -> Hashable | None:
        """The key of the slot at this place, or None."""
        self._fitting.lay_out(self.width())
        for key in self._block.keys:
            if any(self._halo(rect).contains(place) for rect in self._block.rects(key)):
                return key
        return None

    def _add_action(self, text: str, keys: str, content: Callable[[], str]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: _copy(content()))
        self.addAction(action)

    def _lay_out_anew(self) -> None:
        em = SCALE * self._look.text_size * self.logicalDpiY() / POINTS_PER_INCH
        self._fitting = Fitting(self._block, em, self._margin)
        self.updateGeometry()
        self.update()

    @property
    def _margin(self) -> float:
        return MARGIN * self._look.unit

    def _corner(self) -> QPointF:
        return QPointF(self._margin, self._margin)

    def _halo(self, rect: QRectF) -> QRectF:
        """A slot's place in the widget, with a little around it."""
        reach = HALO * self._look.unit
        return rect.translated(self._corner()).adjusted(-reach, -reach, reach, reach)

    def _slot(self, key: Hashable | None) -> Slot | None:
        slots = (slot for line in self._lines for slot in line.slots)
        return next((slot for slot in slots if slot.key == key), None)

    def _keep_keys(self) -> None:
        """Forget what was pointed at and is no longer there."""
        keys = self._block.keys
        if self._current not in keys:
            self._current = None
        if self._hovered is not None and self._hovered not in keys:
            self._hover(None)

    def _hover(self, key: Hashable | None) -> None:
        if key == self._hovered:
            return
        self._hovered = key
        slot = self._slot(key)
        if slot and slot.is_open:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        self.update()
        self.slot_hovered.emit(key)

    def _click(self, key: Hashable | None) -> None:
        slot = self._slot(key)
        if slot and slot.is_open:
            self.slot_clicked.emit(key)

    def _walk(self, pressed: int) -> None:
        """Go from slot to slot as the keyboard says."""
        keys = self._block.keys
        if not keys:
            return
        place = keys.index(self._current) if self._current in keys else -1
        if pressed == Qt.Key.Key_Left:
            place = max(place - 1, 0)
        elif pressed == Qt.Key.Key_Right:
            place = min(place + 1, len(keys) - 1)
        else:
            place = 0 if pressed == Qt.Key.Key_Home else len(keys) - 1
        self._go_to(keys[place])

    def _go_to(self, key: Hashable | None) -> None:
        if key != self._current:
            self._current = key
            self.update()
            self.slot_hovered.emit(key)

    def _paint_marks(self, painter: QPainter) -> None:
        """Tint what is pointed at, and frame what the keyboard is on."""
        unit = self._look.unit
        for key in {self._hovered, self._highlighted}:
            if slot := self._slot(key):
                marks.tint(painter, map(self._halo, self._block.rects(key)), slot.colour, unit)
        if self.hasFocus():
            frames = [self._halo(rect) for rect in self._block.rects(self._current)]
            inner = marks.LINE * unit / 2
            whole = QRectF(self.rect()).adjusted(inner, inner, -inner, -inner)
            marks.frame(painter, frames or [whole], self._look.theme.focus, unit)

    def hasHeightForWidth(self) -> bool:
        """Narrow formulas have more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines, broken for this width."""
        return self._fitting.height(width)

    def sizeHint(self) -> QSize:
        """As wide as unbroken formulas."""
        width = self._fitting.natural_width
        return QSize(width, self._fitting.height(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow, and as high as it has to be in the present width, so that nothing is cut off."""
        width = round(LEAST_WIDTH * self._look.unit)
        return QSize(width, self._fitting.height(max(self.width(), width)))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Ask for another height, if the formulas need more or fewer lines now."""
        if self._fitting.height(self.width()) != self.height():
            self.updateGeometry()

    def event(self, event: QEvent | None) -> bool:
        """Keep the arrow keys from the window's shortcuts, and show the tips of slots."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if _is_plain(event) and event.key() in _WALK | _PRESS and self._block.keys:
                event.accept()
                return True
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _show_tip(self, place: QPoint, on_screen: QPoint) -> None:
        slot = self._slot(self.slot_at(QPointF(place)))
        QToolTip.showText(on_screen, slot.tip if slot else "", self)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Tell which slot is pointed at."""
        if event is not None:
            self._hover(self.slot_at(event.position()))

    def leaveEvent(self, event: QEvent | None) -> None:
        """No slot is pointed at any more."""
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """A click begins."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self.slot_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Click the slot, if the button was pressed and released on it."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._pressed is not None and self.slot_at(event.position()) == self._pressed:
            self._click(self._pressed)
        self._pressed = None

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Left, Right, Home, End: from slot to slot. Enter: click."""
        if event is None:
            return
        if _is_plain(event) and event.key() in _WALK:
            self._walk(event.key())
        elif _is_plain(event) and event.key() in _PRESS:
            self._click(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """The keyboard is on the first slot, if it was not on one before."""
        keys = self._block.keys
        if self._current is None and keys:
            self._go_to(keys[0])
        self.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """The keyboard is on no slot any more, unless it is in the menu of this one."""
        if event is not None and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._go_to(None)
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the formulas over the marks of what is pointed at."""
        self._fitting.lay_out(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_marks(painter)
        self._block.paint(painter, self._corner(), self._look.theme.text)


def _is_plain(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def _copy(text: str) -> None:
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText(text)
