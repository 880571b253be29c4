"""The canvas: paints the network and answers the mouse and the keys."""

from time import monotonic

from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QApplication, QWidget

from app.look.look import Look
from app.network_view.hover_card import Card, paint_card
from app.network_view.legend import Shown
from app.network_view.picture import NetworkPicture
from app.network_view.settings import ViewSettings, spoken
from app.network_view.turn import Turn
from app.network_view.walk import Way
from app.network_view.zoom import Zoom
from app.snapshot import Snapshot
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment

REST_SLICE = 0.008
"""Seconds that the edges put off may take at once, at rest."""
SECONDS_BETWEEN_PARTS = 0.08
"""Between two looks at a picture that is not complete yet."""
SECONDS_BETWEEN_CARDS = 0.25
PULSE_MILLISECONDS = 16
WHEEL_STEP = 1.0015
"""By what an eighth of a degree of the wheel enlarges."""

WAYS = {
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SELECTION_KEYS = (*WAYS, *ENTER, Qt.Key.Key_B, Qt.Key.Key_Escape)
"""Keys that are the canvas's own while something is selected and it has the focus."""


class Canvas(QWidget):
    """The network, to be looked at, zoomed, clicked, and walked through by keys.

    It marks as selected only what `show_selection` says.
    """

    #: The user has chosen this edge, neuron or bias; or with None, nothing.
    chosen = pyqtSignal(object)
    #: What is under the cursor, in one line; "" for nothing.
    hovered = pyqtSignal(str)
    #: The scales that hold now.
    scales_shown = pyqtSignal(Shown)
    #: Every edge of the moment shown is in the picture.
    completed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._picture: NetworkPicture | None = None
        self._look = Look()
        self._settings = ViewSettings()
        self._cursor: QPointF | None = None
        self._pressed: QPointF | None = None
        self._dragged: QPointF | None = None
        self._turn = Turn()
        self._card: Card | None = None
        self._card_written = 0.0
        self._painted = 0.0
        self._is_focus_seen = False
        self._was_complete = False
        self._slices = QTimer(self)
        self._slices.timeout.connect(self._go_on)
        self._pulses = QTimer(self)
        self._pulses.setInterval(PULSE_MILLISECONDS)
        self._pulses.timeout.connect(self._beat)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(200, 160)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("The network")

    @property
    def has_complete_picture(self) -> bool:
        """Whether every edge of the moment shown is in the picture."""
        return self._picture is not None and self._picture.is_complete

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show another network; the part that is seen stays if it has the same sizes."""
        before = self._picture
        self._picture = NetworkPicture(experiment, dataset, self._look, self.size())
        self._picture.show_settings(self._settings)
        if before is not None and before.network.sizes == experiment.network.sizes:
            self._picture.zoom = before.zoom
            self._picture.selection = before.selection
        self._refresh()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this moment, when next painted."""
        if self._picture is None:
            return
        self._picture.show_snapshot(snapshot)
        if self._picture.pulse is not None and self.isVisible():
            self._pulses.start()
        is_calm = monotonic() - self._card_written > SECONDS_BETWEEN_CARDS
        if self._cursor is not None and (is_calm or self._picture.is_at_rest):
            self._point()
        self._refresh()

    def show_selection(self, address: Address | None) -> None:
        """Mark this as selected."""
        if self._picture is not None:
            self._picture.selection = address
            self.setAccessibleDescription(spoken(address, self._picture.network.depth))
            self._point()
            self.update()

    def show_settings(self, settings: ViewSettings) -> None:
        """Show these quantities on these scales."""
        self._settings = settings
        if self._picture is not None:
            self._picture.show_settings(settings)
            self._refresh()

    def show_look(self, look: Look) -> None:
        """Paint in this look."""
        self._look = look
        if self._picture is not None:
            self._picture.lay_out(look, self.size())
            self._refresh()

    def fit(self) -> None:
        """Show the network whole."""
        self._see(Zoom())

    def enlarge(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom around a point, or around the middle."""
        if self._picture is not None:
            point = QPointF(self.width() / 2, self.height() / 2) if about is None else about
            self._see(self._picture.zoom.about(point.x(), point.y(), factor))

    def _see(self, zoom: Zoom) -> None:
        if self._picture is not None:
            self._picture.zoom = zoom.within(self.width(), self.height())
            self._refresh()

    def _refresh(self) -> None:
        """What is painted is no longer what is to be shown."""
        self._was_complete = False
        self.update()

    def _go_on(self) -> None:
        """Paint some of the edges that were put off; show the picture when it is complete."""
        if self._picture is None or not self._picture.is_busy:
            self._slices.stop()
            return
        is_done = self._picture.advance(REST_SLICE)
        if is_done or monotonic() - self._painted > SECONDS_BETWEEN_PARTS:
            self.update()

    def _beat(self) -> None:
        """Move the dots of a pulse."""
        picture = self._picture
        if picture is None or picture.pulse is None or picture.pulse.is_over:
            self._pulses.stop()
        self.update()

    def _point(self) -> None:
        """Find out what is under the cursor, and tell."""
        picture = self._picture
        if picture is None:
            return
        card: Card | None = None
        address: Address | None = None
        if self._cursor is not None and self._dragged is None:
            turn = self._turn.at(self._cursor)
            found = picture.under(self._cursor.x(), self._cursor.y(), turn)
            address = found.address
            if address is not None:
                card = picture.card(address, found.rank)
            is_there = address is not None or found.fold is not None
            hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
            self.setCursor(hand if is_there else arrow)
        self._card_written = monotonic()
        if card is not self._card:
            picture.hovered, self._card = address, card
            self.hovered.emit(card.line if card is not None else "")
            self.update()

    def _click(self, place: QPointF) -> None:
        """Choose what is there; of several edges the next one with each click."""
        picture = self._picture
        if picture is None:
            return
        self._turn = self._turn.next(place)
        found = picture.under(place.x(), place.y(), self._turn.number)
        if found.fold is not None:
            picture.toggle_fold(found.fold)
            self._refresh()
        else:
            self.chosen.emit(found.address)
        self._point()

    def _walk(self, key: int) -> None:
        """Answer a key of the walk through the network."""
        picture = self._picture
        if picture is None or picture.moment is None:
            return
        walk, here = picture.scene.walk, picture.selection
        there: Address | None = here
        if here is None:
            there = walk.start
        elif key == Qt.Key.Key_Escape:
            there = None
        elif key == Qt.Key.Key_B and isinstance(here, NodeId) and here.layer > 0:
            there = BiasId(here.layer, here.index)
        elif key in ENTER and not isinstance(here, EdgeId):
            incoming = walk.incoming(here, picture.moment)
            there = incoming[0] if incoming else here
        elif key in WAYS:
            there = walk.step(here, WAYS[Qt.Key(key)], picture.moment)
        if there != here:
            self.chosen.emit(there)
            card = picture.card(there) if there is not None else None
            self.hovered.emit(card.line if card is not None else "")

    def _paint_selection_card(self, painter: QPainter) -> None:
        """What a first-layer neuron receives stands beside it also while it is selected."""
        picture = self._picture
        if picture is None or not isinstance(picture.selection, NodeId):
            return
        if picture.selection.layer != 1 or picture.scene.geometry.picture is None:
            return
        card, place = picture.card(picture.selection), picture.place(picture.selection)
        if card is not None and place is not None:
            paint_card(painter, card, self._look, *place, QRectF(self.rect()))

    def event(self, event: QEvent | None) -> bool:
        """Zoom when two fingers pinch; keep the arrow keys while they walk."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.enlarge(1 + event.value(), event.position())
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            has_selection = self._picture is not None and self._picture.selection is not None
            is_plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if has_selection and is_plain and event.key() in SELECTION_KEYS:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Walk from neuron to neuron, fold and unfold."""
        assert event is not None
        picture = self._picture
        self._is_focus_seen = True
        self.update()
        if picture is None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_U:
            picture.toggle_all_folds()
            self._refresh()
        elif event.key() in ENTER or (
            picture.selection is not None and event.key() in SELECTION_KEYS
        ):
            self._walk(event.key())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Show the frame of the focus, unless it came by a click."""
        assert event is not None
        self._is_focus_seen = event.reason() != Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Hide the frame of the focus."""
        self._is_focus_seen = False
        self.update()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin a click or a drag."""
        assert event is not None
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Drag what is seen, or tell what is under the cursor."""
        assert event is not None
        place = event.position()
        self._cursor = place
        if self._pressed is not None and self._dragged is None:
            far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            self._dragged = self._pressed if far else None
        if self._dragged is not None and self._picture is not None:
            moved = place - self._dragged
            self._dragged = place
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._see(self._picture.zoom.moved(moved.x(), moved.y()))
        self._point()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End a drag, or choose what was clicked."""
        assert event is not None
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, dragged = self._pressed, self._dragged
        self._pressed = self._dragged = None
        if pressed is not None and dragged is None:
            self._click(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Show the network whole after two clicks on nothing; else it is one more click."""
        assert event is not None
        if self._picture is None:
            return
        found = self._picture.under(event.position().x(), event.position().y())
        if found.address is None and found.fold is None:
            self.fit()
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom around the cursor."""
        assert event is not None
        self.enlarge(WHEEL_STEP ** event.angleDelta().y(), event.position())
        self._point()
        event.accept()

    def leaveEvent(self, event: QEvent | None) -> None:
        """Nothing is under the cursor any more."""
        self._cursor = None
        self._point()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Lay the network out for the new size."""
        assert event is not None
        picture, before = self._picture, event.oldSize()
        if picture is not None:
            picture.lay_out(self._look, self.size())
            if before.width() > 0 and before.height() > 0:
                shares = self.width() / before.width(), self.height() / before.height()
                self._see(picture.zoom.resized(*shares))

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Work at nothing that cannot be seen."""
        self._slices.stop()
        self._pulses.stop()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the network, and go on with its edges when there is time."""
        painter = QPainter(self)
        picture = self._picture
        if picture is None:
            painter.fillRect(self.rect(), self._look.theme.background)
            return
        picture.prepare(self.devicePixelRatioF())
        picture.paint(painter)
        if self._card is not None and self._cursor is not None:
            cursor = self._cursor
            paint_card(painter, self._card, self._look, cursor.x(), cursor.y(), QRectF(self.rect()))
        else:
            self._paint_selection_card(painter)
        if self._is_focus_seen and self.hasFocus():
            painter.setPen(QPen(self._look.theme.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
        self._painted = monotonic()
        self.scales_shown.emit(picture.shown)
        if picture.is_busy:
            self._slices.start()
        elif picture.is_complete and not self._was_complete:
            self._was_complete = True
            self.completed.emit()
