"""The memory shared by the window and its training process."""

import sys
from collections.abc import Iterator
from multiprocessing.shared_memory import SharedMemory
from threading import Thread
from typing import Any

import numpy as np
import pytest

from app.session.channel import RING_ROWS, Channel, Moment
from app.session.rows import row_length
from engine.activations import Softmax
from engine.batches import Position
from engine.layers import Dense
from engine.network import Network
from engine.reading import EdgeQuantity, Focus
from tests.app.session.trainings import channel_for
from tests.engine.cases import experiment, steps, trainer

NETWORK = Network(20, (Dense(60), Dense(10, Softmax())))
WHOLE = Focus(None, EdgeQuantity.WEIGHT)


@pytest.fixture
def ends() -> Iterator[tuple[Channel, Channel]]:
    """The window's end, and that of the process."""
    yield from both_ends(NETWORK)


def end(network: Network, name: str | None = None) -> Channel:
    return channel_for(experiment(network=network), name)


def both_ends(network: Network) -> Iterator[tuple[Channel, Channel]]:
    window = end(network)
    process = end(network, window.name)
    yield window, process
    process.close()
    window.close()


def filled(number: float, network: Network = NETWORK) -> dict[str, Any]:
    """What a program would hold if all its numbers were the same."""
    inputs, *_, outputs = network.sizes
    shapes = network.shapes() | {"x": (4, inputs), "y": (4, outputs), "C": ()}
    for layer, settings in network.numbered():
        shapes |= {f"{name}{layer}": (4, settings.size) for name in ("z", "a", "dz")}
    values = {name: np.full(shape, number, "float32") for name, shape in shapes.items()}
    return values | {f"dz{layer}": values[f"dz{layer}"] / 4 for layer in (1, 2)}  # these are summed


def moment(step: int = 0, focus: Focus = WHOLE) -> Moment:
    return Moment(3, Position(step, 1, 2), 7, 4, focus)


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("example", [None, 2])
@pytest.mark.parametrize("quantity", EdgeQuantity)
def test_what_is_published_arrives(
    precision: Any, example: int | None, quantity: EdgeQuantity
) -> None:
    layers = (Dense(8), Dense(3, Softmax()))
    driven = steps(trainer(network=Network(4, layers, precision)), 2)
    network, values = driven.experiment.network, driven.program.values
    channel = end(network)
    sent = Moment(5, driven.shown, 9, 16, Focus(example, quantity))
    channel.publish(sent, values)
    received, reading = channel.newest()
    assert received == sent
    assert reading.focus == sent.focus
    np.testing.assert_array_equal(reading.fields["W2"], values["W2"])
    if example is not None:
        np.testing.assert_array_equal(reading.fields["a1"], values["a1"][example])
    channel.close()


def test_only_the_newest_is_seen_and_stays_as_it_was(ends: tuple[Channel, Channel]) -> None:
    window, process = ends
    assert window.published == 0
    for step in range(5):
        process.publish(moment(step), filled(step))
    assert window.published == 5
    seen, reading = window.newest()
    for step in range(5, 9):
        process.publish(moment(step), filled(step))
    assert seen.position.step == 4
    assert (reading.fields["W1"] == 4).all()


@pytest.fixture
def switching() -> Iterator[None]:
    """Threads that take turns as often as can be."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("switching")
def test_a_reading_is_never_torn() -> None:
    """All its numbers are the same, while another thread publishes as fast as it can."""
    network = Network(200, (Dense(300), Dense(10, Softmax())))
    readings = [filled(step, network) for step in range(20)]
    seen, torn = set[int](), list[int]()
    for window, process in both_ends(network):
        process.publish(moment(0), readings[0])

        def hammer(process: Channel = process) -> None:
            for _ in range(150):
                for step, values in enumerate(readings):
                    process.publish(moment(step), values)

        writer = Thread(target=hammer)
        writer.start()
        while writer.is_alive():
            at, reading = window.newest()
            step = at.position.step
            seen.add(step)
            torn += [step for array in reading.fields.values() if (array != step).any()]
        writer.join()
    assert len(seen) > 5
    assert torn == []


def test_rows_arrive_once_and_in_order(ends: tuple[Channel, Channel]) -> None:
    window, process = ends
    columns = row_length(2)
    assert window.take_rows().shape == (0, columns)
    process.add_row([1.0] * columns)
    process.add_row([2.0] * columns)
    assert window.take_rows()[:, 0].tolist() == [1, 2]
    assert len(window.take_rows()) == 0


def test_the_ring_goes_round_and_can_be_full(ends: tuple[Channel, Channel]) -> None:
    window, process = ends
    written, taken = 0, list[float]()
    for _ in range(3):
        while process.has_room:
            process.add_row([written] * row_length(2))
            written += 1
        rows = window.take_rows()
        assert len(rows) == RING_ROWS
        taken += rows[:, 0].tolist()
        for _ in range(100):
            process.add_row([written] * row_length(2))
            written += 1
        taken += window.take_rows()[:, 0].tolist()
    assert taken == list(range(written))


def test_closing_frees_the_memory() -> None:
    window = end(NETWORK)
    process = end(NETWORK, window.name)
    name = window.name
    process.close()
    SharedMemory(name).close()
    window.close()
    with pytest.raises(FileNotFoundError):
        SharedMemory(name)


def test_rows_and_readings_that_were_taken_outlive_the_channel() -> None:
    window = end(NETWORK)
    window.publish(moment(), filled(1))
    window.add_row([5.0] * row_length(2))
    _, reading = window.newest()
    rows = window.take_rows()
    window.close()
    assert (reading.fields["W1"] == 1).all()
    assert (rows == 5).all()
