"""Plots as files."""

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QByteArray, Qt, QTimer
from PyQt6.QtGui import QImage
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import QApplication, QFileDialog, QLineEdit, QProgressDialog
from pytestqt.qtbot import QtBot

from app.history import History
from app.plots.card import FileKind
from app.plots.plots import Plots
from app.plots.saving import Saving
from engine.distributions import distributions
from tests.app.plots.handling import card, choose, turn_wheel
from tests.app.plots.runs import classification, long_history, run


@pytest.fixture
def history(plots: Plots) -> History:
    trainer = classification()
    plots.show_experiment(trainer.experiment, trainer.dataset)
    history = run(trainer, 30)
    plots.show_history(history)
    return history


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user chooses to save everything."""

    def ask_path(saving: Saving, name: str, kind: FileKind) -> Path:
        return tmp_path / name

    monkeypatch.setattr(Saving, "ask_path", ask_path)
    return tmp_path


def test_a_csv_file_has_all_values_at_full_resolution(
    qtbot: QtBot, plots: Plots, history: History, folder: Path
) -> None:
    with qtbot.waitSignal(plots.said) as said:
        choose(qtbot, card(plots, "Loss"), "Export as CSV…")
    assert said.args == [f"Loss was saved as {folder / 'loss.csv'}."]
    rows = [row.split(",") for row in (folder / "loss.csv").read_text().splitlines()]
    assert rows[0] == ["step", "batch", "mean", "test"]
    assert [int(row[0]) for row in rows[1:]] == list(range(30))
    costs = np.array([row[1] for row in rows[1:]], np.float64)
    np.testing.assert_array_equal(costs, history.steps["cost"])
    tests = {int(row[0]): float(row[3]) for row in rows[1:] if row[3]}
    assert tests == dict(zip(history.tests["step"], history.tests["loss"], strict=True))


def test_a_csv_file_of_layers_has_a_column_for_each(
    qtbot: QtBot, plots: Plots, history: History, folder: Path
) -> None:
    choose(qtbot, card(plots, "Gradient norm"), "Export as CSV…")
    rows = [row.split(",") for row in (folder / "gradient-norm.csv").read_text().splitlines()]
    assert rows[0] == ["step", "W1", "W1 mean", "W2", "W2 mean"]
    norms = np.array([row[3] for row in rows[1:]], np.float64)
    np.testing.assert_array_equal(norms, history.measured["gradient_norm2"])


def test_a_csv_file_of_distributions_has_a_row_for_each_bin(
    qtbot: QtBot, plots: Plots, folder: Path
) -> None:
    trainer = classification()
    trainer.step()
    found = distributions(trainer.program.values, trainer.experiment.network)
    plots.show_distributions(found)
    choose(qtbot, card(plots, "Weights"), "Export as CSV…")
    rows = [row.split(",") for row in (folder / "weights.csv").read_text().splitlines()]
    assert rows[0] == ["layer", "from", "to", "count"]
    assert [row[0] for row in rows[1:]] == ["W1"] * 60 + ["W2"] * 60
    first = found.weights[0]
    assert first is not None
    assert [int(row[3]) for row in rows[1:61]] == first.counts.tolist()


def test_a_png_file_is_the_plot_in_twice_its_size(
    qtbot: QtBot, plots: Plots, history: History, folder: Path
) -> None:
    loss = card(plots, "Loss")
    choose(qtbot, loss, "Export as PNG…")
    picture = QImage(str(folder / "loss.png"))
    assert picture.width() == 2 * loss.chart.width()
    assert picture.height() > 2 * loss.chart.height()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in (100, 200)}
    assert len(colours) > 5


def test_an_svg_file_is_the_plot_and_clips_what_is_out_of_sight(
    qtbot: QtBot, plots: Plots, history: History, folder: Path
) -> None:
    turn_wheel(card(plots, "Loss"), 15)
    choose(qtbot, card(plots, "Loss"), "Export as SVG…")
    content = (folder / "loss.svg").read_bytes()
    assert QSvgRenderer(QByteArray(content)).isValid()
    assert b"<title>Loss</title>" in content
    assert b"clip-path" in content


def test_the_ending_is_added_to_a_name_without_one(
    qtbot: QtBot, plots: Plots, history: History, tmp_path: Path
) -> None:
    def type_name() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.setText(str(tmp_path / "curve"))
        qtbot.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(300, type_name)
    with qtbot.waitSignal(plots.said):
        choose(qtbot, card(plots, "Loss"), "Export as SVG…")
    assert [path.name for path in tmp_path.iterdir()] == ["curve.svg"]


def test_nothing_happens_if_no_place_is_chosen(
    qtbot: QtBot, plots: Plots, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Saving, "ask_path", lambda *_: None)
    with qtbot.assertNotEmitted(plots.said):
        choose(qtbot, card(plots, "Loss"), "Export as PNG…")


def test_a_place_that_cannot_be_written_is_named(
    qtbot: QtBot, plots: Plots, history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "missing" / "loss.csv"
    monkeypatch.setattr(Saving, "ask_path", lambda *_: path)
    with qtbot.waitSignal(plots.said) as said:
        choose(qtbot, card(plots, "Loss"), "Export as CSV…")
    assert said.args == [
        f"{path} cannot be written: No such file or directory. Choose another place."
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_leaves_the_file_that_was_there(
    qtbot: QtBot, plots: Plots, history: History, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "loss.csv").write_text("before")
    opened = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda path, *rest, **more: opened(
            Path("/dev/full") if path.suffix == ".part" else path, *rest, **more
        ),
    )
    with qtbot.waitSignal(plots.said) as said:
        choose(qtbot, card(plots, "Loss"), "Export as CSV…")
    assert "No space left on device" in str(said.args)
    monkeypatch.undo()
    assert (folder / "loss.csv").read_text() == "before"
    assert [path.name for path in folder.iterdir()] == ["loss.csv"]


def test_a_long_table_can_be_cancelled(
    qtbot: QtBot, plots: Plots, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plots.show_history(long_history(40_000))
    monkeypatch.setattr(
        QProgressDialog, "setValue", lambda dialog, value: value == 2 and dialog.cancel()
    )
    with qtbot.waitSignal(plots.said) as said:
        choose(qtbot, card(plots, "Loss"), "Export as CSV…")
    assert said.args == ["Nothing was saved: loss.csv was cancelled."]
    assert not list(folder.iterdir())
