"""All sources of data, by name."""

from engine.datasets.csv_file import CsvFile
from engine.datasets.embedded import Iris, MnistSample
from engine.datasets.idx_images import FashionMnist, Mnist
from engine.datasets.source import Source
from engine.datasets.synthetic import SYNTHETIC

_KINDS: tuple[type[Source], ...] = (
    MnistSample,
    Mnist,
    FashionMnist,
    Iris,
    *SYNTHETIC.values(),
    CsvFile,
)

SOURCES: dict[str, type[Source]] = {kind.name: kind for kind in _KINDS}
