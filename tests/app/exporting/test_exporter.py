"""Exporting: places are asked for, files are written meanwhile, and how it went is said."""

import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from threading import Event, current_thread, main_thread

import numpy as np
import pytest
from PyQt6.QtCore import QByteArray, Qt, QTimer
from PyQt6.QtGui import QImage
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import (
    QApplication,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QProgressDialog,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.exporting import job as jobs
from app.exporting.exporter import Exporter
from app.exporting.job import Content, Job, Record
from app.exporting.kinds import (
    GIF,
    GROUPS,
    ONNX,
    PNG,
    PYTORCH,
    SVG,
    TRACE_CSV,
    TRACE_JSON,
    WEIGHTS,
    Kind,
)
from app.exporting.painted import Drawing, Picture
from app.network_view.portrait_painter import PortraitPainter
from engine.errors import InputError
from engine.progress import Progress
from engine.trace import take_trace
from engine.weights_file import load_weights
from tests.app.exporting.runs import portrait, run


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def exporter(window: QWidget) -> Exporter:
    return Exporter(window)


def export(qtbot: QtBot, exporter: Exporter, kind: Kind, job: Job, path: Path) -> None:
    """Write a file and wait until it is said to be there."""
    with qtbot.waitSignal(exporter.said) as said:
        exporter.write(kind, job, path)
    assert said.args == [f"{kind.what} was saved as {path}. {job.remark}".rstrip()]
    assert not exporter.is_busy


def test_every_kind_has_words_and_a_name_of_its_own() -> None:
    kinds = [kind for group in GROUPS for kind in group]
    assert len({kind.name for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert kind.text.endswith("…")
        assert kind.tip.endswith(".")


def test_the_place_is_asked_for_and_the_ending_is_added(
    qtbot: QtBot, exporter: Exporter, tmp_path: Path
) -> None:
    def type_name() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        assert dialog.windowTitle() == "Export: Weights"
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.setText(str(tmp_path / "mine"))
        qtbot.keyClick(field, Qt.Key.Key_Return)

    trainer = run(3).trainer
    network = trainer.experiment.network
    QTimer.singleShot(100, type_name)
    with qtbot.waitSignal(exporter.said) as said:
        exporter.export(WEIGHTS, jobs.weights(network, trainer.flat_parameters))
    path = tmp_path / "mine.npz"
    assert said.args == [f"The file of weights was saved as {path}."]
    np.testing.assert_array_equal(load_weights(path, network).params, trainer.flat_parameters)


def test_the_number_of_frames_is_asked_for(qtbot: QtBot, exporter: Exporter) -> None:
    def type_number(keys: Qt.Key) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        assert dialog.windowTitle() == "Export: Run as a GIF"
        assert dialog.intValue() == 60
        field = dialog.findChild(QSpinBox)
        assert field is not None
        field.selectAll()
        qtbot.keyClicks(field, "25")
        qtbot.keyClick(dialog, keys)

    QTimer.singleShot(50, lambda: type_number(Qt.Key.Key_Return))
    assert exporter.ask_frames(GIF) == 25
    QTimer.singleShot(50, lambda: type_number(Qt.Key.Key_Escape))
    assert exporter.ask_frames(GIF) is None


def test_nothing_happens_if_no_place_is_chosen(
    qtbot: QtBot, exporter: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Exporter, "ask_path", lambda *_: None)
    with qtbot.assertNotEmitted(exporter.said):
        exporter.export(WEIGHTS, Content(lambda: b""))
    assert not exporter.is_busy


def test_a_package_that_is_missing_is_named_before_a_place_is_asked_for(
    qtbot: QtBot, exporter: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    with qtbot.waitSignal(exporter.failed) as failed:
        exporter.export(ONNX, Content(lambda: b""))
    assert failed.args == ["An ONNX file needs a package that is not installed: pip install onnx."]


def test_weights_are_those_of_the_moment_of_the_export(
    qtbot: QtBot, exporter: Exporter, tmp_path: Path
) -> None:
    trainer = run(3).trainer
    before = trainer.flat_parameters.copy()
    network = trainer.experiment.network
    job = jobs.weights(network, trainer.flat_parameters)
    trainer.step()
    export(qtbot, exporter, WEIGHTS, job, tmp_path / "weights.npz")
    np.testing.assert_array_equal(load_weights(tmp_path / "weights.npz", network).params, before)


@pytest.mark.parametrize("make", [jobs.pytorch, jobs.numpy])
def test_programs_can_be_compiled(
    qtbot: QtBot, exporter: Exporter, tmp_path: Path, make: Callable[..., Job]
) -> None:
    trainer = run(1).trainer
    job = make(trainer.experiment.network, trainer.flat_parameters)
    export(qtbot, exporter, PYTORCH, job, tmp_path / "network.py")
    compile((tmp_path / "network.py").read_text(encoding="utf-8"), "network.py", "exec")


def test_traces_have_the_step(qtbot: QtBot, exporter: Exporter, tmp_path: Path) -> None:
    trace = take_trace(run(1).trainer)
    export(qtbot, exporter, TRACE_CSV, jobs.trace_csv(trace), tmp_path / "step.csv")
    export(qtbot, exporter, TRACE_JSON, jobs.trace_json(trace), tmp_path / "step.json")
    assert (tmp_path / "step.csv").read_text().startswith("operation,pass,name,index,value\n")
    assert json.loads((tmp_path / "step.json").read_text())["operations_done"] == trace.cursor


def test_pictures_of_the_network(qtbot: QtBot, exporter: Exporter, tmp_path: Path) -> None:
    known = portrait(run(2).trainer)
    export(qtbot, exporter, PNG, Picture(PortraitPainter(known)), tmp_path / "network.png")
    export(qtbot, exporter, SVG, Drawing(PortraitPainter(known)), tmp_path / "network.svg")
    assert Drawing(PortraitPainter(known)).remark == "Every edge is a line."
    assert QImage(str(tmp_path / "network.png")).width() == 2 * known.size.width()
    assert QSvgRenderer(QByteArray((tmp_path / "network.svg").read_bytes())).isValid()


def test_only_the_painting_is_done_in_the_thread_of_the_window(
    qtbot: QtBot, exporter: Exporter, tmp_path: Path
) -> None:
    done: list[tuple[str, bool]] = []

    class Noting(Job):
        def prepare(self, progress: Progress) -> bool:
            done.append(("prepare", current_thread() is main_thread()))
            return True

        def paint(self) -> None:
            done.append(("paint", current_thread() is main_thread()))

        def write(self, path: Path, progress: Progress) -> bool:
            done.append(("write", current_thread() is main_thread()))
            path.write_text("done")
            return True

    export(qtbot, exporter, PNG, Noting(), tmp_path / "file")
    assert done == [("prepare", False), ("paint", True), ("write", False)]


def until_cancelled(path: Path, progress: Progress) -> bool:
    """Write on and on."""
    path.write_text("half of it")
    while progress(1, 2):
        Event().wait(0.001)
    return False


def dialog_of(window: QWidget) -> QProgressDialog:
    dialog = window.findChild(QProgressDialog)
    assert dialog is not None
    return dialog


def test_what_takes_long_shows_how_far_it_is_and_can_be_cancelled(
    qtbot: QtBot, window: QWidget, exporter: Exporter, tmp_path: Path
) -> None:
    path = tmp_path / "step.csv"
    path.write_text("before")
    exporter.write(TRACE_CSV, Record(until_cancelled), path)
    dialog = dialog_of(window)
    assert not dialog.isVisible()
    qtbot.waitUntil(dialog.isVisible)
    qtbot.waitUntil(lambda: dialog.value() * 2 == dialog.maximum())
    assert not dialog.isModal()
    assert dialog.labelText() == "Writing step.csv …"
    button = dialog.findChild(QPushButton)
    assert button is not None
    with qtbot.waitSignal(exporter.said) as said:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said.args == ["Nothing was saved: step.csv was cancelled."]
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_closing_gives_up_what_is_being_written_and_leaves_nothing_behind(
    exporter: Exporter, tmp_path: Path
) -> None:
    exporter.write(TRACE_CSV, Record(until_cancelled), tmp_path / "step.csv")
    assert exporter.is_busy
    exporter.close()
    assert not list(tmp_path.iterdir())


def failure(qtbot: QtBot, exporter: Exporter, job: Job, path: Path) -> str:
    with qtbot.waitSignal(exporter.failed) as failed:
        exporter.write(WEIGHTS, job, path)
    assert not exporter.is_busy
    text = failed.args[0]
    assert isinstance(text, str)
    return text


def test_a_place_that_cannot_be_written_is_named(
    qtbot: QtBot, exporter: Exporter, tmp_path: Path
) -> None:
    path = tmp_path / "missing" / "weights.npz"
    assert failure(qtbot, exporter, Content(lambda: b"new"), path) == (
        f"{path} cannot be written: No such file or directory. Choose another place."
    )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nobody is refused")
def test_a_folder_that_is_read_only_is_named(
    qtbot: QtBot, exporter: Exporter, tmp_path: Path
) -> None:
    tmp_path.chmod(0o500)
    text = failure(qtbot, exporter, Content(lambda: b"new"), tmp_path / "weights.npz")
    assert "Permission denied" in text


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_leaves_the_file_that_was_there(
    qtbot: QtBot, exporter: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "step.csv"
    path.write_text("before")
    opened = Path.open

    def full(path: Path, *rest: object, **more: object) -> object:
        return opened(Path("/dev/full") if path.suffix == ".part" else path, *rest, **more)  # type: ignore[call-overload] # whatever is meant

    monkeypatch.setattr(Path, "open", full)
    text = failure(qtbot, exporter, jobs.trace_csv(take_trace(run(1).trainer)), path)
    monkeypatch.undo()
    assert "No space left on device" in text
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_what_the_engine_refuses_is_said(qtbot: QtBot, exporter: Exporter, tmp_path: Path) -> None:
    def refuse() -> bytes:
        raise InputError("The network is too large.")

    path = tmp_path / "network.onnx"
    assert failure(qtbot, exporter, Content(refuse), path) == "The network is too large."
    assert not list(tmp_path.iterdir())


def test_a_mistake_is_said_and_ends_the_writing(
    qtbot: QtBot, exporter: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_terminal: list[object] = []
    monkeypatch.setattr(threading, "excepthook", in_terminal.append)

    def fail() -> bytes:
        raise AssertionError("a mistake")

    text = failure(qtbot, exporter, Content(fail), tmp_path / "network.onnx")
    assert text == "network.onnx was not written: Nablascope has made a mistake."
    qtbot.waitUntil(lambda: len(in_terminal) == 1)
    assert not list(tmp_path.iterdir())


def test_what_is_given_up_between_its_parts_is_painted_no_more(
    qtbot: QtBot, exporter: Exporter, tmp_path: Path
) -> None:
    painted: list[bool] = []

    class Late(Content):
        def prepare(self, progress: Progress) -> bool:
            return True

        def paint(self) -> None:
            painted.append(True)

    with qtbot.waitSignal(exporter.said) as said:
        exporter.write(WEIGHTS, Late(lambda: b"new"), tmp_path / "weights.npz")
        exporter.close()  # waits until it is prepared, and then the window goes
    assert said.args == ["Nothing was saved: weights.npz was cancelled."]
    assert not painted
    assert not list(tmp_path.iterdir())


def test_several_files_can_be_written_at_once(
    qtbot: QtBot, exporter: Exporter, tmp_path: Path
) -> None:
    waits = Event()

    def slow(path: Path, progress: Progress) -> bool:
        path.write_text("slow")
        return waits.wait(5)

    exporter.write(TRACE_CSV, Record(slow), tmp_path / "slow")
    export_one = Content(lambda: b"quick")
    with qtbot.waitSignal(exporter.said):
        exporter.write(WEIGHTS, export_one, tmp_path / "quick")
    assert exporter.is_busy
    with qtbot.waitSignal(exporter.said):
        waits.set()
    assert {path.name for path in tmp_path.iterdir()} == {"slow", "quick"}
