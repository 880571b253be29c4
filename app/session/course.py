"""A course: a trainer on its way along a branch, and the places where it stands."""

from app.session.messages import Change, Place
from engine.program import Operation
from engine.timeline import Branch, Edit, Follower
from engine.training import Trainer


class Course:
    """Drives a trainer along a branch, on which each edit comes into force at its step."""

    def __init__(self, trainer: Trainer, branch: Branch) -> None:
        self.trainer = trainer
        self._follower = Follower(trainer, branch)

    @property
    def branch(self) -> Branch:
        """The branch that is followed."""
        return self._follower.branch

    @property
    def edit(self) -> Edit:
        """The edit under which the step shown is done."""
        return self._follower.edit

    @property
    def newest(self) -> Edit:
        """The edit that holds for the next step to begin."""
        return self.branch.edit_for(self.next_step)

    @property
    def next_step(self) -> int:
        """The step that begins next."""
        return self.trainer.position.step + self.trainer.is_mid_step

    def follow(self, branch: Branch) -> None:
        """Go on along another branch, which shares the steps so far."""
        self._follower.follow(branch)

    def change(self, change: Change, length: int = 0) -> Edit:
        """Go on under other settings from the next step, where later edits are void.

        That makes a branch, if `length` steps are known and these lie before their end. Raises
        `InputError`, and changes nothing, if they cannot continue the present ones.
        """
        self.trainer.change(change.experiment)
        edit = Edit(change.number, self.next_step, change.experiment, change.title)
        self.follow(self.branch.going_on(edit, length))
        return edit

    def begin(self) -> None:
        """Let an edit of the step that comes next come into force."""
        self._follower.begin()

    def step(self) -> None:
        """Do a step, or the rest of the one under way; raises as `Trainer.step`."""
        self._follower.begin()
        self.trainer.step()

    def advance(self) -> Operation:
        """Do one operation; raises as `Trainer.advance`."""
        self._follower.begin()
        return self.trainer.advance()

    def place(self) -> Place:
        """From where to go on: in mid-step, or at the start of the next one.

        An edit of that step is in force there. Raises `NonFiniteError` if the last steps have led
        to numbers that are not finite.
        """
        self._follower.begin()
        trainer = self.trainer
        cursor = trainer.program.cursor if trainer.is_mid_step else 0
        return Place(self.branch, trainer.checkpoint(), cursor)

    def shown_place(self) -> Place:
        """Where it stands, with all that is computed of the step shown; raises as `place`."""
        return Place(self.branch, self.trainer.start_of_shown(), self.trainer.program.cursor)

    def resume(self, place: Place) -> None:
        """Go to a place of the same data and network, to the bit."""
        self._follower.follow(place.branch)
        self._follower.restore(place.checkpoint)
        for _ in range(min(place.cursor, len(self.trainer.program.operations))):
            self.trainer.advance()
