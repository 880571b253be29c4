"""MNIST's own preparation: what it makes of a drawing, and that it gives MNIST back."""

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from engine.datasets.dataset import Dataset
from engine.datasets.embedded import MnistSample
from engine.datasets.idx_images import FOLDER_VARIABLE, Mnist
from engine.errors import InputError
from engine.preprocessing import Box, Preparation, as_input, prepare, unprepared
from engine.probe import Probe
from engine.training import Trainer
from tests.setups import adam, relu_softmax

Bytes = NDArray[np.uint8]
Ink = NDArray[np.float32]

needs_data = pytest.mark.skipif(
    FOLDER_VARIABLE not in os.environ, reason=f"{FOLDER_VARIABLE} names no folder"
)


@pytest.fixture(scope="module")
def sample() -> Dataset:
    return MnistSample().load(0)


def painted(pixels: Bytes, times: int = 10) -> Ink:
    """A picture as ink on a pad: each pixel is a square of so many."""
    ink = pixels.reshape(28, 28).astype(np.float32) / np.float32(255)
    return ink.repeat(times, axis=0).repeat(times, axis=1)


def prepared(ink: Ink) -> Preparation:
    preparation = prepare(ink)
    assert preparation is not None
    return preparation


def rectangle(top: int, left: int, height: int, width: int, side: int = 280) -> Ink:
    ink = np.zeros((side, side), np.float32)
    ink[top : top + height, left : left + width] = 1
    return ink


def drawings() -> st.SearchStrategy[Ink]:
    """Ink anywhere on small pads of any shape."""
    shades = st.sampled_from([0.0, 0.0, 0.0, 0.5, 1.0])
    shapes = hnp.array_shapes(min_dims=2, max_dims=2, max_side=40)
    return hnp.arrays(np.float32, shapes, elements=shades).filter(lambda ink: bool(ink.any()))


def centre_of_mass(pixels: NDArray[np.float64]) -> NDArray[np.float64]:
    index = np.indices(pixels.shape).reshape(2, -1)
    centre: NDArray[np.float64] = (index * pixels.ravel()).sum(axis=1) / pixels.sum()
    return centre


def same_bytes(x: Bytes, times: int) -> float:
    """The share of pictures that come back to the byte when they are painted as ink."""
    back = [np.array_equal(prepared(painted(row, times)).pixels.ravel(), row) for row in x]
    return float(np.mean(back))


def test_the_stages_of_a_drawing() -> None:
    stages = prepared(rectangle(top=40, left=100, height=200, width=50))
    assert stages.box == Box(40, 100, 200, 50)
    np.testing.assert_array_equal(stages.scaled, np.ones((20, 5)))
    assert stages.mass == (9.5, 2.0)
    assert stages.corner == (4, 12)  # 4.5 and 12: half a pixel goes to the even side
    expected = np.zeros((28, 28), np.uint8)
    expected[4:24, 12:17] = 255
    np.testing.assert_array_equal(stages.pixels, expected)


def test_the_shorter_side_may_cover_pixels_in_part() -> None:
    stages = prepared(rectangle(top=40, left=100, height=200, width=34))
    np.testing.assert_allclose(stages.scaled, np.tile([0.7, 1, 1, 0.7], (20, 1)), rtol=1e-6)


def test_a_pad_without_ink_has_no_preparation() -> None:
    assert prepare(np.zeros((280, 280), np.float32)) is None
    assert not unprepared(np.zeros((280, 280), np.float32)).any()


def test_ink_too_faint_to_be_seen_has_no_preparation() -> None:
    ink = np.zeros((280, 280), np.float32)
    ink[0, 0] = ink[-1, -1] = np.nextafter(np.float32(0), np.float32(1))
    assert prepare(ink) is None


def test_a_single_point_becomes_a_block() -> None:
    stages = prepared(rectangle(279, 0, 1, 1))
    assert stages.box == Box(279, 0, 1, 1)
    assert (stages.pixels == 255).sum() == 400


