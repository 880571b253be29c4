"""A source: where a data set comes from, as settings that can be kept, compared and sent."""

from abc import ABC, abstractmethod
from typing import ClassVar

from engine.datasets.dataset import Dataset


class Source(ABC):
    """The settings from which a data set can be loaded at any time, always the same."""

    name: ClassVar[str]
    title: ClassVar[str]
    uses_seed: ClassVar[bool] = True
    """Whether another seed gives other data."""

    @abstractmethod
    def load(self, seed: int) -> Dataset:
        """Load or make the data set; `seed` decides where something is drawn or shuffled.

        Raises `InputError` if a file is missing or cannot be used.
        """
