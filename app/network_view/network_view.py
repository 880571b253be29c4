"""The view of the network: a bar to set what it shows, and the network."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.look.look import Look
from app.network_view.canvas import Canvas
from app.network_view.follow import Following
from app.network_view.portrait import Portrait
from app.network_view.settings import ViewSettings
from app.network_view.view_bar import ViewBar
from app.snapshot import Snapshot
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.reading import EdgeQuantity

ZOOM_STEP = 1.25


class NetworkView(QWidget):
    """Shows a network as a graph. What is chosen in it is told, and shown when it is told back."""

    #: The user has clicked this edge, or gone to it by keys.
    edge_clicked = pyqtSignal(EdgeId)
    #: The user has clicked this neuron, or gone to it by keys.
    node_clicked = pyqtSignal(NodeId)
    #: The user has clicked this bias, or gone to it by keys.
    bias_clicked = pyqtSignal(BiasId)
    #: The user wants nothing to be selected.
    selection_cleared = pyqtSignal()
    #: What is under the cursor, or else selected, with its exact values; "" for nothing.
    hovered = pyqtSignal(str)
    #: The user wants the edges to show this.
    edge_quantity_chosen = pyqtSignal(EdgeQuantity)
    #: The part of the network under the mouse: an `Address`, or None.
    pointed = pyqtSignal(object)
    #: The user wants to see what the operations compute, or else always the same.
    following_chosen = pyqtSignal(bool)
    #: Every edge of the moment shown is in the picture.
    completed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._following = Following()
        self._settings = ViewSettings()
        self._edges_told = self._settings.edges
        self._bar = ViewBar()
        self._canvas = Canvas()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._canvas, 1)
        self._bar.changed.connect(self._change)
        self._bar.following_chosen.connect(self._choose_following)
        self._canvas.pointed.connect(self.pointed)
        self._canvas.chosen.connect(self._choose)
        self._canvas.hovered.connect(self.hovered)
        self._canvas.completed.connect(self.completed)
        self._canvas.scales_shown.connect(self._bar.show_scales)

    @property
    def has_complete_picture(self) -> bool:
        """Whether every edge of the moment shown is in the picture."""
        return self._canvas.has_complete_picture

    def portrait(self) -> Portrait | None:
        """What is needed to paint the same elsewhere; None before the first moment."""
        return self._canvas.portrait()

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show another network; the part that is seen stays if it has the same sizes."""
        self._canvas.show_experiment(experiment, dataset)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this moment, and what its operation computes, if that is to be followed."""
        self._following.show_snapshot(snapshot)
        self._show_settings()
        self._canvas.show_snapshot(snapshot)
        self._tell_edges()  # last, as the answer is another snapshot

    def show_selection(self, address: Address | None) -> None:
        """Mark this as selected."""
        self._canvas.show_selection(address)

    def show_pointed(self, addresses: tuple[Address, ...]) -> None:
        """Light up what is pointed at elsewhere; a path as its neurons and edges in a row."""
        self._canvas.show_pointed(addresses)

    def show_following(self, is_on: bool) -> None:
        """While nothing runs, show what the present operation computes, or always the same."""
        self._following.turn(is_on)
        self._bar.show_following(is_on)
        self._show_settings()
        self._tell_edges()

    def show_look(self, look: Look) -> None:
        """Paint in this look."""
        self._bar.show_look(look)
        self._canvas.show_look(look)

    def choose_edges(self, quantity: EdgeQuantity) -> None:
        """Let the edges show this."""
        self._following.choose_edges(quantity)
        self._edges_told = quantity
        self._show_settings()

    def take_focus(self) -> None:
        """Let the keyboard go on here, without showing a frame."""
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)

    def fit(self) -> None:
        """Show the network whole."""
        self._canvas.fit()

    def zoom_in(self) -> None:
        """Show it larger."""
        self._canvas.enlarge(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show it smaller."""
        self._canvas.enlarge(1 / ZOOM_STEP)

    def _show_settings(self) -> None:
        settings = self._following.settings
        if settings != self._settings:
            self._settings = settings
            self._bar.show_settings(settings)
            self._canvas.show_settings(settings)

    def _tell_edges(self) -> None:
        """Ask for what the edges show, if that is not what was asked for last."""
        if self._settings.edges is not self._edges_told:
            self._edges_told = self._settings.edges
            self.edge_quantity_chosen.emit(self._edges_told)

    def _change(self, settings: ViewSettings) -> None:
        """Answer the user's choice in the bar."""
        self._following.choose(settings)
        self._show_settings()
        self._tell_edges()

    def _choose_following(self, is_on: bool) -> None:
        self.show_following(is_on)
        self.following_chosen.emit(is_on)

    def _choose(self, address: Address | None) -> None:
        """Tell what the user has chosen in the network."""
        if isinstance(address, EdgeId):
            self.edge_clicked.emit(address)
        elif isinstance(address, NodeId):
            self.node_clicked.emit(address)
        elif isinstance(address, BiasId):
            self.bias_clicked.emit(address)
        else:
            self.selection_cleared.emit()
