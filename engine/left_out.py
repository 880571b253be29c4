"""Derivatives that the step leaves out, because it has no need of them alone."""

from typing import Any

import numpy as np

from engine.activations import Softmax
from engine.arithmetic import Arithmetic
from engine.elements import Element
from engine.explanation import Explanation, Factor, Over, Sum
from engine.expressions import evaluate, parsed, slope_text
from engine.factors import Column, column, factor, sum_of
from engine.meanings import meaning
from engine.outputs import ROUNDED, is_fused, is_rounded, unfused_text, unrounded
from engine.symbols import symbol
from engine.trace import Trace


def slope_or_output(trace: Trace, element: Element) -> Explanation:
    """f′(z) of any layer, or ∂C/∂a of an output whose loss is fused with it."""
    place, depth = element.index, trace.network.depth
    is_slope = element.name.startswith("slope")
    layer = int(element.name.removeprefix("slope").removeprefix("da"))
    text = unfused_text(trace)
    if is_slope:
        text = slope_text(trace.network.layers[layer - 1].activation, layer)
    trace.require(f"dz{layer}" if layer == depth and is_fused(trace) else f"z{layer}")
    arithmetic = _arithmetic(trace, layer, place[0], whole_slopes=False)
    return arithmetic.explanation(element, arithmetic.piece(parsed(text), place), place[0])


def by_input(trace: Trace, element: Element) -> Explanation:
    """∂C/∂x: the sum over the neurons of the first layer."""
    trace.require("dz1")
    example, index = element.index
    columns = [
        column(trace, "dz1", (example, None), "k"),
        column(trace, "W1", (index, None), "k"),
    ]
    arithmetic = Arithmetic(trace)
    piece = arithmetic.add_sum(sum_of(Over.NEURONS, "k", columns, element))
    return arithmetic.explanation(element, piece, example)


def over_batch(trace: Trace, name: str, neuron: int) -> Explanation:
    """∂C/∂z of a neuron, or ∂C/∂x, summed over the examples: what a change in all of them does."""
    trace.require("dz1" if name == "dx" else name)
    if name == "dx":
        numbers = trace.read("dz1").astype(np.float64) @ trace.read("W1")[neuron]
        found = _column(trace, name, (None, neuron), "s", numbers)
    else:
        found = column(trace, name, (None, neuron), "s")
    words = found.meaning.rpartition(",")[0] + ", in all examples alike"
    arithmetic = Arithmetic(trace)
    piece = arithmetic.add_sum(sum_of(Over.EXAMPLES, "s", [found]))
    return arithmetic.explanation(Element(f"{name}.sum(axis=0)", (neuron,)), piece, None, words)


def in_full(trace: Trace, element: Element) -> Explanation:
    """∂C/∂z from ∂C/∂a and the derivative of the activation, also where the step has it shorter."""
    layer = int(element.name.removeprefix("dz"))
    trace.require(element.name)
    example, neuron = element.index
    arithmetic = _arithmetic(trace, layer, example)
    if isinstance(trace.network.layers[layer - 1].activation, Softmax):
        piece = arithmetic.add_sum(_jacobian(arithmetic.trace, layer, example, neuron))
    else:
        behind = arithmetic.add(_output_derivative(trace, layer, element.index))
        before = arithmetic.add_slope(layer, element.index)
        piece = behind._replace(latex=rf"{behind.latex} \cdot {before.latex}")
    value = trace.read(element.name)[element.index]
    return arithmetic.explanation(element, piece._replace(value=value), example)


def _arithmetic(trace: Trace, layer: int, example: int, *, whole_slopes: bool = True) -> Arithmetic:
    """Arithmetic in which outputs that are fused with their loss are not rounded to 0 or 1."""
    if layer < trace.network.depth or not is_fused(trace):
        return Arithmetic(trace, whole_slopes=whole_slopes)
    arithmetic = Arithmetic(unrounded(trace), whole_slopes=whole_slopes)
    if is_rounded(trace, example):
        arithmetic.remarks.append(ROUNDED)
    return arithmetic


def _output_derivative(trace: Trace, layer: int, place: tuple[int, ...]) -> Factor:
    """∂C/∂a as a factor, whether the step computes it or not."""
    name = f"da{layer}"
    if name in trace.writers:
        return factor(trace, name, place)
    found = slope_or_output(trace, Element(name, place))
    return Factor(
        found.symbol, found.value, found.meaning, found.element, found.address, can_open=True
    )


def _jacobian(trace: Trace, layer: int, example: int, neuron: int) -> Sum:
    """Σⱼ ∂C/∂aⱼ · aⱼ (δⱼₖ − aₖ) of softmax, from a trace whose outputs are not rounded."""
    name, row = f"da{layer}", (example, None)
    a = column(trace, f"a{layer}", row, "j")
    if name in trace.writers:
        da = column(trace, name, row, "j")
    else:
        numbers = evaluate(parsed(unfused_text(trace)), trace, None)[example]
        da = _column(trace, name, row, "j", numbers)
    own = symbol(f"a{layer}", (example, neuron), trace.network)
    kronecker = (np.arange(len(a.numbers)) == neuron).astype(a.numbers.dtype)
    derivative = Column(
        rf"(\delta_{{j,{neuron}}} - {own})",
        f"1 less the activation for j = {neuron}, 0 less the activation for all other j",
        kronecker - a.numbers[neuron],
    )
    return sum_of(Over.NEURONS, "j", [da, a, derivative])


def _column(
    trace: Trace, name: str, place: tuple[int | None, ...], letter: str, numbers: Any
) -> Column:
    """Numbers along the running index that the step has no array of."""
    lettered = [letter if part is None else part for part in place]
    title = symbol(name, lettered, trace.network)
    return Column(title, meaning(name, lettered, trace.network), numbers, name, place)
