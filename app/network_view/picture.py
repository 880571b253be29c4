"""The picture of a network at one moment: what is painted, layer over layer."""

from time import monotonic
from typing import Any, NamedTuple

from numpy.typing import NDArray
from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPen

from app.look.look import Look
from app.network_view import facts, remarks
from app.network_view.cards import Cards
from app.network_view.edge_painter import Completeness
from app.network_view.edge_pass import Moment, Sheet
from app.network_view.geometry import Column
from app.network_view.hover_card import Card
from app.network_view.legend import Shown
from app.network_view.marks import Marks
from app.network_view.neurons import NeuronMoment, Neurons
from app.network_view.plane_maps import PlaneMaps
from app.network_view.pulses import Pulse, begin_pulse
from app.network_view.scales import Scales
from app.network_view.scene import Scene
from app.network_view.settings import ViewSettings
from app.network_view.zoom import Zoom
from app.snapshot import Snapshot
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment

FADED = 0.13
"""How much is left of edges that are not those of the neuron selected."""
LEGIBLE = 0.25
"""Seconds for which a number stands still at least: scales are held, others left out."""


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
        self._maps = PlaneMaps(experiment, dataset) if dataset.inputs == 2 else None
        self._neurons = Neurons(self.network, dataset, self._maps)
        self._cards = Cards(self.network, dataset)
        self._edge_scales = Scales()
        self._neuron_moment = NeuronMoment((), ())
        self._settings = ViewSettings()
        self._is_stale = True
        self._scaled = 0.0
        self._arrived = 0.0
        self._is_fast = False
        self._sheet = Sheet(size, 1.0, self.zoom)
        self.lay_out(look, size)

    def lay_out(self, look: Look, size: QSize) -> None:
        """Lay the network out anew for this look and size of the view."""
        self._look = look
        self.scene = Scene(self.network, self.dataset, self._maps, look, size, self._unfolded)
        self.moment = self.pulse = None  # they belong to the scene before
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
        now = monotonic()
        self._is_fast = not self.is_at_rest and now - self._arrived < LEGIBLE
        self._arrived = now
        self._is_stale = True
        last = snapshot.last
        is_new = last is not None and (before is None or before.last is not last)
        if last is not None and is_new and snapshot.pace and not self._look.reduced_motion:
            quantity, edges = self._settings.edges, self.scene.edges
            self.pulse = begin_pulse(last, snapshot.reading, quantity, edges, snapshot.pace)

    def show_settings(self, settings: ViewSettings) -> None:
        """Show these quantities on these scales from now on."""
        if settings.edges is not self._settings.edges:
            self._edge_scales.forget()
        if settings.neurons is not self._settings.neurons:
            self._neurons.forget()
        self._settings = settings
        self._is_stale = True

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
        sheet = Sheet(self.scene.size, ratio, self.zoom)
        is_new, self._sheet = self._is_stale or sheet != self._sheet, sheet
        if self.snapshot is None or not is_new:
            return
        self._is_stale = False
        reading, settings = self.snapshot.reading, self._settings
        is_running = not self.is_at_rest
        is_held = is_running and monotonic() - self._scaled < LEGIBLE
        if not is_held:
            self._scaled = monotonic()
        values = self.scene.edges.values(reading, settings.edges)
        scales = self._edge_scales.follow(
            values.largest,
            is_running=is_running,
            is_held=is_held,
            is_common=settings.is_common,
        )
        self.moment = Moment(values, scales, settings.is_log)
        if self._maps is not None:
            self._maps.follow(reading, is_running=is_running)
        self._neuron_moment = self._neurons.read(
            reading, settings, is_running=is_running, is_held=is_held
        )
        self.shown = Shown(
            settings,
            scales,
            self._neuron_moment.scales[1:],
            self._neurons.are_signed(settings.neurons),
        )
        self.scene.edge_painter.compose(self.moment, sheet, self.scene.ink, is_running=is_running)

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
            look = self._look
            self.pulse.paint(painter, self.zoom, self.scene.ink, look.theme.text, look.unit)
        self._paint_captions(painter, box)

    def card(self, address: Address, rank: tuple[int, int] = (0, 1)) -> Card | None:
        """The card of a part at the moment shown; `rank` is its place among those that lie here."""
        if self.snapshot is None:
            return None
        reading = self.snapshot.reading
        return self._cards.of(address, reading, self._settings, self.scene.node_painter, rank)

    def fold_card(self, layer: int) -> Card:
        """The card of the handle that folds or unfolds a layer."""
        return self._cards.of_fold(layer, self.scene.geometry.columns[layer].folded)

    def under(self, x: float, y: float, turn: int = 0) -> Under:
        """What is at a point of the view; of several edges, the strongest or `turn` after it."""
        picker = self.scene.picker
        fold = picker.fold(x, y, self.zoom)
        address = None if fold is not None else picker.node(x, y, self.zoom)
        if fold is not None or address is not None:
            return Under(address, fold)
        places = picker.edges(x, y, self.zoom)
        if not len(places):
            return Under()
        if self.moment is not None:
            places = self.moment.by_strength(places, self.scene.edges)
        place = turn % len(places)
        return Under(self.scene.edges.address(int(places[place])), None, (place, len(places)))

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
        values, scale = self._values(column.layer)
        if maps is not None:
            is_log = settings.is_log
            nodes.paint_maps(painter, column, self.zoom, maps, scale or 0.0, is_log=is_log)
            return
        is_signed = self._neurons.are_signed(settings.neurons)
        nodes.paint(
            painter,
            column,
            self.zoom,
            values,
            scale,
            is_signed=is_signed if column.layer else self._neurons.has_negative_inputs,
            is_log=settings.is_log,
            has_numbers=not self._is_fast,
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
        target = None
        if self.snapshot is not None:
            target = facts.target(self.snapshot.reading, self.dataset)
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
            target=target,
        )

    def _values(self, layer: int) -> tuple[NDArray[Any] | None, float | None]:
        if not self._neuron_moment.layers:
            return None, None
        return self._neuron_moment.layers[layer], self._neuron_moment.scales[layer]
