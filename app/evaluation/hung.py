"""What hangs in the gallery: examples of a report under a title."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.look import numbers
from engine.datasets.dataset import Dataset
from engine.report import Report

MOST = 500
"""More are not shown."""


@dataclass(frozen=True, eq=False)
class Hung:
    """Examples of a report, by their numbers, and what they are called together."""

    report: Report
    dataset: Dataset
    numbers: NDArray[np.intp]
    title: str

    @property
    def count(self) -> str:
        """How many of them are shown."""
        if len(self.numbers) > MOST:
            return f"the first {numbers.count(MOST)} of {numbers.count(len(self.numbers))}"
        return numbers.counted(len(self.numbers), "example")
