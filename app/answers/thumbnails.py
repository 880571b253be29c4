"""Own examples as small pictures, or lines of numbers, with their labels."""

import numpy as np
from PyQt6.QtCore import QEvent, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.answers.pixel_grid import PixelGrid
from app.answers.subject import Subject
from app.answers.thumbnail_layout import ThumbnailLayout
from app.look import numbers
from app.look.look import Look
from app.widgets.value_image import input_image
from engine.datasets.dataset import Examples

SIDE, GAP, INSET = 44, 4, 3
"""Lengths in logical pixels at the usual text size."""
SMALL = 0.9
_KEYS = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
}


class Thumbnails(QWidget):
    """Examples in a grid that is as wide as its place, or below each other if they are no pictures.

    One can be selected, by a click or the arrow keys.
    """

    #: The user clicked the example with this number, or pressed Enter on it.
    clicked = pyqtSignal(int)
    #: The user wants the example with this number removed.
    removed = pyqtSignal(int)
    #: Another example is selected, or none (None).
    selected = pyqtSignal(object)

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._look = Look()
        self._examples: Examples | None = None
        self._selected: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(f"Own {subject.own}s")

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_examples(self, examples: Examples | None) -> None:
        """Show these, or none."""
        self._examples = examples
        if self._selected is not None and self._selected >= self._count:
            self._select(self._count - 1 if self._count else None)
        self._describe()
        self.updateGeometry()
        self.update()

    @property
    def selection(self) -> int | None:
        """The number of the example that is selected."""
        return self._selected

    def square(self, number: int) -> QRect:
        """Where an example is."""
        return self._layout(self.width()).square(number)

    @property
    def _count(self) -> int:
        return 0 if self._examples is None else len(self._examples)

    def _layout(self, width: int) -> ThumbnailLayout:
        """Where the examples are in that width."""
        unit, line = self._look.unit, QFontMetrics(self._look.font(SMALL)).height()
        inset, side = round(INSET * unit), round(SIDE * unit)
        cell = QSize(side + 2 * inset, side + line + 2 * inset)
        if self._subject.picture is None:
            cell = QSize(max(1, width), line + 2 * inset)
        return ThumbnailLayout.within(self._count, cell, round(GAP * unit), width)

    def label(self, number: int) -> str:
        """What an example is, in words."""
        assert self._examples is not None
        y = self._examples.y[number]
        if self._subject.class_names:
            return self._subject.class_names[int(y)]
        return ", ".join(numbers.short(float(value)) for value in np.atleast_1d(y))

    def _text(self, number: int) -> str:
        """The label, and the inputs where there is no picture of them."""
        assert self._examples is not None
        label = self.label(number)
        if self._subject.picture is not None:
            return label
        if not self._subject.class_names:
            label = f"target {label}"
        x = self._examples.x[number] * self._examples.scale
        return f"{label}: " + ", ".join(numbers.short(float(value)) for value in x)

    def _select(self, number: int | None) -> None:
        if number != self._selected:
            self._selected = number
            self._describe()
            self.selected.emit(number)
            self.update()

    def _describe(self) -> None:
        """Tell those who do not see the frame what is selected."""
        count, number = self._count, self._selected
        spoken = f"{numbers.count(count)} in all"
        if number is not None:
            spoken += f"; number {number + 1}, {self._text(number)}, is selected"
        self.setAccessibleDescription(spoken)

    def heightForWidth(self, width: int) -> int:
        """What all rows take in that width."""
        return self._layout(width).height

    def hasHeightForWidth(self) -> bool:
        """Yes: see `heightForWidth`."""
        return True

    def sizeHint(self) -> QSize:
        """A few beside each other."""
        width = round(6 * (SIDE + GAP) * self._look.unit)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow panels are possible."""
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the examples that are to be seen."""
        assert event is not None
        painter = QPainter(self)
        layout, seen = self._layout(self.width()), event.rect()
        for number in layout.between(seen.top(), seen.bottom()):
            self._paint(painter, number, layout.square(number))

    def _paint(self, painter: QPainter, number: int, square: QRect) -> None:
        assert self._examples is not None
        theme, unit = self._look.theme, self._look.unit
        inset = round(INSET * unit)
        if number == self._selected:
            painter.setPen(QPen(theme.focus if self.hasFocus() else theme.muted, 2))
            painter.setBrush(theme.hover)
            painter.drawRoundedRect(square.adjusted(1, 1, -1, -1), 4, 4)
        font = self._look.font(SMALL)
        metrics = QFontMetrics(font)
        room = square.adjusted(inset, inset, -inset, -inset)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        shape = self._subject.picture
        if shape is not None:
            values = (self._examples.x[number] * self._examples.scale).reshape(shape)
            grid = PixelGrid.within(shape, SIDE * unit)
            side = round(SIDE * unit)
            place = QRect(room.topLeft(), grid.place.size().scaled(side, side, _KEEP))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, input_image(values, self._look))
            room.setTop(room.top() + side)
            align = Qt.AlignmentFlag.AlignCenter
        painter.setPen(theme.text)
        painter.setFont(font)
        elided = Qt.TextElideMode.ElideRight
        painter.drawText(room, align, metrics.elidedText(self._text(number), elided, room.width()))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Select the example under the pointer, and tell of it."""
        assert event is not None
        number = self._layout(self.width()).at(event.position().toPoint())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._select(number)
            self.clicked.emit(number)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Begin at the first one."""
        if self._selected is None and self._count:
            self._select(0)
        super().focusInEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that are shortcuts elsewhere; tell which example is pointed at."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            if event.key() in _KEYS and self._count:
                event.accept()
                return True
        elif isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._layout(self.width()).at(event.pos())
            tip = "" if number is None else f"{number + 1}: {self._text(number)}. {_TIP}"
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Select the next one, use it or remove it."""
        assert event is not None
        key, number = event.key(), self._selected
        if key not in _KEYS or number is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(number)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit(number)
        else:
            self._select(self._next(number, Qt.Key(key)))

    def _next(self, number: int, key: Qt.Key) -> int:
        columns = self._layout(self.width()).columns
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
            Qt.Key.Key_Home: -number,
            Qt.Key.Key_End: self._count - 1 - number,
        }
        following = number + steps[key]
        return following if 0 <= following < self._count else number


_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_TIP = "Click: show it on the pad again. Delete: remove it."
