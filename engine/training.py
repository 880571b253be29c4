"""The trainer: steps, stops and repeats a training, and evaluates its network."""

from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.batches import Position
from engine.checkpoint import Checkpoint
from engine.datasets.dataset import Dataset, Examples
from engine.errors import require
from engine.evaluation import Evaluator, judge_of
from engine.experiment import Experiment
from engine.feed import Feed, require_fit
from engine.hooks import Hooks
from engine.metrics import Evaluation, StepMetrics
from engine.non_finite import NonFiniteError
from engine.program import Operation
from engine.step import State

CHECKPOINT_EVERY = 64
"""Steps between the checkpoints that are kept to go back to when a number is not finite."""


class Trainer:
    """Runs an experiment on its data set: step by step, or operation by operation.

    All randomness is a function of the experiment's seed and the position, so the same experiment
    gives the same bits on one machine, whatever was looked at in between.

    `position` is where the training goes on. `program` holds the step that is under way or was done
    last, or else the next one; `shown` is the position of that step. Every 64 steps `on_checkpoint`
    is given the state, to be copied during the call.
    """

    def __init__(self, experiment: Experiment, dataset: Dataset) -> None:
        experiment.require_fit(dataset)
        self.experiment = experiment
        self.dataset = dataset
        self.hooks = Hooks()
        self.position = Position()
        self.shown = self.position
        self._state = State.initial(experiment.recipe)
        judge = judge_of(dataset, experiment.tolerance)
        self._evaluator = Evaluator(experiment.recipe, self._state, dataset, judge)
        self._feed = Feed(experiment, dataset, self._state, judge)
        self.program = self._feed.load(self.position)
        self._pending: Experiment | None = None
        self._next_own: Examples | None = None
        self._step_start: Checkpoint | None = None  # of a step under way by single operations
        self._shown_start: Checkpoint | None = None  # of the step shown, where it is at hand
        self._last_good = self.checkpoint()
        self.on_checkpoint: Callable[[Checkpoint], None] | None = None

    @property
    def parameters(self) -> dict[str, NDArray[Any]]:
        """The weights and biases by name, W1, b1, …, to be looked at only."""
        return self.experiment.network.views(self.flat_parameters)

    @property
    def flat_parameters(self) -> NDArray[Any]:
        """All weights and biases in one vector, to be looked at only."""
        params = self._state.params.view()
        params.flags.writeable = False
        return params

    @property
    def is_mid_step(self) -> bool:
        """Whether a step is under way, by single operations."""
        return self._step_start is not None

    @property
    def shown_examples(self) -> NDArray[np.intp] | None:
        """The numbers, among those to learn from, of the examples of the step shown.

        None of an extra step.
        """
        return None if self.is_extra else self._feed.batches.indices(self.shown)

    @property
    def is_extra(self) -> bool:
        """Whether the step shown is on examples that `take_examples` gave."""
        return self._feed.own is not None

    @property
    def extra_examples(self) -> Examples | None:
        """The examples that the step shown is on, if `take_examples` gave them."""
        return self._feed.own

    @property
    def next_extra_examples(self) -> Examples | None:
        """Those that the step behind the one shown is on, if `take_examples` gave them."""
        return self._next_own

    @property
    def has_ended_epoch(self) -> bool:
        """Whether the step done last was the last one of an epoch."""
        return self.position.epoch > self.shown.epoch

    @property
    def pending(self) -> Experiment | None:
        """The experiment that takes over when the next step begins, if it is to be another."""
        return self._pending

    def change(self, experiment: Experiment) -> None:
        """Go on under another experiment from the next step, with all that is learnt so far.

        Until that begins the change is `pending`, and the last step can still be looked at. Raises
        `InputError`, and changes nothing, if the experiment cannot continue this one. Raises
        `NonFiniteError` if the last steps have led there; the change stays pending then.
        """
        self._require_no_hook()
        require(
            experiment.continues(self.experiment),
            "During a training only the learning rate and its schedule, the batch size, dropout, "
            "regularization and the numbers of the optimizer can change: for all else start anew.",
        )
        experiment.batches(len(self.dataset.train))
        self._pending = experiment if experiment != self.experiment else None
        if self._pending is not None and self.program.cursor == 0:
            self._prepare()

    def take_examples(self, examples: Examples | None) -> None:
        """Do the steps from the next one on on all of these, or on those whose turn it is.

        These extra steps count, but their epoch waits: it goes on with `None` where it was. Raises
        `InputError` if the examples do not fit the data set, and otherwise as `change`.
        """
        self._require_no_hook()
        if examples is not None:
            self.require_fit(examples)
        self._next_own = examples
        if self._next_own is not self._feed.own and self.program.cursor == 0:
            self._prepare()

    def require_fit(self, examples: Examples) -> None:
        """Raise `InputError` unless steps could be on these examples."""
        require_fit(examples, self.experiment.network, self.dataset)

    def step(self) -> None:
        """Do one step, or finish the one that is under way.

        Raises `NonFiniteError`, with the parameters as before the step that went wrong. A step that
        any other exception interrupts before its last operation is done is as if it had not begun.
        """
        self._require_no_hook()
        if self.hooks.watch_operations or self._step_start is not None:
            for _ in self.operations():
                pass
            return
        begun = self.position
        self._prepare()
        self._shown_start = None
        try:
            self.program.run()
            self._finish()
        except NonFiniteError:
            raise
        except BaseException:
            if self.position is begun:
                self._go_back_to(begun)
            raise

    def operations(self) -> Iterator[Operation]:
        """The same step, one operation at a time: each is given when it is done."""
        yield self.advance()
        while self._step_start is not None:
            yield self.advance()

    def advance(self) -> Operation:
        """Do the next operation, the first of a new step if none is under way, and give it.

        The last one ends the step. Raises `NonFiniteError`, and is interrupted, as `step`.
        """
        self._require_no_hook()
        start = self._step_start
        if start is None:
            start = self.checkpoint()
            self._prepare()
            self._step_start = self._shown_start = start
        try:
            operation = self.program.advance()
            self.hooks.after_operation(operation, self.program.values)
            if self.program.is_finished:
                self._finish()
        except NonFiniteError:
            raise
        except BaseException:
            if self.position is start.position:
                self.restore(start)
            raise
        return operation

    @property
    def cost(self) -> float:
        """The cost of the last step, which must be finished."""
        return float(self.program.namespace["C"])

    @property
    def learning_rate(self) -> float:
        """The learning rate of the last step, which must be finished."""
        return float(self.program.namespace["learning_rate"])

    def metrics(self) -> StepMetrics:
        """The metrics of the last step; raises `RuntimeError` unless it is finished."""
        if not self.program.is_finished:
            raise RuntimeError("no step is finished that could be measured")
        return self._feed.meter_of(self.program).measure()

    def operations_of(self, examples: int) -> tuple[Operation, ...]:
        """The operations of a step on a batch of so many examples."""
        return self._feed.program_for(examples).operations

    def evaluate(self, examples: Examples) -> Evaluation:
        """Judge the network on all `examples`, without dropout and without changing anything.

        Raises `InputError` if they do not fit the data set.
        """
        return self._evaluator.evaluate(examples)

    def checkpoint(self) -> Checkpoint:
        """A copy of what is needed to go on from the start of the next, or the present, step.

        Its numbers are finite: raises `NonFiniteError` if the last steps have led to others.
        """
        if self._step_start is not None:
            return self._step_start
        self.require_finite()
        return Checkpoint(self.position, self._state.copy())

    def lend_state(self) -> State:
        """The state itself between two steps, to be copied at once, and never to be changed."""
        return self._state

    def start_of_shown(self) -> Checkpoint:
        """The checkpoint at which the step began that is under way or, if none is, was done last.

        Before the first step, and after a restore, it is that of the next one. Raises as
        `checkpoint`.
        """
        if self.is_mid_step or not self.program.is_finished:
            return self.checkpoint()
        if self._shown_start is None:
            self._go_back_to(self.shown)
            self._shown_start = Checkpoint(self.position, self._state.copy())
            self.program.run()
            self.position = self._feed.after(self.position)
        return self._shown_start

    def restore(self, checkpoint: Checkpoint) -> None:
        """Go to a checkpoint of this experiment; the step from there gives the same bits again.

        It may come from before a change; a change that is pending takes over at once. Raises
        `InputError`, and changes nothing, if it comes from an experiment of another kind.
        """
        self._require_no_hook()
        require(
            checkpoint.position.offset < len(self.dataset.train),
            f"A checkpoint at example {checkpoint.position.offset} of an epoch is not one of "
            f"{len(self.dataset.train)} examples: it comes from another experiment.",
        )
        self._go_to(checkpoint)
        self._keep_last_good()
        self._take_over_pending()
        self._load_batch()

    def _go_to(self, checkpoint: Checkpoint) -> None:
        self._state.overwrite(checkpoint.state)
        self.position = checkpoint.position
        self._step_start = None

    def _prepare(self) -> None:
        """Make ready for the next step; once more does no harm."""
        is_other = self._pending is not None or self._next_own is not self._feed.own
        if is_other or self.position.step % CHECKPOINT_EVERY == 0:
            self.require_finite()
            if self.on_checkpoint is not None and self.position.step % CHECKPOINT_EVERY == 0:
                self.on_checkpoint(Checkpoint(self.position, self._state))
            self._keep_last_good()  # so that none is ever done again under other settings
        self._take_over_pending()
        self._load_batch()

    def _take_over_pending(self) -> None:
        self._feed.own = self._next_own
        if self._pending is None:
            return
        self.experiment = self._pending
        self._feed.take_over(self.experiment)  # not the evaluator: what can change is not in there
        self._pending = None

    def _load_batch(self) -> None:
        self.program = self._feed.load(self.position)
        self.shown = self.position

    def _finish(self) -> None:
        self._step_start = None
        if not isfinite(self.program.namespace["C"]):
            self._stop_at_first_non_finite()
        self.position = self._feed.after(self.position)
        if self.hooks.watch_steps:
            self.hooks.after_step(self.metrics())

    def _keep_last_good(self) -> None:
        self._last_good.state.overwrite(self._state)
        self._last_good = Checkpoint(self.position, self._last_good.state)

    def _require_no_hook(self) -> None:
        if self.hooks.are_called:
            raise RuntimeError("a hook cannot drive the trainer that calls it")

    def require_finite(self) -> None:
        """Raise `NonFiniteError` if the last steps have led to numbers that are not finite."""
        if not self._state.is_finite():
            self._stop_at_first_non_finite()

    def _replay(self, step: int) -> Iterator[Operation]:
        """Go back to the last good checkpoint, and from there, without hooks, up to a `step`.

        Each operation is given when it is done.
        """
        self._go_to(self._last_good)
        while self.position.step < step:
            self._load_batch()
            while not self.program.is_finished:
                yield self.program.advance()
            self.position = self._feed.after(self.position)
        self._load_batch()

    def _go_back_to(self, position: Position) -> None:
        """Stand before the step at a position since the last good checkpoint, as if not begun."""
        for _ in self._replay(position.step):
            pass

    def _stop_at_first_non_finite(self) -> None:
        """Find the operation at fault by doing the last steps again, and stop before its step."""
        for operation in self._replay(self.position.step + 1):
            if not np.isfinite(self.program.namespace[operation.writes]).all():
                position = self.position
                self._go_back_to(position)
                raise NonFiniteError(position, operation.number, operation.text)
        raise AssertionError("a step that was done again gave other numbers")
