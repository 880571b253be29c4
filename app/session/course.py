"""A course: a trainer, and the numbered settings under which it goes on."""

from app.session.messages import Place, Settings
from engine.checkpoint import Checkpoint
from engine.training import Trainer


class Course:
    """Knows which settings the trainer's present step began under, and which hold from the next."""

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer
        self._present = Settings(trainer.experiment, revision=0)
        self._next: Settings | None = None

    @property
    def settings(self) -> Settings:
        """Those of the step that is shown."""
        self._settle()
        return self._present

    @property
    def newest(self) -> Settings:
        """The settings given last, which may hold from the next step only."""
        return self._next or self._present

    def change(self, settings: Settings) -> None:
        """Go on under other settings from the next step.

        Raises `InputError` if they cannot continue the present ones.
        """
        self._settle()
        self.trainer.change(settings.experiment)
        self._next = settings

    def place(self) -> Place:
        """From where to go on: in mid-step, or at the start of the next one.

        Raises `NonFiniteError` if the last steps have led to numbers that are not finite.
        """
        trainer = self.trainer
        return self._place(
            trainer.checkpoint(), trainer.program.cursor if trainer.is_mid_step else 0
        )

    def shown_place(self) -> Place:
        """Where it stands, with all that is computed of the step shown; raises as `place`."""
        return self._place(self.trainer.start_of_shown(), self.trainer.program.cursor)

    def resume(self, place: Place) -> None:
        """Go to a place of the same data and network, to the bit."""
        self.trainer.restore(place.checkpoint)
        self.trainer.change(place.settings.experiment)
        for _ in range(place.cursor):
            self.trainer.advance()
        self._present, self._next = place.settings, None
        if place.next_settings is not None:
            self.change(place.next_settings)

    def _place(self, checkpoint: Checkpoint, cursor: int) -> Place:
        self._settle()
        return Place(self._present, self._next, checkpoint, cursor)

    def _settle(self) -> None:
        """Notice that the next settings have come into force."""
        if self._next is not None and self.trainer.pending is None:
            self._present, self._next = self._next, None
