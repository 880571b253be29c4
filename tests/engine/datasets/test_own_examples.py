"""Own examples come back from their file as they were, and no other file is taken for one."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from safetensors.numpy import save as packed

from engine.datasets import own_examples
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.own_examples import load, save
from engine.errors import InputError
from tests.engine.cases import labelled

CLOUDS = labelled()
OWN = Examples(CLOUDS.train.x[:7].astype(np.float32), CLOUDS.train.y[:7])
CURVE = Dataset(
    "curve",
    Examples(np.zeros((3, 1)), np.zeros((3, 2))),
    Examples(np.zeros((3, 1)), np.zeros((3, 2))),
    (1,),
)
DESCRIPTION = {
    "format": "nablascope examples",
    "version": "1",
    "scale": "1.0",
    "input_shape": "[4]",
    "class_names": '["a", "b", "c"]',
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "own.safetensors"


def saved(examples: Examples, path: Path, dataset: Dataset = CLOUDS) -> Path:
    save(examples, dataset.input_shape, dataset.class_names, path)
    return path


def assert_same(first: Examples, second: Examples) -> None:
    assert (first.x.dtype, first.scale) == (second.x.dtype, second.scale)
    np.testing.assert_array_equal(first.x, second.x)
    np.testing.assert_array_equal(first.y, second.y)


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_they_come_back_to_the_bit(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, 5))
    kind = data.draw(st.sampled_from([np.float32, np.float64]))
    numbers = st.floats(-(2.0**100), 2.0**100, width=32)
    examples = Examples(
        data.draw(hnp.arrays(kind, (count, 4), elements=numbers)),
        data.draw(hnp.arrays(np.int64, count, elements=st.integers(0, 2))),
    )
    path = tmp_path_factory.mktemp("own") / "own.safetensors"
    assert_same(load(saved(examples, path), CLOUDS), examples)


def test_bytes_stay_bytes(path: Path) -> None:
    pictures = Examples(np.arange(8, dtype=np.uint8).reshape(2, 4), np.array([0, 2]), 1 / 255)
    assert_same(load(saved(pictures, path), CLOUDS), pictures)


def test_those_of_a_regression_have_target_values(path: Path) -> None:
    points = Examples(np.array([[0.5], [1.5]]), np.array([[1.0, 2], [3, 4]]))
    assert_same(load(saved(points, path, CURVE), CURVE), points)


def test_rows_that_lie_apart_in_memory_are_saved_all_the_same(path: Path) -> None:
    every_other = Examples(np.asfortranarray(CLOUDS.train.x)[::2], CLOUDS.train.y[::2])
    assert_same(load(saved(every_other, path), CLOUDS), every_other)


def test_the_old_file_stays_if_the_new_one_cannot_be_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(OWN, path)

    def full(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:50])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match=r"own\.safetensors cannot be written: No space left on"):
        saved(CLOUDS.train, path)
    assert_same(load(path, CLOUDS), OWN)
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere/own cannot be written: No such file"):
        saved(OWN, tmp_path / "nowhere" / "own")


def test_what_cannot_be_saved_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="There are no own examples to save"):
        saved(Examples(OWN.x[:0], OWN.y[:0]), path)
    monkeypatch.setattr(own_examples, "MOST_BYTES", 300)
    with pytest.raises(InputError, match="7 own examples are too many for a file"):
        saved(OWN, path)
    assert not path.exists()


def test_other_data_sets_are_told_apart(path: Path) -> None:
    saved(OWN, path)
    with pytest.raises(InputError, match="with pictures or inputs other than those of 'clouds'"):
        load(path, labelled(inputs=5))
    with pytest.raises(InputError, match="with classes other than those of 'clouds'"):
        load(path, labelled(classes=4))
    with pytest.raises(InputError, match="other than those of 'curve'"):
        load(path, CURVE)


def contents() -> Iterator[tuple[bytes, str]]:
    """Files that are wrong in one respect, and what is said of them."""
    x, y = OWN.x, OWN.y
    good = packed({"x": x, "y": y}, DESCRIPTION)
    damaged = "is damaged"
    yield b"", "is damaged, or is no safetensors file"
    yield good[:-1], "is damaged, or is no safetensors file"
    yield good[:60], "is damaged, or is no safetensors file"
    yield (2**63).to_bytes(8, "little") + good[8:], "is damaged, or is no safetensors file"
    yield b"\x80\x04cos\nsystem\n.", "is damaged, or is no safetensors file"
    yield packed({"x": x, "y": y}), "does not hold own examples"
    arrays = {
        "no labels": {"x": x},
        "too few labels": {"x": x, "y": y[:-1]},
        "other types": {"x": x, "y": y.astype(np.int32)},
        "halves": {"x": x.astype(np.float16), "y": y},
        "other inputs": {"x": x[:, :3], "y": y},
        "no examples": {"x": x[:0], "y": y[:0]},
        "no dimension": {"x": x[0, 0], "y": y},
        "targets": {"x": x, "y": x.astype(np.float64)},
    }
    for wrong in arrays.values():
        yield packed({k: np.ascontiguousarray(v) for k, v in wrong.items()}, DESCRIPTION), damaged
    infinite = np.where(x == x[2, 1], np.inf, x)
    yield packed({"x": infinite, "y": y}, DESCRIPTION), "holds values that are not finite numbers"
    for label in (-1, 3, 2**62):
        wrong_labels = np.where(np.arange(7) == 4, label, y)
        yield packed({"x": x, "y": wrong_labels}, DESCRIPTION), "holds a label outside 0 to 2"
    settings = {
        "version": ("2", "comes from a newer version"),
        "scale": ("NaN", damaged),
        "input_shape": ("[" * 100_000, damaged),
        "class_names": ('["a", "b"', damaged),
    }
    for name, (text, said) in settings.items():
        yield packed({"x": x, "y": y}, DESCRIPTION | {name: text}), said
    for text in ("0", "-1.0", "1e300", '"1"', "1" * 5000):
        yield packed({"x": x, "y": y}, DESCRIPTION | {"scale": text}), damaged
    for text in ("0", "1.5", "true", "null", ""):
        yield packed({"x": x, "y": y}, DESCRIPTION | {"version": text}), damaged


WRONG = list(contents())


@pytest.mark.parametrize(("content", "said"), WRONG, ids=map(str, range(len(WRONG))))
def test_a_wrong_file_is_refused_in_a_sentence(content: bytes, said: str, path: Path) -> None:
    path.write_bytes(content)
    with pytest.raises(InputError) as raised:
        load(path, CLOUDS)
    sentence = str(raised.value)
    assert sentence.startswith(str(path))
    assert said in sentence
    assert "\n" not in sentence


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing", Path("/dev/zero")):
        with pytest.raises(InputError, match="is not there, or is no file"):
            load(path, CLOUDS)


def test_a_file_that_is_too_large_is_not_read(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**40)  # which takes no room on the disk
    with pytest.raises(InputError, match="is too large for own examples"):
        load(path, CLOUDS)


def test_a_mutated_file_gives_examples_or_a_sentence(path: Path) -> None:
    good = saved(OWN, path).read_bytes()
    rng = np.random.default_rng(5)
    sentences = []
    for _ in range(600):
        content = bytearray(good)
        for place in rng.integers(0, len(content), rng.integers(1, 6)):
            content[place] = rng.integers(0, 256)
        cut, length = sorted(rng.integers(0, len(content), 2))
        change = rng.integers(0, 4)
        if change == 0:
            del content[cut:]
        elif change == 1:
            content[cut:cut] = content[cut:length]
        path.write_bytes(content)
        try:
            examples = load(path, CLOUDS)
        except InputError as error:
            sentences.append(str(error))
        else:
            assert examples.x.shape[1] == 4
            assert np.isfinite(examples.x).all()
            assert set(examples.y) <= {0, 1, 2}
    assert len(sentences) > 300
    assert all(text.startswith(str(path)) and "\n" not in text for text in sentences)


def test_the_format_stays_readable(path: Path) -> None:
    """A file as this version writes it: names, types and settings are a promise."""
    content = saved(OWN, path).read_bytes()
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    assert header.pop("__metadata__") == DESCRIPTION
    assert {name: (part["dtype"], part["shape"]) for name, part in header.items()} == {
        "x": ("F32", [7, 4]),
        "y": ("I64", [7]),
    }
