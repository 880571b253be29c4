"""A data set: examples for training and for testing, and what they mean."""

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError, require
from engine.randomness import Purpose, generator

MOST_CLASSES = 1000
"""More are taken for a mistake, such as a column of names as the target."""


@dataclass(frozen=True, eq=False)
class Examples:
    """Inputs x, shape (n, inputs), and what they should give.

    `x` may be kept as bytes: then `x · scale` is what a network sees; the scale is above 0 and at
    most 1. `y` are class numbers, shape (n,), integers from 0; or, for a regression, target values,
    shape (n, outputs).
    """

    x: NDArray[Any]
    y: NDArray[Any]
    scale: float = 1.0

    def __post_init__(self) -> None:
        require(
            self.x.ndim == 2 and self.x.dtype.kind in "uif",
            f"Inputs are numbers of shape (examples, inputs), not {self.x.dtype} {self.x.shape}.",
        )
        is_label = self.y.ndim == 1 and self.y.dtype.kind in "iu"
        require(
            is_label or (self.y.ndim == 2 and self.y.dtype.kind == "f"),
            "Labels are whole numbers of shape (examples,), and targets of a regression are "
            "floating-point numbers of shape (examples, outputs), "
            f"not {self.y.dtype} {self.y.shape}.",
        )
        require(
            len(self.x) == len(self.y),
            f"There are {len(self.x)} inputs but {len(self.y)} labels or targets: "
            "each example needs one of each.",
        )
        require(
            0 < self.scale <= 1,
            f"Inputs are scaled by a number above 0 and at most 1, not {self.scale}.",
        )
        for what, values in (("inputs", self.x), ("targets", self.y)):
            _require_finite(what, values)

    def __len__(self) -> int:
        return len(self.x)

    def fetch(self, indices: NDArray[np.intp], out: NDArray[Any]) -> None:
        """Write the inputs with these numbers, scaled, into the rows of `out`."""
        if self.scale == 1.0 and self.x.dtype == out.dtype:
            self.x.take(indices, axis=0, out=out, mode="clip")  # "clip" writes unbuffered
        else:
            np.multiply(self.x.take(indices, axis=0), out.dtype.type(self.scale), out=out)

    def in_precision(self, precision: str) -> "Examples":
        """The same examples with inputs of that floating-point type; bytes stay bytes."""
        is_float = self.x.dtype.kind == "f"
        return replace(self, x=_cast("inputs", self.x, precision)) if is_float else self


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples to learn from and examples to test with, and the names of what they hold.

    A data set with `class_names` is for classification; without, for regression. `input_shape` is
    how an input is pictured, such as (28, 28); its product is the number of inputs.
    """

    name: str
    train: Examples
    test: Examples
    input_shape: tuple[int, ...]
    class_names: tuple[str, ...] = ()
    input_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(len(self.train) >= 1, f"The data set '{self.name}' has no examples to learn from.")
        require(len(self.test) >= 1, f"The data set '{self.name}' has no examples to test with.")
        require(
            self.train.x.shape[1] == self.test.x.shape[1],
            f"The data set '{self.name}' has {self.train.x.shape[1]} inputs to learn from, "
            f"but {self.test.x.shape[1]} to test with.",
        )
        if self.class_names:
            for examples in (self.train, self.test):
                self._require_labels(examples.y)

    def _require_labels(self, labels: NDArray[Any]) -> None:
        wrong = np.flatnonzero((labels < 0) | (labels >= len(self.class_names)))
        if len(wrong):
            raise InputError(
                f"Example {wrong[0]} of '{self.name}' has the label {labels[wrong[0]]}, but there "
                f"are {len(self.class_names)} classes: labels go from 0 to "
                f"{len(self.class_names) - 1}."
            )

    @property
    def is_classification(self) -> bool:
        """Whether the examples belong to classes."""
        return bool(self.class_names)

    @property
    def inputs(self) -> int:
        """The number of inputs of an example."""
        return int(self.train.x.shape[1])

    @property
    def outputs(self) -> int:
        """The number of outputs that a network for it usually has."""
        return len(self.class_names) if self.class_names else int(self.train.y.shape[1])

    @cached_property
    def digest(self) -> str:
        """What tells these data from all others, 64 hexadecimal digits, whatever they are called.

        Floating-point numbers count to about 7 digits of the largest among them, so that the same
        data are known again on another computer, where the last bits may differ.
        """
        digest = sha256(repr((self.input_shape, self.class_names, self.input_names)).encode())
        for examples in (self.train, self.test):
            digest.update(repr(float(examples.scale)).encode())
            for values in (examples.x, examples.y):
                digest.update(f"{values.dtype.kind}{values.shape}".encode())
                digest.update(_countable(values))
        return digest.hexdigest()

    def output_names(self, outputs: int) -> tuple[str, ...]:
        """What so many outputs say: each class, or the second of two; empty for a regression."""
        return self.class_names[1:] if outputs == 1 else self.class_names

    def class_of(self, values: NDArray[Any]) -> int:
        """The class that outputs or targets, shape (outputs,), say: of a single one a side of ½."""
        return int(values.argmax()) if len(values) > 1 else int(values[0] > 0.5)

    def targets(self, examples: Examples, outputs: int, precision: str) -> NDArray[Any]:
        """The target values y of `examples`, shape (n, outputs).

        Classes become one-hot rows; two classes may also be the 0 and 1 of a single output. Raises
        `InputError` if the examples are not of this kind, or the number of outputs does not fit.
        """
        if not self.class_names:
            require(
                outputs == self.outputs,
                f"The data set '{self.name}' has {self.outputs} target values, "
                f"but the network has {outputs} outputs.",
            )
            require(
                examples.y.shape[1:] == (outputs,),
                f"Each example of '{self.name}' has {outputs} target values, not "
                f"{'a label' if examples.y.ndim == 1 else examples.y.shape[1]}.",
            )
            return _cast("targets", examples.y, precision)
        require(
            examples.y.ndim == 1,
            f"Each example of '{self.name}' has a label, not target values.",
        )
        self._require_labels(examples.y)
        if outputs == 1 and len(self.class_names) == 2:
            return examples.y[:, np.newaxis].astype(precision)
        require(
            outputs == len(self.class_names),
            f"The data set '{self.name}' has {len(self.class_names)} classes, but the network has "
            f"{outputs} output{'s' if outputs > 1 else ''}: give the last layer "
            f"{len(self.class_names)} neurons.",
        )
        one_hot: NDArray[Any] = np.eye(outputs, dtype=precision)[examples.y]
        return one_hot


def _countable(values: NDArray[Any]) -> bytes | memoryview:
    """The numbers as whole ones in memory: those with a point are counted in equal parts."""
    if values.dtype.kind != "f":
        whole = values if values.dtype == np.uint8 else values.astype("<i8")
        return np.ascontiguousarray(whole).data
    largest = np.abs(values).max(initial=0.0) or 1.0
    parts = np.rint(values.astype(np.float64) / largest * 2.0**24).astype("<i8")
    return f"{largest:.6e}".encode() + parts.tobytes()


def _require_finite(what: str, values: NDArray[Any]) -> None:
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        row, column = (int(i) for i in np.argwhere(~np.isfinite(values))[0])
        raise InputError(
            f"The {what} hold {values[row, column]} in example {row}, column {column}: "
            "every value must be a finite number."
        )


def _cast(what: str, values: NDArray[Any], precision: str) -> NDArray[Any]:
    """The values as numbers of that precision; raises `InputError` if one is too large for it."""
    with np.errstate(over="ignore"):
        cast = values.astype(precision, copy=False)
    if not np.isfinite(cast).all():
        row, column = (int(i) for i in np.argwhere(~np.isfinite(cast))[0])
        raise InputError(
            f"The {what} hold {values[row, column]} in example {row}, column {column}, which is "
            f"too large for {precision}: scale the data, or use float64."
        )
    return cast


def require_test_share(test_share: float) -> None:
    """Raise `InputError` unless it is a share that leaves something on both sides."""
    require(
        0 < test_share < 1,
        f"The share of examples for testing is above 0 and below 1, not {test_share}.",
    )


def split(
    labels: NDArray[np.intp], test_share: float, seed: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The numbers of the examples with these `labels`: those to learn from, those to test with.

    Shuffled by `seed` and stratified: each class gives its `test_share` to the tests, rounded. (For
    a regression all labels are alike.) Raises `InputError` if one side would stay empty.
    """
    require_test_share(test_share)
    order = generator(seed, Purpose.SPLIT).permutation(len(labels))
    by_class = order[np.argsort(labels[order], kind="stable")]
    counts = np.unique(labels, return_counts=True)[1]
    number_in_class = np.arange(len(labels)) - np.repeat(np.cumsum(counts) - counts, counts)
    tests = np.empty(len(labels), bool)
    tests[by_class] = number_in_class < np.repeat(np.rint(counts * test_share), counts)
    train, test = order[~tests[order]], order[tests[order]]
    require(
        len(train) > 0 and len(test) > 0,
        f"{len(labels)} examples with a share of {test_share} for testing leave nothing to "
        f"{'test with' if len(train) else 'learn from'}: use more examples or another share.",
    )
    return train, test
