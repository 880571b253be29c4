"""A hundred digits that people wrote on a tablet, drawn again with the mouse, are read."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from app.pad.drawing_face import DrawingFace
from engine.datasets.idx_images import FOLDER_VARIABLE, Mnist
from engine.probe import Probe
from tests.app.pad.strokes import Way, draw, face_of, sheet_of, switch_preparation
from tests.processes import run_python
from tests.setups import adam, relu_softmax

EXTENT = 0.75
"""Of the digits, as a share of the sheet's side."""
STEPS = 2800
"""Of training: three epochs."""
EXPERIMENT = adam(Mnist(), relu_softmax(784, 128, 64, 10), 64)

needs_data = pytest.mark.skipif(
    FOLDER_VARIABLE not in os.environ, reason=f"{FOLDER_VARIABLE} names no folder"
)


def pen_paths() -> list[tuple[Way, int]]:
    """The way of each pen on the sheet, and the digit that was written."""
    path = Path(os.environ[FOLDER_VARIABLE]) / "pen-strokes" / "pendigits-100.csv"
    with path.open(encoding="utf-8") as file:
        rows = [[int(number) for number in row] for row in list(csv.reader(file))[1:]]
    margin = (1 - EXTENT) / 2
    return [
        (
            [
                (margin + EXTENT * x / 100, margin + EXTENT * (1 - y / 100))  # y is upwards
                for x, y in zip(numbers[0:16:2], numbers[1:16:2], strict=True)
            ],
            numbers[16],
        )
        for numbers in rows
    ]


TRAINING = f"""
from app import blas
blas.configure()  # before NumPy is imported: with more threads it may take ten times as long
import sys
from engine.training import Trainer
from tests.app.pad.test_pen_strokes import EXPERIMENT
trainer = Trainer(EXPERIMENT, EXPERIMENT.load())
for _ in range({STEPS}):
    trainer.step()
sys.stdout.write(trainer.flat_parameters.tobytes().hex())
"""


def trained() -> NDArray[np.float32]:
    """The parameters of a network that has learned from all of MNIST."""
    result = run_python(TRAINING)
    assert result.returncode == 0, result.stderr
    return np.frombuffer(bytes.fromhex(result.stdout), np.float32)


def drawn(qtbot: QtBot, face: DrawingFace, way: Way) -> tuple[NDArray[np.float32], ...]:
    """What the network sees of a digit: with the preparation, and without."""
    face.clear()
    draw(sheet_of(face), way, steps=4)
    inputs = []
    for _ in range(2):
        assert face.input is not None
        inputs.append(face.input)
        switch_preparation(qtbot, face)
    return tuple(inputs)


@needs_data
def test_the_preparation_lets_a_network_read_what_people_write(qtbot: QtBot) -> None:
    face = face_of(qtbot)
    paths = pen_paths()
    digits = np.array([digit for _, digit in paths])
    seen = np.array([drawn(qtbot, face, way) for way, _ in paths])
    params = trained()
    probe = Probe(EXPERIMENT.recipe, len(paths))
    scores = []
    for x in (seen[:, 0], seen[:, 1]):
        answers = probe.feed(params, x)["a3"].argmax(axis=1)
        scores.append(float((answers == digits).mean()))
    assert scores[0] >= 0.6
    assert scores[0] >= scores[1] + 0.2, scores
