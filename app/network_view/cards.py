"""The cards of the parts of a network."""

import numpy as np

from app.look import numbers
from app.network_view import facts
from app.network_view.hover_card import Card
from app.network_view.nodes import NodePainter
from app.network_view.settings import EDGE_SYMBOLS, ViewSettings, layer_name
from engine.addresses import Address, EdgeId, NodeId
from engine.datasets.dataset import Dataset
from engine.network import Network
from engine.reading import EdgeQuantity, Reading


class Cards:
    """Writes the card of a part: its name, its values, and what it receives as a picture."""

    def __init__(self, network: Network, dataset: Dataset) -> None:
        self._network = network
        self._dataset = dataset

    def of(
        self,
        address: Address,
        reading: Reading,
        settings: ViewSettings,
        painter: NodePainter,
        rank: tuple[int, int] = (0, 1),
    ) -> Card:
        """The card of a part; an edge is in place `rank[0]` of the `rank[1]` that lie here."""
        title = facts.title(address, self._network, self._dataset)
        card = Card(title, tuple(facts.facts(address, reading)))
        place, count = rank
        if isinstance(address, EdgeId) and count > 1:
            which = "the strongest" if place == 0 else f"number {place + 1} by strength"
            more = f"{place + 1} of {numbers.count(count)} here, {which}"
            return card._replace(remarks=(more, "click again for the next"))
        if isinstance(address, NodeId) and address.layer == 1:
            return self._with_picture(card, address, reading, settings, painter)
        return card

    def of_fold(self, layer: int, folded: int) -> Card:
        """The card of the handle of a layer that is too tall, of which so many are folded."""
        name = layer_name(layer, self._network.depth)
        if folded:
            title = f"{name}: {numbers.count(folded)} neurons are not drawn"
            return Card(title, (), ("click, or press U, to unfold them",))
        return Card(f"{name}: every neuron is drawn", (), ("click, or press U, to fold it",))

    def _with_picture(
        self,
        card: Card,
        node: NodeId,
        reading: Reading,
        settings: ViewSettings,
        painter: NodePainter,
    ) -> Card:
        """The same card with the edges into this neuron as a picture.

        They show the quantity chosen, or their weights while that is not computed.
        """
        shape = self._dataset.input_shape
        if len(shape) != 2:
            return card
        quantity, matrix = settings.edges, reading.edges(settings.edges, 1)
        if matrix is None:
            quantity, matrix = EdgeQuantity.WEIGHT, reading.fields["W1"]
        values = matrix[:, node.index].reshape(shape)
        finite = np.abs(values[np.isfinite(values)])
        scale = float(finite.max(initial=0.0))
        symbol = EDGE_SYMBOLS[quantity]
        caption = f"incoming {symbol}, ±{numbers.plain(scale)}"
        image = painter.picture(values, scale, is_signed=True, is_log=settings.is_log)
        return card._replace(picture=image, caption=caption)
