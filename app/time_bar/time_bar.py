"""The time bar: the whole run and its branches on one scale, to go to any step."""

from dataclasses import replace
from math import nan

import numpy as np
from PyQt6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.chronicle import Chronicle, Track
from app.look.look import Look
from app.time_bar import wording
from app.time_bar.captions import Captions
from app.time_bar.geometry import (
    LANE_HEIGHT,
    MARGIN,
    MOST_LANES,
    Geometry,
    first_lane,
    last_epoch,
    next_epoch,
    position,
)
from app.time_bar.lane_painter import LanePainter
from app.time_bar.pictures import Pictures
from app.time_bar.spots import NOTHING, spot_at, tooltip_at

EMIT_EVERY_MS = 50
"""While the handle is dragged."""
NOTCH = 120
"""What Qt counts a notch of the wheel as; a touchpad sends less at a time."""
STEP_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
LANE_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
OTHER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete)

START = Chronicle((Track(0, "first run", None, 0, 0, np.zeros(1, int), (), nan),), 0, 0, False)
"""A run before its first step."""


class TimeBar(QWidget):
    """Shows the run from step 0 to the furthest step of any branch, and goes where one clicks.

    Each branch has a lane; the handle is on the one that is followed. A position is the number of
    steps that are done there.
    """

    #: The user wants to see the run when so many of its steps were done.
    step_chosen = pyqtSignal(int)
    #: The user wants to follow the branch of this number.
    branch_chosen = pyqtSignal(int)
    #: The user wants the branch of this number dropped.
    branch_dropped = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._geometry = Geometry(START, 0, 1, 1)
        self._captions = Captions(self._look, self._geometry, 1)
        self._pictures = Pictures()
        self._first = 0
        self._pointed_lane: int | None = None  # by the keyboard
        self._hovered = NOTHING
        self._dragged: int | None = None
        self._emitted: int | None = None
        self._wheel = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(EMIT_EVERY_MS)
        self._pause.timeout.connect(self._emit_dragged)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the steps
        self.setMouseTracking(True)
        self.setWhatsThis(
            "The whole run, with its epochs, edits and branches: drag to any step, and go on from "
            "there."
        )
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(wording.value(START))

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self._pictures.clear()
        self._lay_out(self._chronicle)
        self.updateGeometry()

    def show_chronicle(self, chronicle: Chronicle) -> None:
        """Show this run, and the step of it that is shown."""
        before = self._chronicle
        if chronicle == before:
            return
        has_same_branches = [track.number for track in chronicle.tracks] == [
            track.number for track in before.tracks
        ]
        if not has_same_branches or chronicle.current != before.current:
            self._pointed_lane = None
            self._first = first_lane(chronicle, self._first)
        if not has_same_branches:
            self.updateGeometry()
        if chronicle.tracks != before.tracks or chronicle.current != before.current:
            self._pictures.clear()
        self._lay_out(chronicle)
        self.setAccessibleDescription(wording.value(chronicle))

    @property
    def _chronicle(self) -> Chronicle:
        return self._geometry.chronicle

    @property
    def _position(self) -> int:
        """Where the handle is."""
        return position(self._chronicle) if self._dragged is None else self._dragged

    def _lay_out(self, chronicle: Chronicle) -> None:
        """Find the places of everything."""
        draft = Geometry(chronicle, 0, 1, self._look.unit, self._first)
        self._captions = Captions(self._look, draft, self.width())
        left, right = self._captions.track
        self._geometry = replace(draft, left=left, right=right)
        self.update()

    def _scroll_to(self, first: int) -> None:
        """Let this lane be the uppermost that is seen, as far as there are lanes."""
        self._first = min(max(first, 0), max(len(self._chronicle.tracks) - MOST_LANES, 0))
        self._pictures.clear()
        self._lay_out(self._chronicle)

    def _drag_to(self, x: float) -> None:
        """Put the handle there, and say so, but not too often."""
        self._dragged = self._geometry.step_at(x)
        if not self._pause.isActive():
            self._emit_dragged()
        self.update()

    def _emit_dragged(self) -> None:
        if self._dragged is not None and self._dragged != self._emitted:
            self._emitted = self._dragged
            self.step_chosen.emit(self._dragged)
            self._pause.start()

    def _go_by_key(self, key: int) -> None:
        track, here = self._chronicle.track, position(self._chronicle)
        places = (
            here - 1,
            here + 1,
            last_epoch(track, here),
            next_epoch(track, here),
            0,
            track.length,
        )
        step = min(max(places[STEP_KEYS.index(Qt.Key(key))], 0), track.length)
        if step != here:
            self.step_chosen.emit(step)

    def _point_at_lane(self, move: int) -> None:
        """Point by the keyboard at the lane above or below."""
        lanes = len(self._chronicle.tracks)
        lane = self._geometry.current_lane if self._pointed_lane is None else self._pointed_lane
        self._pointed_lane = min(max(lane + move, 0), lanes - 1)
        if self._pointed_lane not in self._geometry.lanes:
            self._scroll_to(self._geometry.first + move)
        self.update()

    def _pointed(self) -> Track | None:
        """The other branch that the keyboard points at."""
        lane = self._pointed_lane
        if lane is None or lane == self._geometry.current_lane:
            return None
        return self._chronicle.tracks[lane]

    def sizeHint(self) -> QSize:
        """As high as the lanes that are seen."""
        lanes = min(len(self._chronicle.tracks), MOST_LANES)
        return QSize(600, round((2 * MARGIN + LANE_HEIGHT * lanes) * self._look.unit))

    def minimumSizeHint(self) -> QSize:
        """Narrow, but as high as ever."""
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the lines, what is done of them, the handle and the texts."""
        painter = QPainter(self)
        geometry, captions = self._geometry, self._captions
        lanes = LanePainter(self._look, geometry)
        self._pictures.paint(painter, self, lanes, geometry.x_of(self._position))
        captions.paint(painter, geometry, self._pointed_lane if self.hasFocus() else None)
        captions.paint_crosses(painter, geometry, self._hovered.cross)
        lanes.paint_handle(painter, self._position)
        pointed = self._hovered.step if self._dragged is None else self._dragged
        if pointed is not None:
            lanes.paint_pointed(painter, pointed, wording.place(self._chronicle.track, pointed))
        if self.hasFocus() and self._pointed_lane is None:
            captions.paint_focus(painter, QRectF(self.rect()))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Find the places of everything anew."""
        self._pictures.clear()
        self._lay_out(self._chronicle)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Go to a step, follow a branch, or drop one."""
        if event is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        spot = spot_at(event.position(), self._geometry, self._captions)
        if spot.step is not None:
            self._emitted = None
            self._drag_to(event.position().x())
        elif spot.branch is not None:
            self.branch_chosen.emit(spot.branch)
        elif spot.cross is not None:
            self.branch_dropped.emit(spot.cross)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Drag the handle, or show what is under the pointer."""
        if event is None:
            return
        if self._dragged is not None:
            self._drag_to(event.position().x())
            return
        spot = spot_at(event.position(), self._geometry, self._captions)
        if spot != self._hovered:
            self._hovered = spot
            hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
            self.setCursor(arrow if spot == NOTHING else hand)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Stay at the step where the handle is let go."""
        if self._dragged is not None:
            self._pause.stop()
            self._emit_dragged()
            self._pause.stop()
            self._dragged = None
            self.update()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Scroll to lanes that are not seen."""
        assert event is not None
        if len(self._chronicle.tracks) <= MOST_LANES:
            event.ignore()
            return
        self._wheel += event.angleDelta().y()
        notches = int(self._wheel / NOTCH)
        self._wheel -= notches * NOTCH
        self._scroll_to(self._geometry.first - notches)

    def leaveEvent(self, event: QEvent | None) -> None:
        """Show nothing of what was under the pointer."""
        self._hovered = NOTHING
        self.update()

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Show the frame."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Show no frame, and point at no branch."""
        self._pointed_lane = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Go by steps and epochs, or to another branch."""
        assert event is not None
        key, pointed = event.key(), self._pointed()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in STEP_KEYS:
            self._go_by_key(key)
        elif key in LANE_KEYS and len(self._chronicle.tracks) > 1:
            self._point_at_lane(LANE_KEYS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and pointed is not None:
            self.branch_chosen.emit(pointed.number)
        elif key == Qt.Key.Key_Delete and pointed is not None and pointed.parent is not None:
            self.branch_dropped.emit(pointed.number)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """Give what is under the pointer as a tooltip, and keep the keys from shortcuts."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            text = tooltip_at(QPointF(event.pos()), self._geometry, self._captions)
            QToolTip.showText(event.globalPos() + QPoint(0, 8), text, self)
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            is_own = event.key() in (*STEP_KEYS, *LANE_KEYS, *OTHER_KEYS)
            if is_own and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                event.accept()
                return True
        if event is not None and event.type() is QEvent.Type.DevicePixelRatioChange:
            self._pictures.clear()
        return super().event(event)
