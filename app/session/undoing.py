"""Undoing: what is taken back, and done again, in one order, whoever made the change."""

from PyQt6.QtCore import QObject, pyqtSignal

from app.session.bench import Bench
from app.session.collection import Collection
from app.session.strides import Spot
from app.session.training import Training
from app.session.undo import Collected, Drawn, Entry, Remembered, UndoStack
from app.session.workshop import Workshop
from engine.timeline import Branch


class Undoing(QObject):
    """Remembers the changes of a `training`, of own examples and on the pad, and takes them back.

    A run that has to be made again is made in the `workshop`, where it takes the place of all else.
    """

    #: What can be taken back, and what can be done again: their titles, or "".
    changed = pyqtSignal(str, str)
    #: The training is to be as it was under these settings, an `Experiment`: what is under way in
    #: its place is void.
    begun = pyqtSignal(object)
    #: The settings that hold again: an `Experiment`.
    settings_changed = pyqtSignal(object)
    #: The `Bench` of a run that is to be gone on with.
    brought_back = pyqtSignal(object)
    #: Why something could not be taken back.
    failed = pyqtSignal(str)
    #: The last change on the pad is to be taken back.
    drawing_taken_back = pyqtSignal()
    #: It is to be done again.
    drawing_done_again = pyqtSignal()

    def __init__(self, training: Training, collection: Collection, workshop: Workshop) -> None:
        super().__init__()
        self._training = training
        self._collection = collection
        self._workshop = workshop
        self._stack = UndoStack()
        collection.edited.connect(lambda title: self.remember(Collected(title)))

    @property
    def here(self) -> tuple[Branch, Spot]:
        """Where the training stands."""
        bench = self._training.bench
        return bench.branch, bench.spot

    def tell(self) -> None:
        """Tell what can be taken back and done again."""
        self.changed.emit(*self._stack.titles)

    def as_it_is(self, title: str) -> Remembered:
        """All of the run as it is before a change; nothing may run."""
        bench = self._training.bench
        return Remembered(title, bench.experiment, bench.trainer.dataset, bench.past())

    def as_set(self, title: str) -> Remembered:
        """The settings alone as they are before a change of these."""
        bench = self._training.bench
        return Remembered(title, bench.experiment, bench.trainer.dataset)

    def remember(self, before: Entry) -> None:
        """A change was made, which can be taken back; what was taken back before is gone."""
        self._stack.remember(before)
        self.tell()

    def forget_drawn(self) -> None:
        """There is another pad: what was changed on the one before cannot be taken back."""
        self._stack.forget_drawn()

    def undo_drawing(self) -> None:
        """Take the last change on the pad back, whatever else was done since."""
        self._move_drawn(self._stack.done, self._stack.undone)
        self.drawing_taken_back.emit()

    def redo_drawing(self) -> None:
        """Do again what was taken back last on the pad."""
        self._move_drawn(self._stack.undone, self._stack.done)
        self.drawing_done_again.emit()

    def undo(self) -> None:
        """Take the last change back."""
        self._move(self._stack.done, self._stack.undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._move(self._stack.undone, self._stack.done)

    def _move(self, stack: list[Entry], other: list[Entry]) -> None:
        """Let things be as they were before the newest entry; how they are goes to the other."""
        if not stack:
            return
        newest = stack[-1]
        if isinstance(newest, Remembered):
            self._bring_back(newest, stack, other)
            return
        other.append(stack.pop())
        self.tell()
        is_undone = other is self._stack.undone
        if isinstance(newest, Collected):
            self._collection.undo() if is_undone else self._collection.redo()
        else:
            (self.drawing_taken_back if is_undone else self.drawing_done_again).emit()

    def _bring_back(self, before: Remembered, stack: list[Entry], other: list[Entry]) -> None:
        self.begun.emit(before.experiment)
        past, after = before.past, before.after
        is_going_on = after is not None and (self._training.is_running or after != self.here)
        if past is None or is_going_on:
            stack.pop()
            other.append(self.as_set(before.title))
            self._training.change(before.experiment)
            self.settings_changed.emit(before.experiment)
            self.tell()
            return

        def put_back(bench: Bench) -> None:
            if before not in stack[-1:]:  # another change was made meanwhile
                return
            stack.pop()
            other.append(self.as_it_is(before.title))
            self.brought_back.emit(bench)

        def turn_back() -> None:
            if before not in stack[-1:]:  # taken back while this waited for the pause
                self._move(stack, other)
                return
            stack.pop()
            other.append(self.as_it_is(before.title))
            self._training.bench.bring_back(past)
            self._training.tell()
            self.tell()

        if past.timeline is self._training.bench.archive.timeline:
            self._training.when_paused(turn_back)
        else:
            self._workshop.make(lambda _: before.bench(), put_back, self.failed.emit)

    def _move_drawn(self, stack: list[Entry], other: list[Entry]) -> None:
        """Note that the newest change on the pad is taken back, or done again, by itself."""
        newest = next((entry for entry in reversed(stack) if isinstance(entry, Drawn)), None)
        if newest is not None:
            stack.remove(newest)
            other.append(newest)
            self.tell()
