from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from pytestqt.qtbot import QtBot

from app.session.collection import Collection
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.embedded import Iris

IRIS = Iris().load(0)
X = np.array([0.5, -0.25, 1.0, 2.0], np.float32)


def picture_data(name: str, classes: str = "0123456789") -> Dataset:
    some = Examples(np.zeros((2, 4), np.uint8), np.array([0, 1]), 1 / 255)
    return Dataset(name, some, some, (2, 2), tuple(classes))


def curve_data() -> Dataset:
    some = Examples(np.zeros((2, 1)), np.zeros((2, 1)))
    return Dataset("curve", some, some, (1,))


@pytest.fixture
def collection() -> Collection:
    """A collection for Iris."""
    made = Collection()
    made.show_dataset(IRIS)
    return made


@pytest.fixture
def said(collection: Collection) -> list[str]:
    """What the collection says."""
    sentences: list[str] = []
    collection.said.connect(sentences.append)
    collection.failed.connect(sentences.append)
    return sentences


def labels(collection: Collection) -> list[int]:
    examples = collection.examples
    return [] if examples is None else examples.y.tolist()


def test_examples_are_collected_with_their_labels(qtbot: QtBot, collection: Collection) -> None:
    assert collection.examples is None
    with qtbot.waitSignal(collection.changed) as changed:
        collection.add(X, 2)
    collection.add(-X, 0)
    examples = collection.examples
    assert examples is not None
    assert_array_equal(examples.x, [X, -X])
    assert_array_equal(examples.y, [2, 0])
    assert examples.x.dtype == np.float32
    assert len(changed.args[0]) == 1


def test_what_is_collected_does_not_change_with_its_source(collection: Collection) -> None:
    x = X.copy()
    collection.add(x, 1)
    x[:] = 0
    assert collection.examples is not None
    assert_array_equal(collection.examples.x, [X])


def test_for_a_regression_targets_are_collected() -> None:
    collection = Collection()
    collection.show_dataset(curve_data())
    collection.add(np.array([0.5]), np.array([0.25]))
    assert collection.examples is not None
    assert_array_equal(collection.examples.y, [[0.25]])
    assert collection.examples.y.dtype == np.float64


@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [
        (X[:3], 0, "4 finite numbers as inputs"),
        (X * np.float32(np.nan), 0, "4 finite numbers as inputs"),
        (X, 3, "goes from 0 to 2"),
        (X, -1, "goes from 0 to 2"),
    ],
)
def test_what_does_not_fit_is_refused(
    collection: Collection, said: list[str], x: np.ndarray, y: int, reason: str
) -> None:
    collection.add(x, y)
    assert collection.examples is None
    assert reason in said[0]


def test_everything_can_be_taken_back_and_done_again(
    collection: Collection, said: list[str]
) -> None:
    for label in (0, 1, 2):
        collection.add(X, label)
    collection.remove(1)
    assert labels(collection) == [0, 2]
    assert said[-1] == "Own example 2 was removed. Undo brings it back."
    collection.clear()
    assert labels(collection) == []
    assert said[-1] == "Removed: 2 own examples. Undo takes that back."
    assert collection.undo_title == "removing 2 own examples"
    seen = []
    for _ in range(5):
        collection.undo()
        seen.append(labels(collection))
    assert seen == [[0, 2], [0, 1, 2], [0, 1], [0], []]
    assert said[-1] == "Taken back: collecting an own example."
    assert collection.undo_title == ""
    for _ in range(5):
        collection.redo()
    assert labels(collection) == []
    assert collection.redo_title == ""


def test_a_new_change_ends_what_can_be_done_again(collection: Collection) -> None:
    collection.add(X, 0)
    collection.undo()
    collection.add(X, 1)
    collection.redo()
    assert labels(collection) == [1]


def test_nothing_to_take_back_or_to_remove_is_no_change(
    qtbot: QtBot, collection: Collection
) -> None:
    with qtbot.assertNotEmitted(collection.changed):
        collection.undo()
        collection.redo()
        collection.clear()
        collection.remove(0)


def test_examples_wait_for_their_data_to_come_back(qtbot: QtBot, collection: Collection) -> None:
    collection.add(X, 2)
    with qtbot.waitSignal(collection.changed) as changed:
        collection.show_dataset(curve_data())
    assert changed.args == [None]
    assert collection.undo_title == ""
    collection.show_dataset(IRIS)
    assert labels(collection) == [2]
    collection.undo()
    assert labels(collection) == []


def test_pictures_of_the_same_classes_are_shared_by_their_data_sets() -> None:
    collection = Collection()
    collection.show_dataset(picture_data("few digits"))
    collection.add(np.ones(4, np.float32), 7)
    collection.show_dataset(picture_data("many digits"))
    assert labels(collection) == [7]
    collection.show_dataset(picture_data("clothes", "abcdefghij"))
    assert labels(collection) == []


def test_they_are_saved_and_added_to_what_is_there(
    collection: Collection, said: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "flowers.safetensors"
    collection.add(X, 2)
    collection.add(-X, 1)
    collection.save(path)
    assert said[-1] == f"2 own examples saved: {path}."
    collection.remove(0)
    collection.open(path)
    assert said[-1] == "2 own examples added from flowers.safetensors. Undo takes that back."
    assert labels(collection) == [1, 2, 1]
    assert collection.examples is not None
    assert_array_equal(collection.examples.x, [-X, X, -X])
    collection.undo()
    assert labels(collection) == [1]


def test_files_that_cannot_be_used_change_nothing(
    collection: Collection, said: list[str], tmp_path: Path
) -> None:
    collection.add(X, 2)
    for content in (b"", b"no such file"):
        path = tmp_path / "broken.safetensors"
        path.write_bytes(content)
        collection.open(path)
        assert "broken.safetensors" in said[-1]
    collection.open(tmp_path / "missing.safetensors")
    assert "missing.safetensors" in said[-1]
    assert labels(collection) == [2]


def test_without_examples_nothing_is_saved(
    collection: Collection, said: list[str], tmp_path: Path
) -> None:
    collection.save(tmp_path / "none.safetensors")
    assert said == ["There is no own example to save yet."]
    assert not list(tmp_path.iterdir())


def test_a_place_where_nothing_can_be_written_is_told(
    collection: Collection, said: list[str], tmp_path: Path
) -> None:
    collection.add(X, 2)
    collection.save(tmp_path / "missing" / "own.safetensors")
    assert "cannot be written" in said[-1]
    assert labels(collection) == [2]
