"""The hint: the card of what is under the cursor, or else of what is selected."""

from time import monotonic

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QPainter

from app.look import numbers
from app.look.look import Look
from app.network_view.hover_card import Card, paint_card
from app.network_view.picture import NetworkPicture, Under
from app.network_view.pointer import Pointer
from engine.addresses import Address, NodeId


class Hint:
    """Keeps the cards of the selection and of what is under the cursor (`address`) up to date."""

    def __init__(self, pointer: Pointer) -> None:
        self._pointer = pointer
        self.address: Address | None = None
        self._card: Card | None = None
        self._selected: Card | None = None
        self._written = 0.0

    @property
    def line(self) -> str:
        """What is under the cursor, or else selected, in one line; "" for nothing."""
        card = self._card or self._selected
        return card.line if card is not None else ""

    @property
    def is_due(self) -> bool:
        """Whether the cards have stood for long enough to be written anew."""
        return monotonic() - self._written > numbers.READABLE_S

    def follow(self, picture: NetworkPicture) -> Under:
        """Find out what is under the cursor, and write its card and that of the selection."""
        place, under = self._pointer.place, Under()
        if place is not None and not self._pointer.is_dragging:
            under = picture.under(place.x(), place.y(), self._pointer.turn)
        self.address = picture.hovered = under.address
        self._card = None
        if under.fold is not None:
            self._card = picture.fold_card(under.fold)
        elif under.address is not None:
            self._card = picture.card(under.address, under.rank)
        selection = picture.selection
        self._selected = picture.card(selection) if selection is not None else None
        self._written = monotonic()
        return under

    def paint(self, painter: QPainter, picture: NetworkPicture, look: Look, view: QRectF) -> None:
        """Paint the card; that of a selection only if it has a picture and hides nothing lit.

        It stands beside the cursor, or beside the neuron.
        """
        place, selection, selected = self._pointer.place, picture.selection, self._selected
        if self._card is not None and place is not None:
            paint_card(painter, self._card, look, place.x(), place.y(), view)
        elif selected is not None and selected.picture is not None and not picture.is_lit:
            spot = picture.places.spot(selection) if isinstance(selection, NodeId) else None
            if spot is not None:
                paint_card(painter, selected, look, spot.x, spot.y, view)
