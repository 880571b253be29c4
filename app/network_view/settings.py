"""What the view shows of the network, and the words for it."""

from dataclasses import dataclass

from engine.addresses import Address, BiasId, NodeId
from engine.reading import EdgeQuantity, NeuronQuantity


@dataclass(frozen=True)
class ViewSettings:
    """The quantities shown, whether layers share one scale, and whether it is logarithmic."""

    edges: EdgeQuantity = EdgeQuantity.WEIGHT
    neurons: NeuronQuantity = NeuronQuantity.ACTIVATION
    is_common: bool = False
    is_log: bool = False


HELP = (
    "<p>The network: inputs on the left, outputs on the right. Rest the mouse on a neuron or an "
    "edge for its exact values, click to select it. The wheel zooms, dragging moves; "
    "F shows it whole.</p><p>With the keyboard: Enter selects, arrows go on from there, Enter goes "
    "to the strongest edge, B to the bias, Escape selects nothing. After a click ← and → step "
    "instead, until Enter, ↑, ↓ or B is pressed.</p>"
)

EDGE_SYMBOLS = {
    EdgeQuantity.WEIGHT: "w",
    EdgeQuantity.SIGNAL: "a·w",
    EdgeQuantity.GRADIENT: "∂C/∂w",
    EdgeQuantity.UPDATE: "Δw",
}
NEURON_SYMBOLS = {
    NeuronQuantity.ACTIVATION: "a",
    NeuronQuantity.PRE_ACTIVATION: "z",
    NeuronQuantity.ACTIVATION_GRADIENT: "∂C/∂a",
    NeuronQuantity.DELTA: "δ",
    NeuronQuantity.BIAS: "b",
}


def layer_name(layer: int, depth: int) -> str:
    """What a layer is called: input, hidden 1, …, output."""
    if layer == 0:
        return "input"
    return "output" if layer == depth else f"hidden {layer}"


def spoken(address: Address | None, depth: int) -> str:
    """An address in words, as a screen reader says it."""
    if address is None:
        return "nothing selected"
    if isinstance(address, NodeId):
        return f"neuron {address.index} of layer {layer_name(address.layer, depth)}"
    if isinstance(address, BiasId):
        return f"bias of neuron {address.index} of layer {layer_name(address.layer, depth)}"
    before, after = layer_name(address.layer - 1, depth), layer_name(address.layer, depth)
    return f"weight from {before}, neuron {address.source}, to {after}, neuron {address.target}"
