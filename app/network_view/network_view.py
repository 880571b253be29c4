"""The view of the network: a bar to set what it shows, and the network."""

from dataclasses import replace

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.look.look import Look
from app.network_view.canvas import Canvas
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
    #: Every edge of the moment shown is in the picture.
    completed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._settings = ViewSettings()
        self._bar = ViewBar()
        self._canvas = Canvas()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._canvas, 1)
        self._bar.changed.connect(self._change)
        self._canvas.chosen.connect(self._choose)
        self._canvas.hovered.connect(self.hovered)
        self._canvas.completed.connect(self.completed)
        self._canvas.scales_shown.connect(self._bar.show_scales)

    @property
    def has_complete_picture(self) -> bool:
        """Whether every edge of the moment shown is in the picture."""
        return self._canvas.has_complete_picture

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show another network; the part that is seen stays if it has the same sizes."""
        self._canvas.show_experiment(experiment, dataset)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this moment."""
        self._canvas.show_snapshot(snapshot)

    def show_selection(self, address: Address | None) -> None:
        """Mark this as selected."""
        self._canvas.show_selection(address)

    def show_look(self, look: Look) -> None:
        """Paint in this look."""
        self._bar.show_look(look)
        self._canvas.show_look(look)

    def choose_edges(self, quantity: EdgeQuantity) -> None:
        """Let the edges show this."""
        self._show_settings(replace(self._settings, edges=quantity))

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

    def _show_settings(self, settings: ViewSettings) -> None:
        self._settings = settings
        self._bar.show_settings(settings)
        self._canvas.show_settings(settings)

    def _change(self, settings: ViewSettings) -> None:
        """Answer the user's choice in the bar."""
        is_other = settings.edges is not self._settings.edges
        self._show_settings(settings)
        if is_other:
            self.edge_quantity_chosen.emit(settings.edges)

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
