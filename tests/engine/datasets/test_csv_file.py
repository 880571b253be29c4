"""CSV files: what is read, and what is said of files that cannot be."""

from pathlib import Path

import numpy as np
import pytest

from engine.datasets.csv_file import CsvFile
from engine.errors import InputError

CLASSES = "length,width,kind\n" + "".join(
    f"{i},{10 * i},{'cat' if i % 2 else 'dog'}\n" for i in range(1, 21)
)
NUMBERS = "".join(f"{i},{i * i}\n" for i in range(10))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "own.csv"


def source(path: Path, text: str, **settings: object) -> CsvFile:
    path.write_text(text, encoding="utf-8")
    return CsvFile(str(path), **settings)  # type: ignore[arg-type]


def test_classes_by_name_with_a_header(path: Path) -> None:
    data = source(path, CLASSES).load(0)
    assert data.name == "own.csv"
    assert data.class_names == ("cat", "dog")
    assert data.input_names == ("length", "width")
    assert (len(data.train), len(data.test)) == (16, 4)
    assert np.bincount(data.test.y).tolist() == [2, 2]
    np.testing.assert_allclose(data.train.x.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(data.train.x.std(axis=0), 1)


def test_a_regression_without_a_header_and_not_standardised(path: Path) -> None:
    data = source(path, NUMBERS, standardise=False).load(0)
    assert not data.is_classification
    assert data.input_names == ("column 1",)
    np.testing.assert_array_equal(data.train.y, data.train.x**2)


def test_any_column_can_be_the_target(path: Path) -> None:
    by_name = source(path, CLASSES, target="width", task="regression")
    with pytest.raises(InputError, match=r"line 2, column 3 \('kind'\): 'cat' is not a number"):
        by_name.load(0)
    by_number = source(path, NUMBERS, target="1", standardise=False).load(0)
    np.testing.assert_array_equal(by_number.train.y**2, by_number.train.x)


def test_whole_numbers_can_be_classes(path: Path) -> None:
    text = "".join(f"{i},{label}\n" for i, label in enumerate([2, 10, 2, 10, 1, 1] * 3))
    data = source(path, text, task="classes").load(0)
    assert data.class_names == ("1", "2", "10")


def test_a_header_of_numbers_can_be_declared(path: Path) -> None:
    data = source(path, "2019,2020\n" + NUMBERS, header=True).load(0)
    assert data.input_names == ("2019",)
    assert len(data.train) + len(data.test) == 10


def test_byte_order_mark_blank_lines_and_quotes_are_understood(path: Path) -> None:
    text = '\ufeff"a, b",c\n\n1,2\n 3 ,"4"\n  \n5,6\n7,8\n9,10\n'
    data = source(path, text, standardise=False).load(0)
    assert data.input_names == ("a, b",)
    assert sorted(data.train.x.ravel().tolist() + data.test.x.ravel().tolist()) == [1, 3, 5, 7, 9]


def test_columns_can_be_left_out(path: Path) -> None:
    data = source(path, CLASSES, target="width", ignore=("kind",), standardise=False).load(0)
    assert data.input_names == ("length",)
    np.testing.assert_array_equal(data.train.y, 10 * data.train.x)


def test_the_seed_shuffles(path: Path) -> None:
    csv = source(path, CLASSES)
    assert (csv.load(0).train.x != csv.load(1).train.x).any()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1,2\n3,4,5\n", "line 2: it has 3 values, but the first row has 2"),
        ("a,b\n1,2\nx,4\n", r"line 3, column 1 \('a'\): 'x' is not a number"),
        ("1,2\n3,four\n", "line 2, column 2: 'four' is not a number"),
        ("name,2020\n1,2\n", "'name' is not a number. If the first row holds names, say so"),
        (f"1,2\n{'x' * 99},4\n", "'x{40}…' is not a number"),
        ("1,2\n\x1b[31m,4\n", r"'\\x1b\[31m' is not a number"),
        (
            "a,k\n" + "".join(f"1,n{i}\n" for i in range(1001)),
            "1,001 different values are too many",
        ),
        ("1,2\n,4\n", "line 2, column 1: '' is not a number"),
        ("1,2\n1_000,4\n", "line 2, column 1: '1_000' is not a number"),
        ("1,2\n3,\n", "line 2, column 2: '' is no target"),
        ("a,k\n1,x\n2,nan\n", r"line 3, column 2 \('k'\): 'nan' is no target"),
        ("1,2\nnan,4\n", "line 2, column 1: 'nan' is not a finite number"),
        ("1,2\n3,inf\n", "line 2, column 2: 'inf' is not a finite number"),
        ('1,2\n3,"4\n', "line 2: unexpected end of data"),
        ("", "is empty"),
        ("a,b\n", "holds no examples, only a header"),
        ("1\n2\n", "no column besides the target"),
        ("1,2\n", "leave nothing to test with"),
        ("a,k\n1,x\n2,x\n", "every example belongs to the class 'x'"),
    ],
)
def test_a_file_that_cannot_be_used(path: Path, text: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence) as caught:
        source(path, text).load(0)
    if "examples with a share" not in str(caught.value):
        assert str(path) in str(caught.value)


def test_a_missing_file(path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        CsvFile(str(path)).load(0)


def test_a_file_that_is_no_text(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputError, match="not a text file in UTF-8"):
        CsvFile(str(path)).load(0)


def test_an_unknown_column_is_answered_with_the_nearest(path: Path) -> None:
    with pytest.raises(InputError, match="did you mean 'width'"):
        source(path, CLASSES, target="widht").load(0)


def test_an_unknown_task() -> None:
    with pytest.raises(InputError, match="did you mean 'regression'"):
        CsvFile("x.csv", task="regress")  # type: ignore[arg-type]
