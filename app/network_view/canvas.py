"""The canvas: paints the network and answers the mouse and the keys."""

from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QWidget

from app.look.look import Look
from app.network_view import keys
from app.network_view.hint import Hint
from app.network_view.legend import Shown
from app.network_view.picture import NetworkPicture
from app.network_view.pointer import Pointer, enlargement
from app.network_view.portrait import Portrait
from app.network_view.settings import HELP, ViewSettings, spoken
from app.network_view.still import Still
from app.network_view.upkeep import Upkeep
from app.network_view.zoom import Zoom
from app.snapshot import Snapshot
from app.widgets.focus_frame import FocusFrame
from engine.addresses import Address
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment


class Canvas(QWidget):
    """The network, to be looked at, zoomed, clicked, and walked through by keys.

    It marks as selected only what `show_selection` says.
    """

    #: The user has chosen this edge, neuron or bias; or with None, nothing.
    chosen = pyqtSignal(object)
    #: What is under the cursor, or else selected, in one line; "" for nothing.
    hovered = pyqtSignal(str)
    #: What is under the cursor: an address, or None.
    pointed = pyqtSignal(object)
    #: The scales that hold now.
    scales_shown = pyqtSignal(Shown)
    #: Every edge of the moment shown is in the picture.
    completed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._picture: NetworkPicture | None = None
        self._look = Look()
        self._settings = ViewSettings()
        self._pointer = Pointer()
        self._hint = Hint(self._pointer)
        self._frame = FocusFrame(self)
        self._was_complete = False
        self._still = Still()
        self._upkeep = Upkeep(self, self._refresh, self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(200, 160)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("The network")
        self.setWhatsThis(HELP)

    @property
    def has_complete_picture(self) -> bool:
        """Whether every edge of the moment shown is in the picture."""
        return self._picture is not None and self._picture.is_complete

    def portrait(self) -> Portrait | None:
        """What is needed to paint the same elsewhere; None before the first moment."""
        return None if self._picture is None else self._picture.portrait()

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show another network; the part that is seen stays if it has the same sizes."""
        before = self._picture
        self._picture = NetworkPicture(experiment, dataset, self._look, self.size())
        self._picture.show_settings(self._settings)
        if before is not None and before.network.sizes == experiment.network.sizes:
            self._picture.zoom = before.zoom
            self._picture.selection = before.selection
        self._describe(self._picture)
        self._refresh()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this moment, when next painted."""
        if self._picture is None:
            return
        self._picture.show_snapshot(snapshot)
        if self.isVisible():
            self._upkeep.note_pulse(self._picture)
        if self._hint.is_due or self._picture.is_at_rest:
            self._point()
        self._refresh()

    def show_selection(self, address: Address | None) -> None:
        """Mark this as selected."""
        if self._picture is not None:
            self._picture.selection = address
            self._describe(self._picture)
            self._still.forget()

    def show_pointed(self, addresses: tuple[Address, ...]) -> None:
        """Light up what is pointed at elsewhere."""
        if self._picture is not None:
            self._picture.point_at(addresses)
            self.update()

    def show_settings(self, settings: ViewSettings) -> None:
        """Show these quantities on these scales."""
        self._settings = settings
        if self._picture is not None:
            self._picture.show_settings(settings)
            self._point()
            self._refresh()

    def show_look(self, look: Look) -> None:
        """Paint in this look."""
        self._look = look
        if self._picture is not None:
            self._picture.lay_out(look, self.size())
            self._point()
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

    def _describe(self, picture: NetworkPicture) -> None:
        """Tell what is selected, in words and by its values."""
        self.setAccessibleDescription(spoken(picture.selection, picture.network.depth))
        self._point()

    def _refresh(self) -> None:
        """What is painted is no longer what is to be shown."""
        self._was_complete = False
        self._still.forget()
        self.update()

    def _point(self) -> None:
        """Find out what is under the cursor, and tell that or what is selected."""
        if self._picture is None:
            return
        before, pointed = self._hint.line, self._hint.address
        under = self._hint.follow(self._picture)
        if not self._pointer.is_dragging:
            is_there = under.address is not None or under.fold is not None
            hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
            self.setCursor(hand if is_there else arrow)
        if self._hint.line != before:
            self.hovered.emit(self._hint.line)
        if self._hint.address != pointed:
            self.pointed.emit(self._hint.address)
        self.update()

    def _click(self, place: QPointF) -> None:
        """Choose what is there; of several edges the next one with each click."""
        picture = self._picture
        if picture is None:
            return
        found = picture.under(place.x(), place.y(), self._pointer.turn)
        if found.fold is not None:
            picture.toggle_fold(found.fold)
            self._refresh()
        else:
            self.chosen.emit(found.address)
        self._point()

    def _walk(self, picture: NetworkPicture, key: int) -> None:
        """Choose where a key leads; the mouse counts again when it moves."""
        if picture.moment is None:
            return
        there = keys.lead(key, picture.selection, picture.scene.walk, picture.moment)
        if there != picture.selection:
            self._pointer.leave()
            self.chosen.emit(there)

    def event(self, event: QEvent | None) -> bool:
        """Zoom when two fingers pinch; keep the arrow keys while they walk, and not the mouse."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.enlarge(1 + event.value(), event.position())
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            has_selection = self._picture is not None and self._picture.selection is not None
            if has_selection and self._frame.is_seen and keys.is_own(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Walk from neuron to neuron, fold and unfold."""
        assert event is not None
        picture = self._picture
        if picture is None:
            super().keyPressEvent(event)
        elif event.key() == keys.FOLD:
            self._frame.use()
            picture.toggle_all_folds()
            self._refresh()
        elif event.key() in (keys.ENTER if picture.selection is None else keys.OWN):
            self._frame.use()
            self._walk(picture, event.key())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Show the frame of the focus, unless it came by a click, or with the window."""
        assert event is not None
        self._frame.come(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Hide the frame of the focus."""
        self._frame.go()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin a click or a drag."""
        assert event is not None
        if event.button() == Qt.MouseButton.LeftButton:
            self._frame.go()
            self._pointer.press(event.position())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Drag what is seen, or tell what is under the cursor."""
        assert event is not None
        way = self._pointer.move(event.position())
        if self._pointer.is_dragging and self._picture is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._see(self._picture.zoom.moved(way.x(), way.y()))
        self._point()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End a drag, or choose what was clicked."""
        assert event is not None
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and self._pointer.release(event.position()):
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
        self.enlarge(enlargement(event.angleDelta().y()), event.position())
        self._point()
        event.accept()

    def leaveEvent(self, event: QEvent | None) -> None:
        """Nothing is under the cursor any more."""
        self._pointer.leave()
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
        self._upkeep.stop()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the network, and go on with its edges when there is time."""
        painter = QPainter(self)
        picture = self._picture
        if picture is None:
            painter.fillRect(self.rect(), self._look.theme.background)
            return
        self._still.paint(painter, picture, self.devicePixelRatioF())
        self._hint.paint(painter, picture, self._look, QRectF(self.rect()))
        self._frame.paint(painter, self._look)
        painter.end()
        self._upkeep.note_painted(picture)
        self.scales_shown.emit(picture.shown)
        if picture.is_complete and not self._was_complete:
            self._was_complete = True
            self.completed.emit()
