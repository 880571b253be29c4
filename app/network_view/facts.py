"""The exact values of a part of the network, in words and numbers."""

from collections.abc import Iterator

import numpy as np

from app.look import numbers
from app.network_view.computing import absence
from app.network_view.settings import EDGE_SYMBOLS, NEURON_SYMBOLS, ViewSettings, layer_name
from app.snapshot import Snapshot
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.datasets.dataset import Dataset
from engine.network import Network
from engine.reading import EdgeQuantity, NeuronQuantity, Reading

Fact = tuple[str, str]
"""A symbol and its value."""


def title(address: Address, network: Network, dataset: Dataset) -> str:
    """The name of a part of the network."""
    if not isinstance(address, NodeId):
        return str(address)
    if address.layer == 0:
        return f"{address} · {input_name(address.index, dataset)}"
    if address.layer == network.depth:
        return f"{address} · output {output_names(network, dataset)[address.index]}"
    return f"{address} · {layer_name(address.layer, network.depth)}"


def facts(address: Address, reading: Reading) -> Iterator[Fact]:
    """The values of a part of the network that are computed at this moment."""
    if isinstance(address, EdgeId):
        for edge_quantity in EdgeQuantity:
            matrix = reading.edges(edge_quantity, address.layer)
            if matrix is not None:
                value = matrix[address.source, address.target]
                yield EDGE_SYMBOLS[edge_quantity], exact(value)
    elif isinstance(address, BiasId):
        yield "b", exact(reading.fields[f"b{address.layer}"][address.index])
        derived = reading.fields.get(f"b{address.layer}_derived")
        if derived is not None:
            symbol = "Δb" if reading.focus.edges is EdgeQuantity.UPDATE else "∂C/∂b"
            yield symbol, exact(derived[address.index])
    else:
        for quantity in NeuronQuantity:
            values = reading.neurons(quantity, address.layer)
            if values is not None:
                symbol = "x" if address.layer == 0 else NEURON_SYMBOLS[quantity]
                yield symbol, exact(values[address.index])


def shown(address: Address, snapshot: Snapshot, settings: ViewSettings) -> str:
    """The name of a part, and its value in what the view shows, or else what it is known by."""
    reading = snapshot.reading
    if isinstance(address, EdgeId):
        quantity, matrix = settings.edges, reading.edges(settings.edges, address.layer)
        if matrix is None:
            quantity, matrix = EdgeQuantity.WEIGHT, reading.fields[f"W{address.layer}"]
        value = matrix[address.source, address.target]
        return f"{EDGE_SYMBOLS[quantity]} {numbers.signed(float(value))}"
    if isinstance(address, BiasId):
        return (
            f"{address} {numbers.signed(float(reading.fields[f'b{address.layer}'][address.index]))}"
        )
    is_input = address.layer == 0
    shown_of_neuron = NeuronQuantity.ACTIVATION if is_input else settings.neurons
    values = reading.neurons(shown_of_neuron, address.layer)
    name = "x" if is_input else f"{NEURON_SYMBOLS[settings.neurons]}{address.layer}"
    if values is None:
        return f"{name}[{address.index}] {absence(snapshot, shown_of_neuron, address.layer)}"
    return f"{name}[{address.index}] {numbers.signed(float(values[address.index]))}"


def exact(value: float | np.floating) -> str:
    """All digits of a number, with its sign."""
    return ("+" if value > 0 else "") + numbers.exact(value)


def input_name(index: int, dataset: Dataset) -> str:
    """What an input is called: its column, or the place of a pixel."""
    if len(dataset.input_shape) == 2:
        row, column = divmod(index, dataset.input_shape[1])
        return f"pixel in row {row}, column {column}"
    return dataset.input_names[index] if dataset.input_names else f"x[{index}]"


def input_names(dataset: Dataset) -> tuple[str, ...]:
    """The names of inputs that are not a picture."""
    return dataset.input_names or tuple(f"x[{index}]" for index in range(dataset.inputs))


def output_names(network: Network, dataset: Dataset) -> tuple[str, ...]:
    """The names of the outputs: classes, of two classes with one output the second, or ŷ."""
    outputs = network.output.size
    numbered = ("ŷ",) if outputs == 1 else tuple(f"ŷ[{index}]" for index in range(outputs))
    return dataset.output_names(outputs) or numbered


def target(reading: Reading, dataset: Dataset) -> int | None:
    """The output that the label of the example asks for; None of a batch or a regression."""
    wanted = reading.fields.get("y")
    if reading.focus.example is None or wanted is None or not dataset.is_classification:
        return None
    if len(wanted) == 1:
        return 0 if wanted[0] > 0.5 else None
    return int(wanted.argmax())
