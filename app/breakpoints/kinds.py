"""Kinds: the values that can be watched, and what there is to say about each."""

from enum import StrEnum

from engine.network import Network
from engine.neuron_watches import DeadNeurons, SaturatedNeurons


class Kind(StrEnum):
    """A kind of value, as it is called in the list."""

    COST = "cost"
    NORM = "gradient norm"
    PARAMETER = "weight or bias"
    DEAD = "dead neurons"
    SATURATED = "saturated neurons"
    RIGHTNESS = "right or wrong"
    LOSS = "loss of an example"
    STEPS = "number of steps"
    NON_FINITE = "NaN or infinity"


ABOUT = {
    Kind.COST: "The cost C of each step's batch, with the penalty.",
    Kind.NORM: "How long the gradient is: ‖∇C‖ = √(sum of all squares), of all parameters or of "
    "the weights of a layer.",
    Kind.PARAMETER: "One weight w or bias b, after each step.",
    Kind.DEAD: "ReLU neurons that are 0 for every example of the batch: no gradient reaches them, "
    "so they learn nothing.",
    Kind.SATURATED: "Sigmoid or tanh neurons that are within 1 % of an end of their range for "
    "every example of the batch: hardly any gradient passes them.",
    Kind.RIGHTNESS: "Whether one example of the training set is right, fed forward after each "
    "step without dropout.",
    Kind.LOSS: "The loss L of one example of the training set, fed forward after each step "
    "without dropout.",
    Kind.STEPS: "How many steps are done since the start.",
    Kind.NON_FINITE: "A number of the update that is not finite. A run stops by itself soon after; "
    "this stops it at that very step.",
}

STUCK: dict[Kind, type[DeadNeurons] | type[SaturatedNeurons]] = {
    Kind.DEAD: DeadNeurons,
    Kind.SATURATED: SaturatedNeurons,
}

CAN_BE_PLOTTED = set(Kind) - {Kind.STEPS, Kind.NON_FINITE}


def kinds_of(network: Network | None) -> list[Kind]:
    """The kinds of values that a network has."""
    absent = set()
    if network is not None:
        absent |= {kind for kind, watch in STUCK.items() if not layers_of(kind, network)}
    return [kind for kind in Kind if kind not in absent]


def layers_of(kind: Kind, network: Network) -> list[int]:
    """The layers that such a value can be of."""
    layers = range(1, network.depth + 1)
    if kind in STUCK:
        return [layer for layer in layers if STUCK[kind](layer).neurons(network)]
    return list(layers) if kind is Kind.NORM else []
