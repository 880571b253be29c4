"""The sheet: what is drawn on, by mouse, pen, finger or keys."""

from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTabletEvent,
    QTouchEvent,
)
from PyQt6.QtWidgets import QWidget

from app.look.look import Look
from app.pad import pen_cursor, pointer
from app.pad.drawing import Drawing
from app.pad.marks import PAD, Dot, Piece
from app.pad.pen_cursor import PenCursor
from app.pad.pointer import Pointer
from app.pad.sheet_picture import SheetPicture
from app.widgets.focus_frame import FocusFrame

HELP = (
    "Draw with the mouse, a pen or a finger; a pen that is pressed harder draws wider. The right"
    " mouse button and the other end of a pen erase. By keyboard: the arrow keys move the pen,"
    " with Shift in small steps, Enter puts it down and lifts it, Delete clears the pad."
)
ERASER = 1.5
"""How many times as wide as the pen: an eraser must cover the rims of a line too."""
CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
Kind = QEvent.Type


class Sheet(QWidget):
    """Shows a square drawing, and adds to it what the user draws."""

    #: The ink has changed, or what can be taken back.
    changed = pyqtSignal()

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self._picture = SheetPicture(drawing)
        self._frame = FocusFrame(self)
        self._cursor = PenCursor()
        self._look = Look()
        self._hint = ("", "")
        self._width, self._has_eraser, self._erases = 1.0, False, False
        self._is_wanted = False
        self._button = Qt.MouseButton.NoButton
        self._hover: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("Drawing")
        self.setWhatsThis(HELP)
        self._describe()

    def show_look(self, look: Look) -> None:
        """Take over the colours."""
        self._look = look
        self._picture.show_look(look)
        self.update()

    def show_hint(self, hint: str, more: str) -> None:
        """Say these two things while there is no ink."""
        self._hint = hint, more
        self.update()

    def show_pen(self, width: float, erases: bool) -> None:
        """Draw or erase from now on so wide, in pixels of the pad."""
        self._width, self._has_eraser = width, erases
        self._erases = erases
        self.update()

    def show_wanted(self, is_wanted: bool) -> None:
        """Show that what is held over the sheet would be taken."""
        self._is_wanted = is_wanted
        self.update()

    def show_drawing(self) -> None:
        """Show the drawing anew, after something else than the pen has changed it."""
        self._picture.forget()
        self._describe()
        self.update()

    @property
    def _square(self) -> QRectF:
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) // 2, (self.height() - side) // 2, side, side)

    @property
    def _side(self) -> int:
        """Of the square, in pixels of the screen."""
        return max(1, round(self._square.width() * self.devicePixelRatioF()))

    def _on_pad(self, place: QPointF) -> QPointF:
        """Where a place on the widget is, in pixels of the pad."""
        return (place - self._square.topLeft()) * (PAD / max(1.0, self._square.width()))

    def _begin(self, hand: Pointer) -> None:
        """Put the mouse, pen or finger down."""
        if self._square.contains(hand.place):
            self.setFocus(Qt.FocusReason.MouseFocusReason)  # only the mouse does so by itself
            self._frame.go()
            self._erases = self._has_eraser or hand.erases
            self._add(self._drawing.begin(self._dot(hand), erases=self._erases))

    def _go_on(self, hand: Pointer) -> None:
        self._add(self._drawing.go_on(self._dot(hand)))

    def _end(self) -> None:
        """Lift whatever draws."""
        self._button = Qt.MouseButton.NoButton
        self._erases = self._has_eraser
        if self._drawing.is_under_way:
            self._drawing.end()
            self._describe()
            self.changed.emit()

    def _drop(self) -> None:
        """Take back the stroke that is under way."""
        self._drawing.drop()
        self._end()
        self.show_drawing()
        self.changed.emit()

    @property
    def _tip(self) -> float:
        """How wide what draws or erases is, in pixels of the pad."""
        return self._width * (ERASER if self._erases else 1.0)

    def _dot(self, hand: Pointer) -> Dot:
        place = self._on_pad(hand.place)
        return Dot(place.x(), place.y(), self._tip * hand.share)

    def _add(self, piece: Piece | None) -> None:
        """Show a new piece of a stroke, and tell of it."""
        if piece is not None:
            self._picture.raster(self._side).draw_piece(piece)
            self.update()
            self.changed.emit()

    def _press(self) -> None:
        """Put the keyboard's pen down, or lift it; first of all, show it."""
        if not self._frame.is_seen:
            self._frame.use()
        elif self._drawing.is_under_way:
            self._end()
        else:
            self._add(self._drawing.begin(self._key_dot, erases=self._erases))
        self._describe()

    def _walk(self, event: QKeyEvent) -> None:
        """Move the keyboard's pen."""
        self._cursor.move(event)
        self._add(self._drawing.go_on(self._key_dot))
        self._describe()
        self.update()

    @property
    def _key_dot(self) -> Dot:
        return Dot(self._cursor.x, self._cursor.y, self._tip)

    def _describe(self) -> None:
        """Say in words what can be seen."""
        ink = "empty" if self._drawing.is_empty else "with ink"
        pen = "down" if self._drawing.is_under_way else "up"
        place = f"column {self._cursor.x:.0f}, row {self._cursor.y:.0f} of {PAD}"
        self.setAccessibleDescription(f"{ink}; the keyboard's pen is {pen}, at {place}. {HELP}")

    def event(self, event: QEvent | None) -> bool:
        """Take fingers, and keep the keys that draw."""
        if isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        if isinstance(event, QKeyEvent) and event.type() == Kind.ShortcutOverride:
            is_own = pen_cursor.is_way(event) or pen_cursor.is_press(event)
            is_lift = event.key() == Qt.Key.Key_Escape and self._drawing.is_under_way
            if self._frame.is_seen and (is_own or is_lift):
                event.accept()
                return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        """Draw with the first finger."""
        if event.type() == Kind.TouchBegin:
            self._begin(pointer.of_finger(event, self))
        elif event.type() == Kind.TouchUpdate:
            self._go_on(pointer.of_finger(event, self))
        elif event.type() == Kind.TouchCancel:  # the system took it for another gesture
            self._drop()
        else:
            self._end()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Draw by keys."""
        assert event is not None
        if pen_cursor.is_press(event):
            self._press()
        elif self._frame.is_seen and pen_cursor.is_way(event):
            self._walk(event)
        elif event.key() == Qt.Key.Key_Escape and self._drawing.is_under_way:
            self._end()
        elif event.key() in CLEARING:
            self._drawing.clear()
            self.show_drawing()
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin to draw with the left button, to erase with the right one."""
        assert event is not None
        is_free = self._button == Qt.MouseButton.NoButton
        if is_free and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._button = event.button()
            self._begin(pointer.of_mouse(event))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Draw while the button is held; else show how wide the pen is."""
        assert event is not None
        self._hover = event.position()
        if self._button & event.buttons():
            self._go_on(pointer.of_mouse(event))
        elif self._button != Qt.MouseButton.NoButton:  # it was released where nobody told
            self._end()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End the stroke."""
        assert event is not None
        if event.button() == self._button:
            self._go_on(pointer.of_mouse(event))
            self._end()

    def tabletEvent(self, event: QTabletEvent | None) -> None:
        """Draw with a pen."""
        assert event is not None
        event.accept()
        if event.type() == Kind.TabletPress:
            self._begin(pointer.of_pen(event))
        elif event.type() == Kind.TabletMove and event.buttons():
            self._go_on(pointer.of_pen(event))
        elif event.type() == Kind.TabletRelease:
            self._end()
        self._hover = event.position()

    def leaveEvent(self, event: QEvent | None) -> None:
        """The mouse is elsewhere."""
        self._hover = None
        self.update()

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Show the keyboard's pen, unless the focus came by a click."""
        assert event is not None
        self._frame.come(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Lift the keyboard's pen."""
        if self._frame.is_seen:
            self._end()
        self._frame.go()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Lift whatever draws."""
        self._end()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the drawing, and what draws."""
        painter = QPainter(self)
        square, picture = self._square, self._picture
        painter.fillRect(self.rect(), self._look.theme.panel)
        picture.paint_ink(painter, square, self._side)
        if self._drawing.is_empty:
            picture.paint_hint(painter, square, self._hint)
        picture.paint_frame(painter, square, is_wanted=self._is_wanted)
        if self._frame.is_seen and self.hasFocus():
            place = QPointF(self._cursor.x, self._cursor.y)
            is_down = self._drawing.is_under_way
            picture.paint_pen(painter, square, place, self._tip, is_down=is_down)
        elif self._hover is not None:
            place = self._on_pad(self._hover)
            picture.paint_ring(painter, square, place, self._tip, erases=self._erases)
        self._frame.paint(painter, self._look)
