"""A saved run: all that is needed to go on with a training, and with all its branches, later."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from engine.checkpoint import Checkpoint
from engine.datasets.csv_file import CsvFile
from engine.datasets.dataset import Dataset
from engine.errors import InputError, printable, require
from engine.experiment import Experiment
from engine.extra import Extra
from engine.feed import require_fit
from engine.files import require_usual_file
from engine.timeline import Branch, Edit, Follower
from engine.training import Trainer

MOST = 2**48
"""Steps, epochs, examples and numbers of edits are below it."""


@dataclass(frozen=True, eq=False)
class SavedRun:
    """The branches of a run, and where it stands: `cursor` operations into the checkpoint's step.

    `current` is the number of the branch that it stands on. The data set is not in it: it is known
    again by its digest. `curves` are arrays by name, which are kept as they are. `earlier` are
    checkpoints of steps before, each with the number of its branch, that make the way back shorter.
    Raises `InputError` if the parts do not fit each other.
    """

    branches: tuple[Branch, ...]
    current: int
    checkpoint: Checkpoint
    cursor: int
    dataset_name: str
    dataset_digest: str
    curves: Mapping[str, NDArray[Any]]
    earlier: tuple[tuple[int, Checkpoint], ...] = ()

    def __post_init__(self) -> None:
        numbers = [branch.number for branch in self.branches]
        require(len(set(numbers)) == len(numbers), "Two branches have the same number.")
        require(self.current in numbers, f"There is no branch {self.current} to stand on.")
        for branch in self.branches:
            _require_course(branch)
        first = self.branches[0].edits[0].experiment
        edits = {id(edit): edit for branch in self.branches for edit in branch.edits}
        for edit in edits.values():
            _require_fit(edit, first)
        _require_state(self.checkpoint, first, "where the run stands")
        for _, checkpoint in self.earlier:
            _require_state(checkpoint, first, f"at step {checkpoint.position.step}")
        require(
            0 <= self.cursor <= self._operations,
            f"A step has {self._operations} operations, of which {self.cursor} cannot be done.",
        )

    @classmethod
    def of(cls, trainer: Trainer) -> "SavedRun":
        """What a trainer has come to, in mid-step too.

        Its experiment is taken to hold all along. Of examples that `take_examples` gave, one step
        is kept: the one shown or, if they wait for it, the next. Raises `NonFiniteError` if the
        last steps have led to numbers that are not finite.
        """
        checkpoint, experiment = trainer.start_of_shown(), trainer.experiment
        step, own, waiting = trainer.shown.step, trainer.extra_examples, trainer.next_extra_examples
        branch = Branch(0, (Edit(0, 0, experiment),))
        if own is not None:
            branch = branch.edited(Edit(1, step, experiment, extra=Extra(own, 1)))
        extra = None if waiting is None or waiting is own else Extra(waiting, 1)
        if trainer.pending is not None or extra is not None:
            branch = branch.edited(Edit(2, step + 1, trainer.pending or experiment, extra=extra))
        return cls(
            branches=(branch,),
            current=0,
            checkpoint=checkpoint,
            cursor=trainer.program.cursor,
            dataset_name=trainer.dataset.name,
            dataset_digest=trainer.dataset.digest,
            curves={},
        )

    @property
    def branch(self) -> Branch:
        """The branch that it stands on."""
        return next(branch for branch in self.branches if branch.number == self.current)

    @property
    def step(self) -> int:
        """The step that it stands in."""
        return self.checkpoint.position.step

    @property
    def steps(self) -> int:
        """The number of steps that are done."""
        return self.step + (self.cursor == self._operations)

    @property
    def experiment(self) -> Experiment:
        """The settings under which the step is done that it stands in."""
        return self.branch.edit_for(self.step).experiment

    def load_dataset(self) -> Dataset:
        """The data that it was trained on, from their source.

        Raises `InputError` if they are not there, or are not the same any more.
        """
        source = self.experiment.source
        try:
            if isinstance(source, CsvFile):
                require_usual_file(Path(source.path))
            dataset = self.experiment.load()
        except (OSError, ValueError) as error:  # a path may be none at all
            raise InputError(
                f"The run was trained on '{printable(self.dataset_name)}', which cannot be loaded: "
                f"{error} Open the file again once the data are there."
            ) from error
        self.require_data(dataset, f"what {source.title} gives on this computer")
        return dataset

    def require_data(self, dataset: Dataset, what: str = "this data set") -> None:
        """Raise `InputError` unless the run was trained on this data set; `what` says what it is.

        Also if its extra examples do not fit the data.
        """
        require(
            dataset.digest == self.dataset_digest,
            f"The run was trained on other data than {what}: '{printable(self.dataset_name)}' had "
            "another content then. Bring back the data as they were, and open the file again.",
        )
        network = self.experiment.network
        for branch in self.branches:
            for edit in branch.edits:
                if edit.extra is not None:
                    require_fit(edit.extra.examples, network, dataset)

    def trainer(self, dataset: Dataset | None = None) -> Trainer:
        """A trainer that goes on where the run stands, to the bit, in mid-step too.

        What was to hold from the next step on waits for it; later edits of the branch are not
        followed. The data set is loaded if it is not given. Raises `InputError` as `load_dataset`,
        and `NonFiniteError` if the step leads to numbers that are not finite.
        """
        if dataset is None:
            dataset = self.load_dataset()
        else:
            self.require_data(dataset)
        trainer = Trainer(self.experiment, dataset)
        Follower(trainer, self.branch).restore(self.checkpoint)
        for _ in range(self.cursor):
            trainer.advance()
        following = self.step + bool(self.cursor)
        edit = self.branch.edit_for(following)
        trainer.change(edit.experiment)
        trainer.take_examples(edit.examples_at(following))
        return trainer

    @property
    def _operations(self) -> int:
        """The number of operations of a step."""
        return sum(1 for _ in self.experiment.recipe.step())


def _require_course(branch: Branch) -> None:
    """Edits and lineage lie in the order of their steps, from step 0 on."""
    steps = [edit.step for edit in branch.edits]
    require(
        bool(steps) and steps[0] == 0 and all(a < b < MOST for a, b in pairwise(steps)),
        f"The edits of branch {branch.number} are not in the order of their steps, from 0 on.",
    )
    ends = [-1, *(end for _, end in branch.lineage)]
    require(
        all(a < b < MOST for a, b in pairwise(ends)),
        f"The ancestors of branch {branch.number} are not in the order of their steps.",
    )


def _require_fit(edit: Edit, first: Experiment) -> None:
    """The edit's settings continue the first ones, and what it changes fits the network."""
    require(
        edit.experiment.continues(first),
        f"The settings from step {edit.step} on cannot continue those before.",
    )
    if edit.checkpoint is not None:
        require(
            edit.checkpoint.position.step == edit.step,
            f"The parameters from step {edit.step} on belong to another step.",
        )
        _require_state(edit.checkpoint, first, f"from step {edit.step} on")
    if edit.extra is not None:
        inputs = edit.extra.examples.x.shape[1]
        require(
            inputs == first.network.inputs,
            f"The extra examples of step {edit.step} have {inputs} inputs, but the network has "
            f"{first.network.inputs}.",
        )


def _require_state(checkpoint: Checkpoint, experiment: Experiment, where: str) -> None:
    """The position can be, and the vectors are those of network and optimizer, and finite."""
    require(
        min(checkpoint.position) >= 0 and max(checkpoint.position) < MOST,
        f"The place {where} is at {tuple(checkpoint.position)}, where no training can be.",
    )
    network, state = experiment.network, checkpoint.state
    vectors = experiment.optimizer.vectors
    require(
        tuple(state.vectors) == vectors
        and all(
            vector.shape == (network.parameter_count(),) and vector.dtype == network.precision
            for vector in (state.params, *state.vectors.values())
        ),
        f"The parameters {where} are not those of this network and optimizer.",
    )
    require(state.is_finite(), f"The parameters {where} are not all finite numbers.")
