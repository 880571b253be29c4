"""The picture of a network at one moment: what is painted, layer over layer."""

from time import monotonic
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPen

from app.look.look import Look
from app.network_view import remarks
from app.network_view.cards import Cards
from app.network_view.edge_painter import Completeness
from app.network_view.edge_pass import Moment, Sheet
from app.network_view.edges import strongest
from app.network_view.geometry import Column
from app.network_view.hover_card import Card
from app.network_view.legend import Shown
from app.network_view.marks import Marks
from app.network_view.neurons import NeuronMoment, Neurons
from app.network_view.plane_maps import PlaneMaps
from app.network_view.pulses import MOST_EDGES, Pulse
from app.network_view.scales import Scales
from app.network_view.scene import Scene
from app.network_view.settings import ViewSettings
from app.network_view.zoom import Zoom
from app.snapshot import Snapshot
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.program import Operation
from engine.reading import EdgeQuantity
from engine.statements import Pass

FADED = 0.13
"""How much is left of edges that are not those of the neuron selected."""
SECONDS_BETWEEN_TEXTS = 0.25


class Under(NamedTuple):
    """What lies at a point: a part of the network, or a layer to fold or unfold.

    `rank` is the place of an edge among those that lie there, by strength, and their number.
    """

    address: Address | None = None
    fold: int | None = None
    rank: tuple[int, int] = (0, 1)


