"""The summary: data, network and training, in a few words each."""

from app.look import numbers
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment

MOST_LAYERS = 6
"""Of deeper networks only the ends are named."""


def noun(dataset: Dataset) -> str:
    """What an example is."""
    return "image" if len(dataset.input_shape) == 2 else "example"


def data(experiment: Experiment, dataset: Dataset) -> str:
    """MNIST · 4,000 images."""
    title = experiment.source.title.partition(",")[0]
    return f"{title} · {numbers.counted(len(dataset.train), noun(dataset))}"


def network(experiment: Experiment) -> str:
    """784 – 16 – 16 – 10."""
    shown = [str(size) for size in experiment.network.sizes]
    if len(shown) > MOST_LAYERS:
        shown[3:-2] = ["…"]
    return " – ".join(shown)


def training(experiment: Experiment) -> str:
    """Momentum · η 0.03."""
    return f"{experiment.optimizer.title} · η {experiment.learning_rate:g}"
