"""The keys of the network: where each leads from what is selected."""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent

from app.network_view.edge_pass import Moment
from app.network_view.walk import Walk, Way
from engine.addresses import Address, BiasId, EdgeId, NodeId

FOLD = Qt.Key.Key_U
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WAYS = {
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
}
OWN = (*WAYS, *ENTER, Qt.Key.Key_B, Qt.Key.Key_Escape)
"""Keys that belong to the network while something of it is selected."""


def is_own(event: QKeyEvent) -> bool:
    """Whether this is one of those keys, and nothing is held with it."""
    none, keypad = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
    return event.modifiers() in (none, keypad) and event.key() in OWN


def lead(key: int, here: Address | None, walk: Walk, moment: Moment) -> Address | None:
    """What is to be selected after one of these keys; with Escape, nothing.

    Arrows go to what is beside, Enter to the strongest edge into a neuron, B to its bias. Without
    a selection, Enter goes to the first output.
    """
    if key == Qt.Key.Key_Escape:
        return None
    if here is None:
        return walk.start
    if key in ENTER and not isinstance(here, EdgeId):
        incoming = walk.incoming(here, moment)
        return incoming[0] if incoming else here
    if key == Qt.Key.Key_B and isinstance(here, NodeId) and here.layer > 0:
        return BiasId(here.layer, here.index)
    return walk.step(here, WAYS[Qt.Key(key)], moment) if key in WAYS else here
