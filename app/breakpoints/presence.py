"""Presence: whether a network and its data have what a watch looks at."""

from engine.example_watches import ExampleWatch
from engine.network import Network
from engine.neuron_watches import StuckNeurons
from engine.places import has_part
from engine.watches import GradientNorm, Parameter, Watch


def is_present(watch: Watch, network: Network | None, examples: int | None) -> bool:
    """Whether there is such a value. Of what is not known yet, everything is."""
    if network is None or examples is None:
        return True
    match watch:
        case GradientNorm(layer):
            return layer is None or layer <= network.depth
        case Parameter(address):
            return has_part(network, address)
        case StuckNeurons():
            return bool(watch.neurons(network))
        case ExampleWatch(example):
            return example < examples
    return True