@given(drawings())
@settings(max_examples=150, deadline=None)
def test_ink_is_neither_lost_nor_made_and_comes_to_the_middle(ink: Ink) -> None:
    stages = prepared(ink)
    box = stages.box
    drawn = stages.ink[box.top : box.top + box.height, box.left : box.left + box.width]
    assert drawn.sum() == ink.sum()
    assert all(drawn[edge].any() for edge in (0, -1, (..., 0), (..., -1)))
    assert max(stages.scaled.shape) == 20
    scale = 20 / max(box.height, box.width)
    assert stages.scaled.sum() == pytest.approx(ink.sum() * scale**2, rel=1e-4)
    (top, left), (height, width) = stages.corner, stages.scaled.shape
    shown = stages.pixels[top : top + height, left : left + width]
    assert shown.sum() == stages.pixels.sum()
    np.testing.assert_allclose(shown / 255, stages.scaled, atol=0.502 / 255)
    for corner, side, centre in zip(stages.corner, shown.shape, stages.mass, strict=True):
        is_nearest = abs(corner + centre - 14) <= 0.5 + 1e-6
        assert is_nearest or corner in (0, 28 - side)
    np.testing.assert_allclose(
        stages.mass, centre_of_mass(stages.scaled.astype(np.float64)), atol=1e-5
    )


@given(drawings(), st.integers(0, 30), st.integers(0, 30))
@settings(max_examples=80, deadline=None)
def test_where_and_how_large_one_draws_does_not_matter(ink: Ink, down: int, right: int) -> None:
    elsewhere = np.pad(ink, ((down, 3), (right, 5)))
    np.testing.assert_array_equal(prepared(elsewhere).pixels, prepared(ink).pixels)
    larger = prepared(ink.repeat(3, axis=0).repeat(3, axis=1))
    np.testing.assert_allclose(larger.scaled, prepared(ink).scaled, atol=1e-5)


def test_without_preparation_the_ink_stays_where_it_lies(sample: Dataset) -> None:
    for row in sample.test.x[::100]:
        np.testing.assert_array_equal(unprepared(painted(row)).ravel(), row)
    pixels = unprepared(rectangle(top=0, left=260, height=15, width=20))
    expected = np.zeros((28, 28), np.uint8)
    expected[0, 26:] = 255
    expected[1, 26:] = 128
    np.testing.assert_array_equal(pixels, expected)


def test_the_network_sees_it_as_it_sees_the_data(sample: Dataset) -> None:
    fetched = np.empty((1, 784), np.float32)
    sample.test.fetch(np.array([3]), out=fetched)
    np.testing.assert_array_equal(as_input(sample.test.x[3].reshape(28, 28)), fetched[0])


def test_ink_that_is_none_is_refused() -> None:
    for wrong in (-0.1, 1.5, np.nan):
        ink = rectangle(10, 10, 5, 5)
        ink[12, 12] = wrong
        for preparing in (prepare, unprepared):
            with pytest.raises(InputError, match="ink of a drawing goes from 0 to 1, not from"):
                preparing(ink)
    with pytest.raises(InputError, match=r"has the shape \(height, width\), not \(784,\)"):
        prepare(np.zeros(784, np.float32))
    with pytest.raises(InputError, match=r"not \(0, 5\)"):
        unprepared(np.zeros((0, 5), np.float32))


@pytest.mark.parametrize("times", [1, 7, 10])
def test_mnist_comes_back_to_the_byte(sample: Dataset, times: int) -> None:
    """All but one of the 5,000, which had been cut off at the edge."""
    assert same_bytes(sample.test.x, times) == 1.0
    assert same_bytes(sample.train.x[2800:3000], times) == 0.995


@needs_data
def test_full_mnist_comes_back_to_the_byte() -> None:
    """Of the 10,000 test images those three do not that had been cut off at the edge."""
    assert same_bytes(Mnist().load(0).test.x, 10) == 0.9997


def test_drawn_digits_are_answered_as_their_originals(sample: Dataset) -> None:
    trainer = Trainer(adam(MnistSample(), relu_softmax(784, 64, 10), 32), sample)
    for _ in range(250):
        trainer.step()
    assert (trainer.evaluate(sample.test).accuracy or 0) > 0.85
    originals = np.empty((1000, 784), np.float32)
    sample.test.fetch(np.arange(1000), out=originals)
    drawn = np.stack([as_input(prepared(painted(row)).pixels) for row in sample.test.x])
    probe = Probe(trainer.experiment.recipe, 1000)
    params = trainer.checkpoint().state.params
    answers = [probe.feed(params, x)["a2"].argmax(axis=1) for x in (originals, drawn)]
    assert np.mean(answers[0] == answers[1]) >= 0.995
