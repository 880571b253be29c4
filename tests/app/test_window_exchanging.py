"""What the window shows is exported while it trains, and weights are taken from other programs."""

import csv
import xml.etree.ElementTree as ET
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtGui import QImage
from safetensors.numpy import save_file

from engine.training import Trainer
from engine.weights_file import load_weights, save_weights
from tests.app.dialogs import answering, export
from tests.app.dropping import drop
from tests.app.shell import CTRL, KEY, MOONS, SHIFT, Shell
from tests.engine.cases import bits, steps

FRAMES = 5


def test_every_kind_of_file_is_exported_while_it_runs(shell: Shell, tmp_path: Path) -> None:
    shell.press(KEY.Key_Space)
    shell.wait(lambda: len(shell.history.steps) > 20)
    for title, name in (
        ("PyTorch script…", "torch.py"),
        ("NumPy program…", "plain.py"),
        ("ONNX model…", "network.onnx"),
        ("Weights…", "weights.npz"),
        ("Network as a picture (PNG)…", "network.png"),
        ("Network as a drawing (SVG)…", "network.svg"),
    ):
        titles = export(shell, title, tmp_path / name)
        assert titles == [f"Export: {title.removesuffix('…')}"]
    assert shell.training.is_running
    compile((tmp_path / "torch.py").read_text(), "torch.py", "exec")
    compile((tmp_path / "plain.py").read_text(), "plain.py", "exec")
    assert load_weights(tmp_path / "weights.npz", MOONS.network).remark == ""
    assert QImage(str(tmp_path / "network.png")).width() > shell.window.network.width()
    assert ET.parse(tmp_path / "network.svg").getroot().tag.endswith("svg")


def test_the_numbers_of_the_step_are_written_and_a_run_goes_on_after_its_film(
    shell: Shell, tmp_path: Path
) -> None:
    image = pytest.importorskip("PIL.Image")
    shell.run_some()
    table = tmp_path / "step.csv"
    export(shell, "Numbers of the step as a table (CSV)…", table)
    trainer = shell.training.bench.trainer
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    values = [float(row["value"]) for row in rows if row["name"] == "x"]
    np.testing.assert_array_equal(values, trainer.program.namespace["x"].ravel())
    film = tmp_path / "run.gif"
    shell.press(KEY.Key_Space)
    export(shell, "Run as a GIF…", film, FRAMES)
    with image.open(film) as opened:
        assert opened.n_frames == FRAMES
    shell.wait(lambda: shell.training.is_running)
    shell.press(KEY.Key_Space, SHIFT)
    shell.wait(lambda: not shell.training.is_running)
    assert bits(trainer) == bits(steps(Trainer(MOONS, MOONS.load()), trainer.position.step))


def holds(trainer: Trainer, params: NDArray[np.float32]) -> bool:
    """Whether these are the parameters, to the bit."""
    return np.array_equal(trainer.flat_parameters, params)


def test_weights_of_pytorch_and_numpy_are_taken_and_given_back(
    shell: Shell, tmp_path: Path
) -> None:
    trainer = shell.training.bench.trainer
    numbers = np.random.default_rng(1)
    ours = {
        name: numbers.standard_normal(shape).astype(np.float32)
        for name, shape in MOONS.network.shapes().items()
    }
    flat = np.concatenate([array.ravel() for array in ours.values()])
    theirs, plain = tmp_path / "theirs.safetensors", tmp_path / "ours.npz"
    save_file(
        {
            f"fc{name[1]}.{'weight' if name[0] == 'W' else 'bias'}": np.ascontiguousarray(array.T)
            for name, array in ours.items()
        },
        theirs,
    )
    save_weights(MOONS.network, 2 * flat, plain)
    np.savez(tmp_path / "wrong.npz", W1=np.zeros((2, 5)), b1=np.zeros(5))
    shell.run_some()
    learnt = trainer.flat_parameters.copy()
    with answering(shell, theirs) as titles:
        shell.press(KEY.Key_I, CTRL)
    assert titles == ["Import weights"]
    shell.wait(lambda: "PyTorch's order (out, in): they were turned." in shell.message)
    np.testing.assert_array_equal(trainer.flat_parameters, flat)
    assert drop(shell.window.inspector, plain) or drop(shell.window.plots, plain)
    shell.wait(lambda: "These are the weights of ours.npz." in shell.message)
    np.testing.assert_array_equal(trainer.flat_parameters, 2 * flat)
    assert drop(shell.window.network, tmp_path / "wrong.npz")
    shell.wait(lambda: "wrong.npz does not fit: the network needs W1 2×4" in shell.message)
    np.testing.assert_array_equal(trainer.flat_parameters, 2 * flat)
    for before in (flat, learnt):
        shell.press(KEY.Key_Z, CTRL)
        shell.wait(partial(holds, trainer, before))
    shell.press(KEY.Key_Y, CTRL)
    shell.wait(partial(holds, trainer, flat))
    shell.run_some()  # and goes on from there
