"""An experiment: all settings of a training, frozen, so that it can be repeated anywhere."""

from dataclasses import dataclass, replace

from engine.activations import Softmax
from engine.batches import Batches
from engine.datasets.dataset import Dataset
from engine.datasets.source import Source
from engine.errors import require
from engine.losses import Loss
from engine.network import Network
from engine.optimizers import Optimizer
from engine.regularizers import Regularizer
from engine.schedules import Constant, Schedule
from engine.step import Recipe


@dataclass(frozen=True)
class Experiment:
    """Data, network, loss, optimizer and seed: the same experiment gives the same numbers.

    `batch_size` None means all examples at once. `tolerance` is how near a regression must come to
    count as right; None: a tenth of the deviation of the targets to learn from. Raises
    `InputError` where settings cannot be meant together, such as softmax under a binary loss.
    """

    source: Source
    network: Network
    loss: Loss
    optimizer: Optimizer
    learning_rate: float
    schedule: Schedule = Constant()
    batch_size: int | None = 32
    seed: int = 0
    tolerance: float | None = None

    def __post_init__(self) -> None:
        require(
            0 < self.learning_rate < float("inf"),
            f"The learning rate is a finite number above 0, not {self.learning_rate}.",
        )
        require(
            self.seed == int(self.seed) and 0 <= self.seed < 2**63,
            f"A seed is a whole number from 0 to 2⁶³ − 1, not {self.seed}.",
        )
        require(
            self.batch_size is None or self.batch_size >= 1,
            f"A batch needs at least 1 example, not {self.batch_size}.",
        )
        require(
            self.tolerance is None or 0 <= self.tolerance < float("inf"),
            f"A tolerance is a finite number of at least 0, not {self.tolerance}.",
        )
        output = self.network.output
        self.loss.after(output.activation)
        require(
            not (isinstance(output.activation, Softmax) and output.size == 1),
            "Softmax over a single output is always 1: use sigmoid, or one output for each class.",
        )
        require(
            not (self.loss.name == "cross-entropy" and output.size == 1),
            "Cross-entropy with a single output never sees class 0: use binary cross-entropy, "
            "or one output for each class.",
        )

    @property
    def recipe(self) -> Recipe:
        """What the statements of a step depend on."""
        return Recipe(
            self.network,
            self.loss,
            self.optimizer,
            self.learning_rate,
            self.schedule,
            self.seed,
        )

    def continues(self, other: "Experiment") -> bool:
        """Whether a run of the `other` can go on under this one, without starting anew.

        They may differ in learning rate, schedule, batch size, regularization, dropout rates and
        the numbers of the same kind of optimizer.
        """
        return self._fixed == other._fixed

    @property
    def _fixed(self) -> "Experiment":
        """The same experiment with all that may change during a run set alike."""
        layers = [
            replace(layer, regularizer=Regularizer(), dropout=0.0) for layer in self.network.layers
        ]
        return replace(
            self,
            network=replace(self.network, layers=tuple(layers)),
            optimizer=type(self.optimizer)(),
            learning_rate=1.0,
            schedule=Constant(),
            batch_size=None,
        )

    def batches(self, examples: int) -> Batches:
        """How so many examples are cut into batches; raises `InputError` if they are too few."""
        return Batches(examples, self.batch_size, self.seed)

    def has_data_of(self, other: "Experiment") -> bool:
        """Whether both have the same data set, the one that either would load."""
        is_same_seed = self.seed == other.seed or not self.source.uses_seed
        return self.source == other.source and is_same_seed

    def load(self) -> Dataset:
        """The data set, from its source; raises `InputError` if that fails or does not fit."""
        dataset = self.source.load(self.seed)
        self.require_fit(dataset)
        return dataset

    def require_fit(self, dataset: Dataset) -> None:
        """Raise `InputError` unless the network and the loss fit the data set."""
        require(
            self.network.inputs == dataset.inputs,
            f"The data set '{dataset.name}' has {dataset.inputs} inputs, but the network has "
            f"{self.network.inputs}: let its layers start with {dataset.inputs}.",
        )
        require(
            dataset.is_classification or not self.loss.for_classes_only,
            f"The loss '{self.loss.title}' is for classes, but '{dataset.name}' is a regression: "
            "choose a squared or absolute error.",
        )
        require(
            self.tolerance is None or not dataset.is_classification,
            f"A tolerance is for a regression, and '{dataset.name}' has classes.",
        )
        dataset.targets(dataset.test, self.network.output.size, self.network.precision)
