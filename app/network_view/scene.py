"""A scene: a network laid out for a view of one size and look, with what paints and finds it."""

from PyQt6.QtCore import QSize

from app.look.look import Look
from app.network_view.captions import Captions
from app.network_view.edge_painter import EdgePainter
from app.network_view.edges import Edges
from app.network_view.ink import Ink
from app.network_view.nodes import NodePainter
from app.network_view.picking import Picker
from app.network_view.plane_maps import PlaneMaps
from app.network_view.plane_panel import PlanePanel
from app.network_view.walk import Walk
from engine.datasets.dataset import Dataset
from engine.network import Network


class Scene:
    """Everything that depends on how the network is laid out, made anew when that changes."""

    def __init__(
        self,
        network: Network,
        dataset: Dataset,
        maps: PlaneMaps | None,
        look: Look,
        size: QSize,
        unfolded: frozenset[int],
    ) -> None:
        self.size = size
        self.captions = Captions(network, dataset, look)
        self.geometry = self.captions.arrange(size.width(), size.height(), unfolded)
        self.edges = Edges(self.geometry)
        self.ink = Ink(look.ends, look.theme.background)
        self.edge_painter = EdgePainter(self.edges)
        self.node_painter = NodePainter(look)
        self.picker = Picker(self.geometry, self.edges, look.unit)
        self.walk = Walk(self.geometry, self.edges)
        self.panel = PlanePanel(network, dataset, maps, look) if maps is not None else None