class NetworkPicture:
    """Shows a network as it is at the moment of a snapshot, as far as it is computed.

    What is to be shown is set at any time; `prepare` reads the numbers, and `paint` paints them.
    """

    def __init__(self, experiment: Experiment, dataset: Dataset, look: Look, size: QSize) -> None:
        self.network = experiment.network
        self.dataset = dataset
        self.zoom = Zoom()
        self.selection: Address | None = None
        self.hovered: Address | None = None
        self.pulse: Pulse | None = None
        self.shown = Shown()
        self.snapshot: Snapshot | None = None
        self.moment: Moment | None = None
        self._unfolded: frozenset[int] = frozenset()
        self._look = look
        self._neurons = Neurons(self.network, dataset)
        self._cards = Cards(self.network, dataset)
        self._maps = PlaneMaps(experiment, dataset) if dataset.inputs == 2 else None
        self._edge_scales = Scales()
        self._neuron_moment = NeuronMoment((), ())
        self._settings = ViewSettings()
        self._is_stale = True
        self._texts_written = 0.0
        self._sheet = Sheet(size, 1.0, self.zoom)
        self.lay_out(look, size)

    def lay_out(self, look: Look, size: QSize) -> None:
        """Lay the network out anew for this look and size of the view."""
        self._look = look
        self.scene = Scene(self.network, self.dataset, self._maps, look, size, self._unfolded)
        self._is_stale = True

    def toggle_fold(self, layer: int) -> None:
        """Fold a layer that is too tall, or unfold it."""
        self._unfolded ^= {layer}
        self.lay_out(self._look, self.scene.size)

    def toggle_all_folds(self) -> None:
        """Fold all layers that are too tall, or unfold them if they are folded."""
        tall = {c.layer for c in self.scene.geometry.columns if c.handle is not None}
        self._unfolded = frozenset(tall if self.scene.geometry.is_folded else ())
        self.lay_out(self._look, self.scene.size)

    def place(self, node: NodeId) -> tuple[float, float] | None:
        """Where a neuron is on screen, or None if it is not drawn."""
        column = self.scene.geometry.columns[node.layer]
        row = column.row(node.index)
        if row is None:
            return None
        x, y = self.zoom.points(column.places[row : row + 1])[0]
        return float(x), float(y)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this moment from now on."""
        before, self.snapshot = self.snapshot, snapshot
        self._is_stale = True
        is_new = before is None or before.last is not snapshot.last
        if is_new and snapshot.pace and not self._look.reduced_motion:
            self.pulse = self._begin_pulse(snapshot, snapshot.pace)

    def show_settings(self, settings: ViewSettings) -> None:
        """Show these quantities on these scales from now on."""
        if settings.edges is not self._settings.edges:
            self._edge_scales.forget()
        if settings.neurons is not self._settings.neurons:
            self._neurons.forget()
        self._settings = settings
        self._is_stale = True
        self._texts_written = 0.0

    @property
    def is_at_rest(self) -> bool:
        """Whether single moments can be looked at, so that every edge is worth its time."""
        return self.snapshot is None or not self.snapshot.is_running or bool(self.snapshot.pace)

    @property
    def is_busy(self) -> bool:
        """Whether edges are put off that `advance` would paint."""
        return self.is_at_rest and self.scene.edge_painter.is_busy

    @property
    def is_complete(self) -> bool:
        """Whether all edges of the moment to be shown are in the picture."""
        return (
            self.snapshot is not None
            and not self._is_stale
            and self.scene.edge_painter.completeness is Completeness.ALL
        )

    def advance(self, seconds: float) -> bool:
        """Go on for so long with the edges that were put off; tell whether all are done."""
        self._is_stale = True
        return self.scene.edge_painter.advance(seconds)

    def prepare(self, ratio: float) -> None:
        """Read the numbers of the moment and draw its edges, if anything has changed."""
        snapshot = self.snapshot
        sheet = Sheet(self.scene.size, ratio, self.zoom)
        if snapshot is None or not (self._is_stale or sheet != self._sheet):
            return
        self._is_stale, self._sheet = False, sheet
        reading, settings = snapshot.reading, self._settings
        is_running = not self.is_at_rest
        values = self.scene.edges.values(reading, settings.edges)
        scales = self._edge_scales.follow(
            values.largest, is_running=is_running, is_common=settings.is_common
        )
        self.moment = Moment(values, scales, settings.is_log)
        self._neuron_moment = self._neurons.read(reading, settings, is_running=is_running)
        if self._maps is not None:
            self._maps.follow(reading, is_running=is_running)
        self.scene.edge_painter.compose(self.moment, sheet, self.scene.ink, is_running=is_running)
        self._note_scales(is_running=is_running)

    def paint(self, painter: QPainter) -> None:
        """Paint everything into a view of the scene's size."""
        box = self._sheet.box
        painter.fillRect(box, self._look.theme.background)
        painter.setClipRect(box)
        marks = Marks(self.scene, self.zoom, self._look)
        snapshot = self.snapshot
        if self.moment is not None:
            self._paint_edges(painter)
        if snapshot is not None and snapshot.pace and snapshot.last is not None:
            marks.band(painter, snapshot.last, box.height())
        self._paint_input_picture(painter)
        self._paint_own_edges(painter, marks)
        for column in self.scene.geometry.columns:
            self._paint_column(painter, column)
        self._paint_panel(painter)
        if not isinstance(self.selection, EdgeId | None):
            marks.selected(painter, self.selection)
        if self.hovered not in (None, self.selection):
            marks.hovered(painter, self.hovered, self.moment)
        if self.pulse is not None and not self.pulse.is_over:
            self.pulse.paint(painter, self.zoom, self.scene.ink, self._look.unit)
        self._paint_captions(painter, box)

    def card(self, address: Address, rank: tuple[int, int] = (0, 1)) -> Card | None:
        """The card of a part at the moment shown; `rank` is its place among those that lie here."""
        if self.snapshot is None:
            return None
        reading = self.snapshot.reading
        return self._cards.of(address, reading, self._settings, self.scene.node_painter, rank)

    def under(self, x: float, y: float, turn: int = 0) -> Under:
        """What is at a point of the view; of several edges, the strongest or `turn` after it."""
        picker = self.scene.picker
        fold = picker.fold(x, y, self.zoom)
        address = None if fold is not None else picker.node(x, y, self.zoom)
        if fold is not None or address is not None:
            return Under(address, fold)
        places = self._by_strength(picker.edges(x, y, self.zoom))
        if not len(places):
            return Under()
        place = turn % len(places)
        return Under(self.scene.edges.address(int(places[place])), None, (place, len(places)))

    def _by_strength(self, places: NDArray[np.intp]) -> NDArray[np.intp]:
        """Edges that are drawn, the strongest first."""
        strengths = np.zeros(len(places), np.uint8)
        if self.moment is not None:
            for layer, within in self.scene.edges.layers():
                values = self.moment.values.of(layer)
                here = (places >= within.start) & (places < within.stop)
                if values is not None and here.any():
                    strengths[here] = self.moment.ranks(layer, values[places[here] - within.start])
        return places[np.argsort(-strengths.astype(int), kind="stable")]

    def _paint_edges(self, painter: QPainter) -> None:
        is_faded = isinstance(self.selection, NodeId | BiasId)
        painter.setOpacity(FADED if is_faded else 1.0)
        painter.drawImage(self._sheet.box, self.scene.edge_painter.image)
        painter.setOpacity(1.0)

    def _paint_own_edges(self, painter: QPainter, marks: Marks) -> None:
        """The edges of the neuron that is selected, or the one edge that is."""
        if isinstance(self.selection, EdgeId):
            marks.selected(painter, self.selection)
        elif self.selection is not None and self.moment is not None:
            parts = self.scene.edges.of(self.selection)
            edges, ink = self.scene.edge_painter, self.scene.ink
            edges.draw(painter, parts, self.moment, self._sheet, ink, is_clear=True)

    def _paint_input_picture(self, painter: QPainter) -> None:
        frame = self.scene.geometry.picture
        if frame is None:
            return
        rect = QRectF(*self.zoom.box(frame))
        theme = self._look.theme
        values, scale = self._values(0)
        painter.fillRect(rect, theme.background)
        if values is not None:
            image = self.scene.node_painter.picture(
                values.reshape(self.dataset.input_shape),
                scale or 0.0,
                is_signed=self._neurons.has_negative_inputs,
                is_log=False,
            )
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(rect, image)
        painter.setPen(QPen(theme.muted if values is not None else theme.line, theme.line_width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)

    def _paint_column(self, painter: QPainter, column: Column) -> None:
        geometry, nodes, settings = self.scene.geometry, self.scene.node_painter, self._settings
        if column.layer == 0 and geometry.picture is not None:
            return
        maps = None
        if self._maps is not None and self.snapshot is not None:
            maps = self._maps.of(settings.neurons, column.layer)
        if maps is not None:
            nodes.paint_maps(painter, column, self.zoom, maps, is_log=settings.is_log)
            return
        values, scale = self._values(column.layer)
        is_signed = self._neurons.are_signed(settings.neurons)
        nodes.paint(
            painter,
            column,
            self.zoom,
            values,
            scale,
            is_signed=is_signed if column.layer else self._neurons.has_negative_inputs,
            is_log=settings.is_log,
            is_running=not self.is_at_rest,
        )
        if column.layer > 0:
            nodes.paint_biases(painter, column, self.zoom)

    def _paint_panel(self, painter: QPainter) -> None:
        plane, snapshot = self.scene.geometry.plane, self.snapshot
        if plane is None or self.scene.panel is None or snapshot is None:
            return
        is_example = snapshot.reading.focus.example is not None
        example = snapshot.reading.fields.get("x") if is_example else None
        self.scene.panel.paint(painter, self.zoom.box(plane), example)

    def _paint_captions(self, painter: QPainter, box: QRectF) -> None:
        count = len(self.scene.edges)
        completeness = self.scene.edge_painter.completeness
        settings = self._settings
        values = self.moment.values.layers if self.moment is not None else ()
        known = sum(len(layer) for layer in values if layer is not None)
        is_folded = self.scene.geometry.is_folded
        self.scene.captions.paint(
            painter,
            self.scene.geometry,
            self.zoom,
            box,
            footer=remarks.drawn(count, known, completeness, settings, is_folded=is_folded),
            scales=remarks.edge_scales(self.shown.edge_scales, settings),
            target=self._target(),
        )

    def _values(self, layer: int) -> tuple[NDArray[Any] | None, float | None]:
        if not self._neuron_moment.layers:
            return None, None
        return self._neuron_moment.layers[layer], self._neuron_moment.scales[layer]

    def _target(self) -> int | None:
        """The output that the label of the example asks for."""
        if self.snapshot is None or self.snapshot.reading.focus.example is None:
            return None
        wanted = self.snapshot.reading.fields.get("y")
        if wanted is None or not self.dataset.is_classification:
            return None
        if len(wanted) == 1:
            return 0 if wanted[0] > 0.5 else None
        return int(wanted.argmax())

    def _note_scales(self, *, is_running: bool) -> None:
        """Keep what the legend says; during a run it stands still long enough to be read."""
        now = monotonic()
        if is_running and now - self._texts_written < SECONDS_BETWEEN_TEXTS:
            return
        self._texts_written = now
        assert self.moment is not None
        self.shown = Shown(
            self._settings,
            self.moment.scales,
            self._neuron_moment.scales[1:],
            self._neurons.are_signed(self._settings.neurons),
        )

    def _begin_pulse(self, snapshot: Snapshot, pace: float) -> Pulse | None:
        """Dots along the strongest edges that the last operation has used, if it used any."""
        operation = snapshot.last
        layer = _layer_of_edges(operation, self.network.depth) if operation is not None else None
        if operation is None or layer is None:
            return None
        quantity = self._settings.edges
        if snapshot.reading.edges(quantity, layer) is None:
            quantity = EdgeQuantity.WEIGHT
        edges = self.scene.edges
        values = edges.values(snapshot.reading, quantity)
        only = values._replace(
            layers=tuple(v if n == layer else None for n, v in enumerate(values.layers, start=1))
        )
        (_, places), *_ = strongest(only, edges, MOST_EDGES)
        moment = Moment(values, values.largest, signed_log=False)
        start = edges.slice(layer).start
        found = values.of(layer)
        assert found is not None
        ranks = moment.ranks(layer, found[places - start])
        is_backward = operation.pass_ is Pass.BACKWARD
        return Pulse.begin(edges.lines[places], ranks, pace, is_backward=is_backward)


def _layer_of_edges(operation: Operation, depth: int) -> int | None:
    """The layer of weights that an operation sends numbers along, forward or backward."""
    if operation.pass_ not in (Pass.FORWARD, Pass.BACKWARD):
        return None
    touched = {*operation.reads, operation.writes}
    for layer in range(1, depth + 1):
        if {f"W{layer}", f"dW{layer}"} & touched:
            return layer
    return None
