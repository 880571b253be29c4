"""Examples, targets and the split into learning and testing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.activations import Array
from engine.datasets.dataset import Dataset, Examples, split
from engine.errors import InputError


def dataset(labels: list[int], classes: int = 2) -> Dataset:
    data = Examples(np.zeros((len(labels), 3)), np.array(labels))
    return Dataset("toy", data, data, (3,), tuple(f"class {i}" for i in range(classes)))


def test_bytes_are_scaled_when_fetched() -> None:
    examples = Examples(np.array([[0, 255], [51, 102]], np.uint8), np.array([0, 1]), scale=1 / 255)
    out: Array = np.empty((2, 2), np.float32)
    examples.fetch(np.array([1, 0]), out)
    np.testing.assert_allclose(out, np.array([[0.2, 0.4], [0, 1]]), rtol=1e-6)
    assert out[1, 1] == 1


def test_numbers_are_fetched_as_they_are() -> None:
    examples = Examples(np.array([[0.1, 2.0], [3.0, 4.0]]), np.array([0, 1]))
    out = np.empty((1, 2), np.float32)
    examples.in_precision("float32").fetch(np.array([0]), out)
    assert out.tolist() == [[np.float32(0.1), 2]]


def test_targets_are_one_hot_or_a_single_zero_or_one() -> None:
    data = dataset([0, 1, 1])
    assert data.targets(data.train, 2, "float32").tolist() == [[1, 0], [0, 1], [0, 1]]
    assert data.targets(data.train, 1, "float64").tolist() == [[0], [1], [1]]


def test_outputs_are_named_by_their_classes_and_say_one() -> None:
    two = dataset([0, 1])
    assert two.output_names(2) == ("class 0", "class 1")
    assert two.output_names(1) == ("class 1",)
    assert [two.class_of(np.array(values)) for values in ([0.9, 0.1], [0.6], [0.5])] == [0, 1, 0]


def test_targets_of_a_regression_must_match_the_outputs() -> None:
    examples = Examples(np.zeros((4, 1)), np.zeros((4, 2)))
    data = Dataset("two", examples, examples, (1,))
    assert data.targets(examples, 2, "float32").shape == (4, 2)
    with pytest.raises(InputError, match="has 2 target values, but the network has 1 outputs"):
        data.targets(examples, 1, "float32")


@pytest.mark.parametrize("label", [-1, 2, 200])
def test_labels_out_of_range_are_refused(label: int) -> None:
    with pytest.raises(InputError, match=f"Example 1 of 'toy' has the label {label}.*from 0 to 1"):
        dataset([0, label, 1])


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_values_that_are_not_finite_are_refused_with_their_place(value: float) -> None:
    x = np.zeros((4, 3))
    x[2, 1] = value
    with pytest.raises(InputError, match=f"inputs hold {value} in example 2, column 1"):
        Examples(x, np.zeros(4, int))


@pytest.mark.parametrize(
    ("x", "y", "sentence"),
    [
        (np.zeros(4), np.zeros(4, int), r"shape \(examples, inputs\), not float64 \(4,\)"),
        (np.array(1.0), np.zeros(4, int), r"shape \(examples, inputs\), not float64 \(\)"),
        (np.zeros((4, 1), complex), np.zeros(4, int), "Inputs are numbers .* not complex128"),
        (np.zeros((4, 1)), np.array(0), r"Labels are whole numbers .* not int64 \(\)"),
        (np.zeros((4, 1)), np.zeros(4), r"Labels are whole numbers .* not float64 \(4,\)"),
        (np.zeros((4, 1)), np.zeros((4, 1), int), r"Labels are .* not int64 \(4, 1\)"),
        (np.zeros((4, 1)), np.full((4, 1), np.nan), "targets hold nan in example 0, column 0"),
    ],
)
def test_arrays_of_another_kind_are_refused(x: Array, y: Array, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        Examples(x, y)


def test_numbers_too_large_for_the_precision_are_refused() -> None:
    examples = Examples(np.array([[1e39]]), np.array([[1e300]]))
    data = Dataset("huge", examples, examples, (1,))
    with pytest.raises(InputError, match=r"inputs hold 1e\+39 .* too large for float32"):
        examples.in_precision("float32")
    with pytest.raises(InputError, match=r"targets hold 1e\+300 .* too large for float32"):
        data.targets(examples, 1, "float32")
    assert data.targets(examples, 1, "float64").item() == 1e300


@pytest.mark.parametrize("scale", [0.0, -1.0, 2.0, np.inf, np.nan])
def test_a_scale_never_makes_inputs_larger(scale: float) -> None:
    with pytest.raises(InputError, match=f"at most 1, not {scale}"):
        Examples(np.zeros((4, 1)), np.zeros(4, int), scale)


def test_labels_and_target_values_are_not_taken_for_each_other() -> None:
    x = np.zeros((2, 1))
    labelled, valued = Examples(x, np.array([0, 1])), Examples(x, np.array([[0.0], [1.0]]))
    classes = Dataset("classes", labelled, labelled, (1,), ("no", "yes"))
    values = Dataset("values", valued, valued, (1,))
    with pytest.raises(InputError, match="Each example of 'classes' has a label, not target"):
        classes.targets(valued, 2, "float32")
    with pytest.raises(InputError, match="has 1 target values, not a label"):
        values.targets(labelled, 1, "float32")
    with pytest.raises(InputError, match="has 1 target values, not 3"):
        values.targets(Examples(x, np.zeros((2, 3))), 1, "float32")


def test_inputs_and_labels_must_be_as_many() -> None:
    with pytest.raises(InputError, match="4 inputs but 3 labels"):
        Examples(np.zeros((4, 1)), np.zeros(3, int))


@given(st.lists(st.integers(0, 3), min_size=20, max_size=60), st.integers(0, 5))
def test_a_split_shares_out_each_class(labels: list[int], seed: int) -> None:
    numbers = np.array(labels)
    train, test = split(numbers, 0.25, seed)
    assert sorted([*train, *test]) == list(range(len(labels)))
    for label in set(labels):
        count = np.count_nonzero(numbers == label)
        assert np.count_nonzero(numbers[test] == label) == round(count * 0.25)


def test_a_split_is_shuffled_by_its_seed() -> None:
    labels = np.zeros(50, int)
    first, second = (split(labels, 0.2, seed)[0].tolist() for seed in (1, 2))
    assert first == split(labels, 0.2, 1)[0].tolist()
    assert first != second
    assert first != sorted(first)


@pytest.mark.parametrize(("share", "count"), [(0.0, 9), (1.0, 9), (-1, 9), (0.1, 2), (0.9, 1)])
def test_a_split_that_leaves_nothing_is_refused(share: float, count: int) -> None:
    with pytest.raises(InputError, match="share"):
        split(np.zeros(count, int), share, 0)


def clouds(x: Array, labels: Array, name: str = "clouds", **settings: tuple[str, ...]) -> Dataset:
    data = Examples(x, labels)
    return Dataset(name, data, data, (x.shape[1],), ("a", "b"), **settings)


def test_the_same_data_are_known_by_their_digest_under_any_name() -> None:
    x, labels = np.array([[0.1, 2.0], [0.0, -3.0]]), np.array([0, 1])
    digest = clouds(x, labels).digest
    assert clouds(x.copy(), labels.copy(), "copied.csv").digest == digest
    assert clouds(np.nextafter(x, 9), labels).digest == digest  # as another computer may have it
    assert clouds(np.asfortranarray(x), labels.astype(np.int32)).digest == digest
    assert len(digest) == 64


def test_other_data_have_another_digest() -> None:
    x, labels = np.array([[0.1, 2.0], [0.0, -3.0]]), np.array([0, 1])
    others = [
        clouds(x + np.array([[1e-6, 0], [0, 0]]), labels),
        clouds(2 * x, labels),
        clouds(x[:, ::-1], labels),
        clouds(x, labels[::-1].copy()),
        clouds(x, labels, input_names=("u", "v")),
        clouds(np.zeros((2, 2)), labels),
        clouds(np.array([[1, 2], [0, 3]], np.uint8), labels),
        Dataset("values", Examples(x, x), Examples(x, x), (2,)),
    ]
    assert len({data.digest for data in (clouds(x, labels), *others)}) == len(others) + 1


@pytest.mark.parametrize("largest", [1e-320, 1e308])
def test_a_digest_needs_no_room_for_large_numbers(largest: float) -> None:
    assert clouds(np.array([[largest, 0.0]]), np.array([1])).digest
