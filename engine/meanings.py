"""Meanings: what an element is, in plain words."""

from engine.names import ArrayName, array_name
from engine.network import Network
from engine.places import parameter_at
from engine.symbols import Index

_NAMES = {
    "learning_rate": "the learning rate",
    "initial_rate": "the learning rate that the schedule starts from",
    "beta": "the share of the velocity that is kept from step to step",
    "beta1": "the share of the first moment that is kept from step to step",
    "beta2": "the share of the second moment that is kept from step to step",
    "rho": "the share of the cache that is kept from step to step",
    "epsilon": "a tiny number that keeps the division from 0",
    "velocity": "the velocity of {}: the sum of its gradients, the old ones forgotten slowly",
    "cache": "the cache of {}: the sum of its squared gradients",
    "moment1": "the first moment of {}: the running mean of its gradients",
    "moment2": "the second moment of {}: the running mean of its squared gradients",
    "correction1": "the correction of the first moment for having started at 0",
    "correction2": "the correction of the second moment for having started at 0",
    "update": "the change of {} by this step",
    "change": "the change of {} that is tried",
    "grads": "how fast the cost changes with {}",
    "params": "{}",
    "params_trial": "{} with the change that is tried",
    "decay": "how fast the learning rate falls",
    "factor": "what the learning rate is multiplied by",
    "every": "the time that this takes",
    "total": "the time after which the learning rate is 0",
    "m": "the number of examples in the batch",
    "step": "the steps done before this one",
    "epoch": "the epochs done before this one",
    "seed": "the seed of all randomness",
    "C": "the cost of the batch",
    "C0": "the mean loss of the batch, without penalties",
    "C_trial": "the cost of the batch with the changes that are tried",
    "C0_trial": "the mean loss of the batch with the changes that are tried, without penalties",
    "kept": "1 if the changes that were tried have lowered the cost, else 0",
    "L": "the loss",
    "L_trial": "the loss with the changes that are tried",
}
_LETTERS = {
    "z": "the pre-activation of {}",
    "a": "the activation of {}",
    "mask": "the dropout mask of {} (0 if it is left out in this step, else 1 / (1 − p))",
    "slope": "the slope of the activation function of {}, at its pre-activation",
    "x": "the value of {}",
    "y": "the target of {}",
}


def meaning(name: str, index: Index, network: Network) -> str:
    """What an element is: "the pre-activation of neuron 15 in hidden layer 2, for example 3 …".

    Examples are counted from 1, as they are in the window; neurons, as in formulas, from 0.
    """
    parts = array_name(name)
    if parts is not None and index:
        return _of_array(parts, index, network)
    text = _NAMES.get(name) or _of_number(name, network)
    if name in ("L", "L_trial") and index:
        return text + _example(index[0])
    if "{}" not in text:
        return text
    if len(index) == 1 and isinstance(index[0], int):
        return text.format(meaning(*parameter_at(index[0], network), network))
    return text.format("each weight and bias")


def layer_name(layer: int, network: Network) -> str:
    """The layer of that number: "the input", "hidden layer 2", "the output layer"."""
    if layer == 0:
        return "the input"
    return "the output layer" if layer == network.depth else f"hidden layer {layer}"


def neuron_name(layer: int, index: int | str, network: Network) -> str:
    """A neuron: "input 17", "neuron 15 in hidden layer 2", "output 3"."""
    if layer == 0:
        return f"input {index}"
    if layer == network.depth:
        return f"output {index}"
    return f"neuron {index} in {layer_name(layer, network)}"


def _of_array(parts: ArrayName, index: Index, network: Network) -> str:
    layer = network.depth if parts.layer is None else parts.layer
    if parts.letter == "W":
        source = neuron_name(layer - 1, index[0], network)
        what = f"the weight from {source} to {neuron_name(layer, index[1], network)}"
    elif parts.letter == "b":
        what = f"the bias of {neuron_name(layer, index[0], network)}"
    else:
        what = _LETTERS[parts.letter].format(neuron_name(layer, index[1], network))
    if parts.is_kept:
        what += ", behind its dropout"
    if parts.is_trial:
        what += ", with the change that is tried"
    if parts.role == "d":
        what = f"how fast the cost changes with {what}"
    elif parts.role == "update_":
        what = f"the change of {what} by this step"
    return what + _example(index[0]) if parts.is_by_example else what


def _example(row: int | str) -> str:
    if isinstance(row, str):
        return ", for each example of the batch"
    return f", for example {row + 1} of the batch"


def _of_number(name: str, network: Network) -> str:
    """A setting, or a penalty, of one layer."""
    if name.startswith(("l1_", "l2_")):
        what = "weights" if name[3] == "W" else "biases"
        kind = "sizes" if name[1] == "1" else "squares"
        layer = layer_name(int(name[4:]), network)
        return f"how much the {kind} of the {what} of {layer} cost"
    for start, text in (
        ("dropout", "the share of neurons that dropout leaves out in {}"),
        ("slope", "the slope of the leaky ReLU below 0 in {}"),
        ("R", "the penalty on the parameters of {}"),
    ):
        number = name.removeprefix(start).removesuffix("_trial")
        if name.startswith(start) and number.isdigit():
            return text.format(layer_name(int(number), network))
    return name
