"""Stepping: by strides of any size, forwards and back, to any moment of any branch."""

from collections.abc import Callable, Iterator
from time import perf_counter

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from app.session import close_up
from app.session.bench import Bench
from app.session.strides import Spot, after_steps, before
from app.session.training import Training
from app.strides import Stride
from app.targets import Measure, Target
from engine.non_finite import NonFiniteError
from engine.timeline import Branch

SLICE_S = 0.012
"""Steps of the past are done again for so long at a time; then the window gets its turn."""
AT_ONCE_S = 0.08
"""So long a way back is gone at once, because nobody would see it pass."""


class Stepping(QObject):
    """Moves what lies on the bench of a `training`.

    A way that takes long is gone in slices of time. Until its end nothing changes, and whatever
    else is done meanwhile ends it.
    """

    #: Steps that are done again on the way to another moment, and how many in all; (0, 0): arrived.
    travelled = pyqtSignal(int, int)
    #: Why a moment could not be come to.
    failed = pyqtSignal(str)

    def __init__(self, training: Training) -> None:
        super().__init__()
        self._training = training
        self._stride = Stride.OPERATION
        self._skips_zeros = False
        self._journey: Iterator[int] | None = None
        self._then: Callable[[], None] = training.tell
        self._length = 0
        training.running_changed.connect(self.cancel)

    def set_stride(self, stride: Stride) -> None:
        """Let `advance` and `back` go so far."""
        self._stride = stride

    def skip_zeros(self, skip: bool) -> None:
        """Let terms and neurons that are 0 be passed over, or not."""
        self._skips_zeros = skip

    def advance(self) -> None:
        """Go one stride forward; a run is paused instead."""
        match self._stride:
            case Stride.TERM | Stride.NEURON:
                example = self._example()
                self._do(
                    lambda bench: close_up.forward(
                        bench,
                        example,
                        by_neuron=self._stride is Stride.NEURON,
                        skip_zeros=self._skips_zeros,
                    )
                )
            case Stride.PASS:
                self.finish_pass()
            case Stride.BATCH:
                self.finish_step()
            case Stride.EPOCH:
                self._finish_epoch()
            case _:
                self._do(Bench.advance)

    def back(self) -> None:
        """Go one stride back; a run is paused instead."""
        self.go_back(self._stride)

    def go_back(self, stride: Stride) -> None:
        """Go a stride of this size back; a run is paused instead."""
        if self._training.is_running:
            self._training.pause()
            return
        bench = self._bench
        if stride in (Stride.TERM, Stride.NEURON):
            self._go_back_closely(stride)
        elif bench.walk is not None and stride is Stride.OPERATION:
            self._go(bench.branch, bench.spot)  # out of the close-up
        else:
            self._go(bench.branch, self._before(stride))

    def finish_pass(self) -> None:
        """Do the rest of the pass, or the next one; a run is paused instead."""
        self._do(Bench.finish_pass)

    def finish_step(self) -> None:
        """Do the rest of the step, or the next one; a run is paused instead."""
        self._do(Bench.finish_step)

    def go_home(self) -> None:
        """Go to the start of the step shown."""
        self._when_paused(lambda: self._go(self._bench.branch, Spot(self._bench.spot.step, 0)))

    def go_to_operation(self, number: int) -> None:
        """Go to where this operation of the step shown was done last, forwards or back."""

        def go() -> None:
            step, cursor = self._bench.spot
            if cursor is not None and number > cursor:
                self._do(lambda bench: advance_to(bench, number))
            else:
                self._go(self._bench.branch, Spot(step, number))

        self._when_paused(go)

    def go_to_step(self, count: int) -> None:
        """Go to where so many steps of the branch are done; at most as many as ever were."""

        def go() -> None:
            bench = self._bench
            self._go(bench.branch, after_steps(min(max(count, 0), bench.archive.length)))

        self._when_paused(go)

    def follow(self, number: int) -> None:
        """Go to the end of another branch, and follow that from now on."""

        def go() -> None:
            archive = self._bench.archive
            for branch in archive.timeline.branches:
                if branch.number == number:  # or it was taken back while this waited for the pause
                    self._go(branch, after_steps(archive.histories[number].length))

        self._when_paused(go)

    def go_to_newest(self) -> None:
        """Go to the end of the branch that is followed."""
        self.follow(self._bench.branch.number)

    def cancel(self) -> None:
        """Stay where the training is; on no way there is nothing to do."""
        if self._journey is not None:
            self._journey = None
            self.travelled.emit(0, 0)

    @property
    def _bench(self) -> Bench:
        return self._training.bench

    def _before(self, stride: Stride) -> Spot:
        bench = self._bench
        operations = bench.trainer.program.operations
        return before(bench.spot, stride, operations, bench.archive.history.epochs["step"])

    def _go_back_closely(self, stride: Stride) -> None:
        """Back in the close-up, or into that of the operation before."""
        example = self._example()

        def back(bench: Bench) -> None:
            close_up.back(
                bench, example, by_neuron=stride is Stride.NEURON, skip_zeros=self._skips_zeros
            )

        bench = self._bench
        if bench.walk is not None:
            self._do(back)
            return
        step, cursor = bench.spot
        target = Spot(step, cursor - 1) if cursor else self._before(Stride.OPERATION)
        if target != bench.spot:
            self._go(bench.branch, target, then=lambda: self._training.do(back))

    def _example(self) -> int:
        """The example that a close-up is of: the one looked at, or the first."""
        if self._training.focus.example is None:
            self._training.look_at_example(0)
        return self._training.focus.example or 0

    def _do(self, action: Callable[[Bench], None]) -> None:
        self.cancel()
        self._training.do(action)

    def _when_paused(self, action: Callable[[], None]) -> None:
        self.cancel()
        self._training.when_paused(action)

    def _finish_epoch(self) -> None:
        """Run to the end of the epoch, or go there, if it was come to before."""
        self.cancel()
        bench = self._bench
        ends = bench.archive.history.epochs["step"]
        known = ends[ends > bench.steps]
        if self._training.is_running:
            self._training.pause()
        elif len(known):
            self._go(bench.branch, after_steps(int(known[0])))
        else:
            self._training.run(Target(Measure.EPOCHS, 1))

    def _go(self, branch: Branch, spot: Spot, then: Callable[[], None] | None = None) -> None:
        self.cancel()
        self._then = then or self._training.tell
        self._journey = self._bench.travel(branch, spot)
        self._length = 0
        self._travel(AT_ONCE_S)

    def _travel(self, seconds: float) -> None:
        """Go on for some time, and then again after the window had its turn."""
        journey, until = self._journey, perf_counter() + seconds
        if journey is None:
            return
        try:
            for to_go in journey:
                self._length = max(self._length, to_go)
                if perf_counter() > until:
                    self.travelled.emit(self._length - to_go, self._length)
                    QTimer.singleShot(0, lambda: self._go_on(journey))
                    return
        except NonFiniteError as error:
            self.failed.emit(str(error))
        self._journey = None
        self.travelled.emit(0, 0)
        self._then()

    def _go_on(self, journey: Iterator[int]) -> None:
        if journey is self._journey:
            self._travel(SLICE_S)


def advance_to(bench: Bench, number: int) -> None:
    """Do all operations of the step up to this one."""
    while bench.trainer.program.cursor < number:
        bench.advance()
