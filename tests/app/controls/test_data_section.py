"""Data sets are chosen, set up, found or downloaded; the old one stays in use meanwhile."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QFileDialog, QProgressBar
from pytestqt.qtbot import QtBot

from app.controls.download_row import PATIENCE_MS
from engine.datasets.csv_file import CsvFile
from engine.datasets.embedded import Iris, MnistSample
from engine.datasets.idx_images import FOLDER_VARIABLE, FashionMnist, IdxImages, Mnist
from engine.datasets.sources import SOURCES
from engine.datasets.synthetic import Blobs, Circles, Line, Spirals
from tests.app.controls.desk import Desk, tables
from tests.engine.cases import experiment, labelled


@pytest.fixture(autouse=True)
def no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer without downloaded data; the folder where they would be found."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "none")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """Iris is said to be in use."""
    return Desk(qtbot, experiment(), labelled())


def choose(desk: Desk, kind: Any) -> None:
    desk.choose(desk.box("Data set"), kind.title)


@pytest.mark.parametrize("name", SOURCES)
def test_every_data_set_can_be_chosen(desk: Desk, name: str) -> None:
    kind = SOURCES[name]
    desk.panel.show_experiment(experiment(source=Line()), labelled())
    choose(desk, kind)
    if kind is Line or issubclass(kind, IdxImages | CsvFile):
        assert desk.said == 0
    else:
        assert desk.chosen == [kind()]
        assert desk.said == 1


@pytest.mark.parametrize(
    ("name", "typed", "changes"),
    [
        ("Examples", "500", {"examples": 500}),
        ("Noise σ", "0.1", {"noise": 0.1}),
        ("Share for testing", "0.3", {"test_share": 0.3}),
        ("Classes", "5", {"classes": 5}),
    ],
)
def test_the_settings_of_a_synthetic_set(
    desk: Desk, name: str, typed: str, changes: dict[str, Any]
) -> None:
    desk.panel.show_experiment(experiment(source=Spirals()), labelled())
    desk.type(desk.line(name), typed)
    assert desk.chosen == [replace(Spirals(), **changes)]
    assert desk.said == 1


def test_the_settings_of_a_line(desk: Desk) -> None:
    desk.panel.show_experiment(experiment(source=Line()), labelled())
    desk.type(desk.line("Slope w"), "-1")
    desk.type(desk.line("Intercept b"), "0")
    assert desk.chosen == [Line(weight=-1), Line(weight=-1, bias=0)]


def test_settings_that_cannot_be_are_refused(desk: Desk) -> None:
    desk.panel.show_experiment(experiment(source=Blobs()), labelled())
    desk.type(desk.line("Examples"), "5")
    assert desk.reads("⚠ A synthetic data set has from 10 to 10,000,000 examples, not 5.")
    desk.type(desk.line("Classes"), "1")
    assert desk.reads("⚠ There can be from 2 to 1,000 classes")
    assert desk.said == 0


def test_facts_are_of_the_data_set_in_use(desk: Desk) -> None:
    choose(desk, Circles)
    assert desk.reads("60 to learn from · 60 to test with")


def test_other_edits_are_of_the_data_set_in_use(desk: Desk) -> None:
    choose(desk, Circles)
    desk.panel.show_loading(Circles.title)
    desk.type(desk.line("Seed"), "3")
    assert desk.edited == [experiment(seed=3)]
    desk.panel.show_experiment(experiment(seed=3), labelled())
    assert desk.box("Data set").currentText() == Circles.title
    desk.bot.waitUntil(lambda: desk.reads("Loading Circles…"))


def test_when_the_data_are_ready_nothing_is_left_to_say(desk: Desk) -> None:
    choose(desk, Circles)
    desk.panel.show_loading(Circles.title)
    desk.bot.waitUntil(lambda: desk.reads("Loading Circles…"))
    desk.panel.show_experiment(experiment(source=Circles()), labelled())
    assert not desk.reads("Loading")


def test_where_nothing_is_loaded_any_more_the_data_set_in_use_is_shown(desk: Desk) -> None:
    choose(desk, Circles)
    desk.panel.show_loading(Circles.title)
    desk.panel.show_data_ready()
    assert desk.box("Data set").currentText() == Iris.title
    assert desk.said == 1


def test_a_data_set_that_cannot_be_used(desk: Desk) -> None:
    choose(desk, Circles)
    desk.panel.show_data_problem("There are no circles.")
    assert desk.reads("⚠ There are no circles. “Iris” stays in use.")
    assert desk.box("Data set").currentText() == Circles.title
    desk.press("Try again")
    assert desk.chosen == [Circles(), Circles()]


def test_back_to_the_data_set_in_use(desk: Desk) -> None:
    choose(desk, Circles)
    desk.panel.show_loading(Circles.title)
    choose(desk, Iris)
    assert desk.chosen == [Circles()]
    assert len(desk.cancelled) == 1
    assert not desk.reads("Loading")


def test_back_to_the_data_set_in_use_with_the_settings_that_it_has(desk: Desk) -> None:
    desk.panel.show_experiment(experiment(source=Spirals(noise=0.2)), labelled())
    choose(desk, Mnist)
    choose(desk, Spirals)
    assert desk.line("Noise σ").text() == "0.2"
    assert desk.said == 0


def test_mnist_is_offered_where_it_is_missing(desk: Desk) -> None:
    choose(desk, Mnist)
    assert desk.reads("MNIST is not on this computer. “Iris” stays in use.")
    assert desk.said == 0
    desk.press("Download 11.6 MB")
    assert desk.requested == [Mnist()]
    assert desk.reads("Downloading MNIST…")


def test_fashion_mnist_is_larger(desk: Desk) -> None:
    choose(desk, FashionMnist)
    desk.press("Download 30.9 MB")
    assert desk.requested == [FashionMnist()]


def test_mnist_is_chosen_at_once_where_it_is_found(desk: Desk, no_data: Path) -> None:
    no_data.mkdir()
    for file in Mnist.files:
        (no_data / file.name).touch()
    choose(desk, Mnist)
    assert desk.chosen == [Mnist()]
    assert not desk.reads("not on this computer")


def test_a_folder_where_mnist_is(desk: Desk, tmp_path: Path) -> None:
    for file in Mnist.files:
        (tmp_path / file.name).touch()
    choose(desk, Mnist)
    desk.type(desk.line("Folder"), str(tmp_path))
    assert desk.chosen == [Mnist(str(tmp_path))]


def test_a_download_shows_how_far_it_is_and_can_be_cancelled(desk: Desk) -> None:
    choose(desk, Mnist)
    desk.panel.download_cancelled.connect(desk.panel.show_data_ready)
    desk.press("Download the data set")
    desk.panel.show_download(3_400_000, 11_594_722)
    bar = desk.panel.findChild(QProgressBar)
    assert bar is not None
    assert bar.text() == "3.4 of 11.6 MB"
    desk.press("Cancel")
    assert len(desk.cancelled) == 1
    assert desk.reads("The download was cancelled. MNIST is not on this computer.")
    desk.press("Download 11.6 MB")
    assert desk.requested == [Mnist(), Mnist()]


def test_loading_what_is_downloaded_says_no_more_than_the_download(desk: Desk) -> None:
    choose(desk, Mnist)
    desk.press("Download 11.6 MB")
    desk.panel.show_loading(Mnist.title)
    later = QTimer()
    later.setSingleShot(True)
    with desk.bot.waitSignal(later.timeout):
        later.start(PATIENCE_MS + 50)
    assert desk.reads("Downloading MNIST…")
    assert desk.button("Cancel").isVisible()


def test_a_download_that_fails_can_be_tried_again(desk: Desk) -> None:
    choose(desk, Mnist)
    desk.press("Download 11.6 MB")
    desk.panel.show_data_problem("The server did not answer.")
    assert desk.reads("⚠ The server did not answer. “Iris” stays in use.")
    desk.press("Download 11.6 MB")
    assert desk.requested == [Mnist(), Mnist()]


def test_another_data_set_ends_the_download(desk: Desk) -> None:
    choose(desk, Mnist)
    desk.press("Download 11.6 MB")
    choose(desk, FashionMnist)
    assert len(desk.cancelled) == 1
    desk.press("Download 30.9 MB")
    choose(desk, MnistSample)
    assert desk.chosen == [MnistSample()]


def test_a_table_waits_for_its_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tables(tmp_path))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    choose(desk, CsvFile)
    assert desk.reads("Choose a file. “Iris” stays in use.")
    assert desk.said == 0
    desk.press("Choose a file")
    assert desk.chosen == [CsvFile(path)]
    assert desk.line("File").text() == path


def test_a_dialog_that_is_closed_chooses_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    choose(desk, CsvFile)
    desk.press("Choose a file")
    assert desk.said == 0


def test_the_settings_of_a_table(desk: Desk) -> None:
    desk.panel.show_experiment(experiment(source=CsvFile("a.csv")), labelled())
    desk.type(desk.line("Target column"), "kind")
    desk.type(desk.line("Ignored columns"), "name, 3")
    desk.choose(desk.box("Names in row 1"), "no")
    desk.choose(desk.box("Task"), "regression")
    desk.choose(desk.box("Standardise"), "no")
    assert desk.chosen[-1] == CsvFile(
        "a.csv", "kind", False, "regression", ("name", "3"), standardise=False
    )
    desk.type(desk.line("Target column"), "")
    desk.choose(desk.box("Task"), "automatic")
    desk.choose(desk.box("Names in row 1"), "automatic")
    assert desk.chosen[-1] == CsvFile("a.csv", ignore=("name", "3"), standardise=False)
