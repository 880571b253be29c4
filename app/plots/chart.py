"""A chart: axes, a view that follows the data or is the user's, and a cursor line."""

from collections.abc import Iterable
from itertools import zip_longest
from math import log10
from typing import Any, NamedTuple

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QMouseEvent, QPainter, QWheelEvent
from PyQt6.QtWidgets import (
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.look.look import Look
from app.plots.axes import GAP, SMALL_TEXT, Axes
from app.plots.labels import Label, TextField, placed
from app.plots.pens import line_pen

Array = NDArray[Any]
Range = tuple[float, float]

GRIPS = (QEvent.Type.Wheel, QEvent.Type.MouseButtonPress)
MARK_COVER = 0.8
SHOWN_STEP_WIDTH = 1.7
LARGEST_ZOOM = 1e6
"""So many times nearer or farther than what fits the data; beyond, numbers lose their digits."""


class Mark(NamedTuple):
    """A text that stands at a point of a curve, so that colour is not alone."""

    x: float
    y: float
    text: str
    colour: QColor


class Chart(QWidget):
    """Axes with names and the curves that are added to its `box`.

    The ranges of the axes are those given to `show_ranges`, until the user zooms or pans: then
    `x_window` and `y_window` hold what the user wants to see, in the units of the axis (of a
    logarithmic one, the logarithm), until they are set to None again.
    """

    #: The mouse points at this place of the x axis.
    pointed_at = pyqtSignal(float)
    #: The mouse points nowhere any more.
    pointer_left = pyqtSignal()
    #: The user has zoomed or panned.
    view_changed = pyqtSignal()
    #: The menu is asked for at this place of the screen.
    menu_wanted = pyqtSignal(QPoint)

    def __init__(self, x_name: str) -> None:
        super().__init__()
        self.x_window: Range | None = None
        self.y_window: Range | None = None
        self.is_log = False
        self._look = Look()
        self._ranges: tuple[Range, Range] = ((0.0, 1.0), (0.0, 1.0))
        self._marks: tuple[Mark, ...] = ()
        self._view = pg.GraphicsView(self)
        self._axes = Axes(x_name)
        self.box = self._axes.box
        self._mark_fields: list[TextField] = []
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._shown_step = pg.InfiniteLine(angle=90, movable=False)
        self._cursor_text = TextField(self._axes.bottom)
        self._hint = QLabel(self)
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        # the menu opens when the right button is let go, because dragging with it zooms
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setCentralItem(self._axes.frame)
        self.box.disableAutoRange()
        self._cursor.hide()
        self._cursor.setZValue(10)
        self._shown_step.hide()
        self._shown_step.setZValue(9)
        for line in (self._cursor, self._shown_step):
            self.box.addItem(line)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.hide()
        self.box.sigRangeChangedManually.connect(self._keep_window)
        self.box.sigRangeChanged.connect(self._arrange)
        self.box.sigResized.connect(self._arrange)
        self._view.viewport().installEventFilter(self)
        self._view.scene().sigMouseClicked.connect(self._click)

    @property
    def follows(self) -> bool:
        """Whether both axes follow the data."""
        return self.x_window is None and self.y_window is None

    @property
    def columns(self) -> int:
        """The width of the area of the curves, in pixels."""
        return max(int(self.box.width()), 1)

    @property
    def x_range(self) -> Range:
        """What the x axis shows."""
        return self._ranges[0]

    def show_look(self, look: Look) -> None:
        """Take the colours and the size of text of this look."""
        self._look = look
        theme = look.theme
        self._view.setBackground(theme.panel)
        self._axes.show_look(look)
        self._cursor.setPen(line_pen(theme.text, look))
        self._shown_step.setPen(line_pen(theme.accent, look, SHOWN_STEP_WIDTH))
        self._hint.setFont(look.font(0.9))
        self._hint.setStyleSheet(f"color: {theme.muted.name()}; background: transparent;")
        self._arrange()

    def show_ranges(self, x: Range, y: Range) -> None:
        """Show these ranges on each axis that follows, and the user's on one that does not."""
        self._limit_zoom(x, y)
        x, y = self.x_window or x, self.y_window or y
        self._ranges = (x, y)
        self.box.setRange(xRange=x, yRange=y, padding=0)

    def show_marks(self, marks: Iterable[Mark]) -> None:
        """Show these texts, each beside its point and clear of the others."""
        self._marks = tuple(marks)
        self._place_marks()

    def show_cursor(self, x: float, text: str) -> None:
        """Show the cursor line there, and what it stands at on the x axis."""
        self._cursor.setPos(x)
        theme, font = self._look.theme, self._look.font(SMALL_TEXT, bold=True)
        self._cursor_text.show(text, font, theme.text, theme.hover)
        self._cursor.show()
        self._place_cursor_text()

    def hide_cursor(self) -> None:
        """Show no cursor line."""
        self._cursor.hide()
        self._cursor_text.hide()

    def show_shown_step(self, x: float | None) -> None:
        """Show the line of the step that all other panels show, or none."""
        self._shown_step.setVisible(x is not None)
        if x is not None:
            self._shown_step.setPos(x)

    def show_y_name(self, name: str) -> None:
        """Call the y axis by this name."""
        self._axes.show_y_name(name)

    def show_hint(self, text: str) -> None:
        """Show a faint line of text in the middle, or none if it is empty."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def set_log(self, is_log: bool) -> None:
        """Make the y axis logarithmic, or linear; what the user wants to see stays in sight."""
        if is_log == self.is_log:
            return
        self.is_log = is_log
        if self.y_window is not None:
            low, high = self.y_window
            if not is_log:
                self.y_window = (10.0**low, 10.0**high)
            elif high > 0:
                self.y_window = (log10(low if low > 0 else high / 1000), log10(high))
            else:  # nothing of it can be seen on this scale
                self.y_window = None

    def scaled(self, y: Array) -> Array:
        """Values as places on the y axis, in double precision; NaN for what has no place there."""
        y = y.astype(np.float64)
        if self.is_log:
            return np.log10(y, where=y > 0, out=np.full_like(y, np.nan))
        y[~np.isfinite(y)] = np.nan
        return y

    def zoom(self, factor: float) -> None:
        """Let the x axis show `factor` times as much, about the cursor or the middle."""
        low, high = self.x_range
        centre = self._cursor.value() if self._cursor.isVisible() else (low + high) / 2
        self.x_window = (centre + (low - centre) * factor, centre + (high - centre) * factor)
        self.view_changed.emit()

    def draw(self, painter: QPainter) -> None:
        """Draw the chart as it is, at its size, from (0, 0)."""
        self._view.scene().prepareForPaint()
        area = QRectF(self.rect())
        self._view.scene().render(painter, area, area)

    def follow(self) -> None:
        """Let both axes follow the data again."""
        self.x_window = self.y_window = None

    def _limit_zoom(self, x: Range, y: Range) -> None:
        """Let the user see neither much more nor much less than the data need."""
        (left, width), (low, height) = ((ends[0], ends[1] - ends[0]) for ends in (x, y))
        self.box.setLimits(
            xMin=left - width * LARGEST_ZOOM,
            xMax=left + width * LARGEST_ZOOM,
            minXRange=width / LARGEST_ZOOM,
            yMin=low - height * LARGEST_ZOOM,
            yMax=low + height * LARGEST_ZOOM,
            minYRange=height / LARGEST_ZOOM,
        )

    def _keep_window(self) -> None:
        x, y = (tuple(ends) for ends in self.box.viewRange())
        if x != self._ranges[0]:
            self.x_window = x
        if y != self._ranges[1]:
            self.y_window = y
        self._ranges = (x, y)
        self.view_changed.emit()

    def _arrange(self) -> None:
        """Put everything where it belongs in the present ranges and size."""
        has_ranges = all(low < high for low, high in self.box.viewRange())  # not of huge numbers
        if self.box.width() > 0 and self.box.height() > 0 and has_ranges:
            self._axes.arrange(self.is_log)
            self._place_marks()
            self._place_cursor_text()
            self._hint.setGeometry(self.box.sceneBoundingRect().toRect())

    def _place_cursor_text(self) -> None:
        (left, right), width = self.x_range, self.box.width()
        size = self._cursor_text.size
        x = (self._cursor.value() - left) / (right - left) * width - size.width() / 2
        self._cursor_text.move(min(max(x, 0.0), max(width - size.width(), 0.0)), GAP)

    def _place_marks(self) -> None:
        (left, right), (low, high) = self.box.viewRange()
        width, height = self.box.width(), self.box.height()
        font, ground = self._look.font(SMALL_TEXT, bold=True), QColor(self._look.theme.panel)
        ground.setAlphaF(MARK_COVER)
        while len(self._mark_fields) < len(self._marks):
            self._mark_fields.append(TextField(self.box))
        labels = []
        for field, mark in zip(self._mark_fields, self._marks, strict=False):
            field.show(mark.text, font, mark.colour, ground)
            size = field.size
            x = (mark.x - left) / (right - left) * width
            y = (high - mark.y) / (high - low) * height
            labels.append(Label(x, y - size.height() / 2, size.width(), size.height()))
        spots = placed(labels, width, height)
        for field, spot in zip_longest(self._mark_fields, spots):
            if spot is None:
                field.hide()
            else:
                field.move(*spot)

    def _point(self, place: QPointF) -> None:
        if self.box.sceneBoundingRect().contains(place):
            self.pointed_at.emit(self.box.mapSceneToView(place).x())
        else:
            self.pointer_left.emit()

    def _click(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self.menu_wanted.emit(event.screenPos().toPoint())

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """See the mouse before pyqtgraph does, which drops moves that follow too soon.

        Inside, the wheel changes the x axis only, and the y axis goes on to fit what is seen.
        """
        if isinstance(event, QMouseEvent | QWheelEvent) and event.type() in GRIPS:
            is_inside = self.box.sceneBoundingRect().contains(event.position())
            is_drag = event.type() == QEvent.Type.MouseButtonPress
            self.box.setMouseEnabled(y=not is_inside or (is_drag and self.y_window is not None))
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._point(QPointF(self._view.mapToScene(event.position().toPoint())))
        elif event is not None and event.type() == QEvent.Type.Leave:
            self.pointer_left.emit()
        return False
