"""The scout: finds any step of the past again, with a trainer of its own."""

from collections.abc import Iterator, Sequence

from engine.checkpoint import Checkpoint
from engine.checkpoints import Checkpoints, slots_within
from engine.timeline import Branch, Follower, last_checkpoint, travel
from engine.training import Trainer

TRAIL_BYTES = 2**23
"""For checkpoints close before the place last gone to, so that a few steps back are near."""
TRAIL_STEPS = 64
TRAIL_EVERY = 12


class Scout:
    """Keeps checkpoints, and does the steps from the nearest one again.

    `trainer` is one of the same experiment, from which it takes settings and data.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._model = trainer
        self._follower: Follower | None = None
        self._trail = Checkpoints(trainer.experiment.recipe, TRAIL_BYTES)
        self._stores = [self._trail]
        self._given: Sequence[tuple[int, Checkpoint]] = ()

    def use(self, store: Checkpoints) -> None:
        """Keep checkpoints of all the past in this store, and find them there."""
        self._stores = [store, self._trail]
        for owner, checkpoint in self._given:
            store.put(owner, checkpoint.position, checkpoint.state)
        self._given = ()

    def take(self, given: Sequence[tuple[int, Checkpoint]]) -> None:
        """Keep these, each with its branch, in the store that will be used."""
        self._given = given

    def spread(self, branch: Branch, step: int, budget: int) -> list[tuple[int, Checkpoint]]:
        """Some of what is kept of a branch before a step, in so many bytes, each with its owner.

        They lie as evenly as can be; the last one is among them.
        """
        store = self._stores[0]
        known = [
            (owner, number)
            for owner, end in branch.whole_lineage
            for number in store.steps(owner)
            if 0 < number < min(end, step)
        ]
        count = min(slots_within(self._model.experiment.recipe, budget), len(known))
        chosen = [known[(place + 1) * len(known) // count - 1] for place in range(count)]
        found = [(owner, store.at(owner, number)) for owner, number in chosen]
        return [(owner, checkpoint) for owner, checkpoint in found if checkpoint is not None]

    def keep(self, branch: Branch, checkpoint: Checkpoint) -> None:
        """Keep a copy of a checkpoint of a branch."""
        owner = branch.owner(checkpoint.position.step)
        self._stores[0].put(owner, checkpoint.position, checkpoint.state)

    def forget(self, branch: Branch, step: int) -> None:
        """Forget what is kept of a branch of its own from this step on."""
        for store in self._stores:
            store.forget(branch.number, step)

    def last(self, branch: Branch, step: int) -> Checkpoint | None:
        """The last checkpoint of a branch, up to a step, that is kept."""
        return last_checkpoint(branch, step, self._stores)

    def values(self, branch: Branch, place: int) -> dict[int, float]:
        """What is known of a parameter of a branch, by its place in the vector, at which steps."""
        known: dict[int, float] = {}
        for store in self._stores:
            known |= store.values(branch.whole_lineage, place)
        return known

    def find(self, branch: Branch, step: int) -> Iterator[int]:
        """Come to the start of a step that was done before; gives how many are still to be done.

        `found` is its checkpoint then. A search that is given up does no harm.
        """
        follower = self._follower
        if follower is None:
            trainer = Trainer(self._model.experiment, self._model.dataset)
            follower = self._follower = Follower(trainer, branch)
            trainer.on_checkpoint = lambda checkpoint: self.keep(follower.branch, checkpoint)
        follower.branch = branch
        is_far = False
        for to_go in travel(follower, step, self._stores):
            if to_go > TRAIL_EVERY and not is_far:
                is_far = True
                self._trail.clear()
            if to_go <= TRAIL_STEPS and to_go % TRAIL_EVERY == 0:
                self._leave_trail(follower)
            yield to_go

    @property
    def found(self) -> Checkpoint:
        """What was found last."""
        assert self._follower is not None
        return self._follower.trainer.checkpoint()

    def _leave_trail(self, follower: Follower) -> None:
        trainer = follower.trainer
        owner = follower.branch.owner(trainer.position.step)
        self._trail.put(owner, trainer.position, trainer.lend_state())
