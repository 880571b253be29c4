"""The picture of a network at one moment: what is to be painted of it."""

from time import monotonic
from typing import NamedTuple

from PyQt6.QtCore import QSize

from app.look import numbers
from app.look.look import Look
from app.network_view import facts
from app.network_view.cards import Cards
from app.network_view.computing import Row, edge_absence, under_way
from app.network_view.edge_painter import Completeness
from app.network_view.edge_pass import Moment, Sheet
from app.network_view.hover_card import Card
from app.network_view.legend import Shown
from app.network_view.neurons import NeuronMoment, Neurons
from app.network_view.places import Places
from app.network_view.plane_maps import PlaneMaps
from app.network_view.portrait import Portrait, caption
from app.network_view.pulses import Pulse, begin_pulse
from app.network_view.scales import Scales
from app.network_view.scene import Scene
from app.network_view.settings import ViewSettings
from app.network_view.zoom import Zoom
from app.snapshot import Snapshot
from engine.addresses import Address
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.places import has_part


class Under(NamedTuple):
    """What lies at a point: a part of the network, or a layer to fold or unfold.

    `rank` is the place of an edge among those that lie there, by strength, and their number.
    """

    address: Address | None = None
    fold: int | None = None
    rank: tuple[int, int] = (0, 1)


class NetworkPicture:
    """Shows a network as it is at the moment of a snapshot, as far as it is computed.

    What is to be shown is set at any time; `prepare` reads the numbers.
    """

    def __init__(self, experiment: Experiment, dataset: Dataset, look: Look, size: QSize) -> None:
        self._experiment = experiment
        self.network = experiment.network
        self.dataset = dataset
        self.zoom = Zoom()
        self.selection: Address | None = None
        self.hovered: Address | None = None
        self.pointed: tuple[Address, ...] = ()
        self.pulse: Pulse | None = None
        self.shown = Shown()
        self.snapshot: Snapshot | None = None
        self.moment: Moment | None = None
        self._unfolded: frozenset[int] = frozenset()
        self.look = look
        self.maps = PlaneMaps(experiment, dataset) if dataset.inputs == 2 else None
        self.neurons = Neurons(self.network, dataset, self.maps)
        self._cards = Cards(self.network, dataset)
        self._edge_scales = Scales()
        self.neuron_moment = NeuronMoment((), ())
        self.settings = ViewSettings()
        self._is_stale = True
        self._scaled = 0.0
        self._arrived = 0.0
        self.is_fast = False
        self.sheet = Sheet(size, 1.0, self.zoom)
        self.lay_out(look, size)

    def lay_out(self, look: Look, size: QSize) -> None:
        """Lay the network out anew for this look and size of the view."""
        self.look = look
        self.scene = Scene(self.network, self.dataset, self.maps, look, size, self._unfolded)
        self.moment = self.pulse = None  # they belong to the scene before
        self._is_stale = True

    def portrait(self) -> Portrait | None:
        """What is needed to paint the same elsewhere; None before the first moment."""
        if self.snapshot is None:
            return None
        return Portrait(
            self._experiment,
            self.dataset,
            self.look,
            self.scene.size,
            self.snapshot,
            caption(self._experiment, self.snapshot),
            self.settings,
            self.zoom,
            self._unfolded,
            self.selection,
        )

    def toggle_fold(self, layer: int) -> None:
        """Fold a layer that is too tall, or unfold it."""
        self._unfolded ^= {layer}
        self.lay_out(self.look, self.scene.size)

    def toggle_all_folds(self) -> None:
        """Fold all layers that are too tall, or unfold them if they are folded."""
        tall = {c.layer for c in self.scene.geometry.columns if c.handle is not None}
        self._unfolded = frozenset(tall if self.scene.geometry.is_folded else ())
        self.lay_out(self.look, self.scene.size)

    @property
    def places(self) -> Places:
        """Where everything is on screen."""
        has_maps = self.neuron_moment.maps is not None
        return Places(self.scene.geometry, self.zoom, self.look.unit, has_maps=has_maps)

    def point_at(self, addresses: tuple[Address, ...]) -> None:
        """Let these be lit, as far as this network has them."""
        self.pointed = tuple(part for part in addresses if has_part(self.network, part))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this moment from now on."""
        before, self.snapshot = self.snapshot, snapshot
        now = monotonic()
        self.is_fast = not self.is_at_rest and now - self._arrived < numbers.READABLE_S
        self._arrived = now
        self._is_stale = True
        last = snapshot.last
        is_new = last is not None and (before is None or before.last is not last)
        if last is not None and is_new and snapshot.pace and not self.look.reduced_motion:
            quantity, edges = self.settings.edges, self.scene.edges
            self.pulse = begin_pulse(last, snapshot.reading, quantity, edges, snapshot.pace)

    def show_settings(self, settings: ViewSettings) -> None:
        """Show these quantities on these scales from now on."""
        if settings.edges is not self.settings.edges:
            self._edge_scales.forget()
        if settings.neurons is not self.settings.neurons:
            self.neurons.forget()
        self.settings = settings
        self._is_stale = True

    @property
    def is_lit(self) -> bool:
        """Whether parts of it are lit, which must not be hidden."""
        has_close_up = self.snapshot is not None and self.snapshot.close_up is not None
        return has_close_up or bool(self.pointed)

    @property
    def is_at_rest(self) -> bool:
        """Whether single moments can be looked at, so that every edge is worth its time."""
        return self.snapshot is None or not self.snapshot.is_blur

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
        is_new, self.sheet = self._is_stale or sheet != self.sheet, sheet
        if self.snapshot is None or not is_new:
            return
        self._is_stale = False
        reading, settings = self.snapshot.reading, self.settings
        is_running = not self.is_at_rest
        is_held = is_running and monotonic() - self._scaled < numbers.READABLE_S
        if not is_held:
            self._scaled = monotonic()
        values = self.scene.edges.values(reading, settings.edges)
        values = values.without(under_way(self.snapshot, settings.edges))
        scales = self._edge_scales.follow(
            values.largest,
            is_running=is_running,
            is_held=is_held,
            is_common=settings.is_common,
        )
        self.moment = Moment(values, scales, settings.is_log)
        if self.maps is not None:
            self.maps.follow(reading, is_running=is_running)
        self.neuron_moment = self.neurons.read(
            self.snapshot, settings, is_running=is_running, is_held=is_held
        )
        self.shown = Shown(
            settings,
            scales,
            self.neuron_moment.scales[1:],
            self.neurons.are_signed(settings.neurons, has_maps=self.neuron_moment.maps is not None),
            tuple(edge_absence(self.snapshot) if scale is None else "" for scale in scales),
            self.neuron_moment.absences(self.snapshot, settings.neurons),
        )
        self.scene.edge_painter.compose(self.moment, sheet, self.scene.ink, is_running=is_running)

    def card(self, address: Address, rank: tuple[int, int] = (0, 1)) -> Card | None:
        """The card of a part at the moment shown; `rank` is its place among those that lie here."""
        if self.snapshot is None:
            return None
        reading = self.snapshot.reading
        card = self._cards.of(address, reading, self.settings, self.scene.node_painter, rank)
        row = Row.of(self.snapshot.close_up)
        computed = row.value(address) if row is not None else None
        if row is None or computed is None:
            return card
        return card._replace(facts=((row.name, facts.exact(computed)), *card.facts))

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
