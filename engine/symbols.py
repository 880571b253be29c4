"""Symbols: what an element is called in a formula, in LaTeX."""

from collections.abc import Sequence

from engine.activations import Activation, ReLU, Sigmoid, Tanh
from engine.names import ArrayName, array_name
from engine.network import Network
from engine.places import parameter_at

Index = Sequence[int | str]
"""A place in an array, with letters for running indices."""

_NAMES = {
    "learning_rate": r"\eta",
    "initial_rate": r"\eta_{0}",
    "beta": r"\beta",
    "beta1": r"\beta_{1}",
    "beta2": r"\beta_{2}",
    "rho": r"\rho",
    "epsilon": r"\epsilon",
    "velocity": "v",
    "cache": "c",
    "moment1": "m_{1}",
    "moment2": "m_{2}",
    "correction1": "k_{1}",
    "correction2": "k_{2}",
    "decay": "d",
    "factor": "f",
    "every": "T",
    "total": "T",
    "m": "m",
    "step": r"\operatorname{step}",
    "epoch": r"\operatorname{epoch}",
    "seed": r"\operatorname{seed}",
    "C": "C",
    "C0": "C_{0}",
    "C_trial": r"C(\theta')",
    "C0_trial": r"C_{0}(\theta')",
    "kept": r"[C(\theta') < C(\theta)]",
    "L": "L",
    "L_trial": "L'",
}
_FUNCTIONS: dict[type[Activation], str] = {
    ReLU: r"\operatorname{ReLU}",
    Sigmoid: r"\sigma",
    Tanh: r"\tanh",
}


def symbol(name: str, index: Index, network: Network) -> str:
    """The symbol of an element, or of any of a row or column where `index` has letters.

    The row of an example is left out unless it is a letter: all numbers are of one example then.
    """
    parts = array_name(name)
    if parts is not None and index:
        return _of_array(parts, index, network)
    if name in ("update", "change", "params", "params_trial", "grads"):
        return _of_flat(name, index, network)
    if name in ("L", "L_trial") and index and isinstance(index[0], str):
        return f"{_NAMES[name]}_{{{index[0]}}}"
    return _NAMES.get(name) or _of_number(name)


def slope_symbol(activation: Activation, z: str) -> str:
    """The derivative of an activation at z: ReLU′(z)."""
    return f"{_FUNCTIONS.get(type(activation), 'f')}'({z})"


def derivative(symbol: str) -> str:
    """∂C/∂ of a symbol."""
    return rf"\frac{{\partial C}}{{\partial {symbol}}}"


def _of_array(parts: ArrayName, index: Index, network: Network) -> str:
    if parts.letter == "slope":
        z = _letter(ArrayName("", "z", parts.layer), index)
        assert parts.layer is not None
        return slope_symbol(network.layers[parts.layer - 1].activation, z)
    plain = _letter(parts, index)
    return {"d": derivative(plain), "update_": rf"\Delta {plain}", "": plain}[parts.role]


def _letter(parts: ArrayName, index: Index) -> str:
    """The symbol of a layer's array itself: z⁽²⁾₁₅."""
    if parts.is_by_example and not isinstance(index[0], str):
        index = index[1:]
    letter = {"W": "w", "mask": "r"}.get(parts.letter, parts.letter)
    if parts.is_kept:
        letter = rf"\tilde{{{letter}}}"
    if parts.is_trial:
        letter = f"{{{letter}'}}"
    above = f"^{{({parts.layer})}}" if parts.layer else ""
    return f"{letter}{above}_{{{','.join(map(str, index))}}}"


def _of_flat(name: str, index: Index, network: Network) -> str:
    if len(index) == 1 and isinstance(index[0], int):
        parameter, place = parameter_at(index[0], network)
        pattern = {"update": "update_{}", "grads": "d{}", "params_trial": "{}_trial"}
        if name == "change":
            return rf"\Delta' {symbol(parameter, place, network)}"
        return symbol(pattern.get(name, "{}").format(parameter), place, network)
    whole = {"update": r"\Delta", "change": r"\Delta'", "grads": r"\nabla C"}
    return whole.get(name, r"\theta'" if name == "params_trial" else r"\theta")


def _of_number(name: str) -> str:
    """A setting, or a penalty, of one layer: p⁽¹⁾, λ, s, R⁽¹⁾."""
    if name.startswith(("l1_", "l2_")):
        return rf"\lambda^{{({name[4:]})}}_{{{name[1]},{name[3]}}}"
    if name.startswith("dropout"):
        return f"p^{{({name.removeprefix('dropout')})}}"
    if name.startswith("slope"):
        return f"s^{{({name.removeprefix('slope')})}}"
    if name.startswith("R"):
        layer, _, trial = name[1:].partition("_")
        return f"{{R'}}^{{({layer})}}" if trial else f"R^{{({layer})}}"
    return rf"\operatorname{{{name}}}"
