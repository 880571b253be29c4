"""Live: the window's end of the training process, read once a frame."""

from dataclasses import replace
from pathlib import Path
from shutil import disk_usage

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal

from app.session.channel import Channel
from app.session.messages import (
    Change,
    Command,
    Look,
    Open,
    Opened,
    Orders,
    Pace,
    Pause,
    Paused,
    Run,
)
from app.session.worker import Worker
from engine.checkpoints import Checkpoints
from engine.experiment import Experiment
from engine.reading import Focus

FRAME_MS = 16
IDLE_MS = 100
"""Between looks at what the training process says while it does not train."""

CHECKPOINT_BYTES = 119_000_000
"""For checkpoints of the whole past; with those close to where one was last, less than 128 MB."""
SHARED_MEMORY = Path("/dev/shm")
"""Where Linux has it; in a container it may be small, and to use more than there is is fatal."""


class Live(QObject):
    """Runs a training process and passes on what it publishes, at the display's rate.

    Should the process die, the next run starts a new one, which opens the same experiment.
    """

    #: Rows of metrics, shape (steps, numbers); see `rows`.
    rows_taken = pyqtSignal(object)
    #: Where a reading stands (`Moment`), and the reading.
    moment_ready = pyqtSignal(object, object)
    #: What the training process reports, from `messages`.
    reported = pyqtSignal(object)
    #: The training process has died; how.
    lost = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._worker: Worker | None = None
        self._experiment: Experiment
        self._channels: list[Channel] = []  # the last is in use; the process may still want others
        self._look = Look(Focus(), distributions=False)
        self._pace = Pace(None)
        self._orders = Orders()
        self._seen = 0
        self._clock = QTimer(self)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._frame)
        self._clock.start(IDLE_MS)

    @property
    def checkpoints(self) -> Checkpoints:
        """Those of the experiment that is open; whoever has the training writes them."""
        return self._channels[-1].checkpoints

    @property
    def process_id(self) -> int | None:
        """The number of the training process, or None if it has died."""
        return None if self._worker is None else self._worker.process_id

    def open(self, experiment: Experiment) -> None:
        """Make the training process ready to run this experiment."""
        self._channels.append(Channel(experiment, room_for_checkpoints()))
        self._experiment = experiment
        self._seen = 0
        self._open_channel()

    def run(self, run: Run) -> None:
        """Train; an experiment must be open."""
        if self._worker is None:
            self._open_channel()
        place = run.place
        part = replace(place, branch=place.branch.part_from(place.checkpoint.position.step))
        self._send(replace(run, place=part))
        self._clock.start(FRAME_MS)

    def pause(self, *, finish_step: bool = False) -> None:
        """Stop; `Paused` will be reported."""
        self._send(Pause(finish_step))

    def change(self, change: Change) -> None:
        """Go on under other settings from the next step."""
        self._send(change)

    def look(self, focus: Focus, *, distributions: bool) -> None:
        """Say what is looked at."""
        self._look = Look(focus, distributions)
        self._send(self._look)

    def obey(self, orders: Orders) -> None:
        """Stop at these breakpoints and watch these values."""
        self._orders = orders
        self._send(orders)

    def pace(self, operations_per_second: float | None) -> None:
        """Do so many operations a second; None: as many as can be."""
        self._pace = Pace(operations_per_second)
        self._send(self._pace)

    def close(self) -> None:
        """End the training process and free the memory shared with it."""
        self._clock.stop()
        if self._worker is not None:
            self._worker.close()
            self._worker = None
        while self._channels:
            self._channels.pop().close()

    def _open_channel(self) -> None:
        """Let the training process, or a new one, use the newest channel and what is kept there."""
        if self._worker is None:
            self._worker = Worker()
            self._send(self._look)
            self._send(self._pace)
            self._send(self._orders)
        channel = self._channels[-1]
        self._send(Open(self._experiment, channel.name, channel.checkpoint_bytes))

    def _send(self, command: Command) -> None:
        if self._worker is not None:
            self._worker.send(command)

    def _frame(self) -> None:
        """Take all that is new: rows first, so that a report finds the curves complete."""
        worker = self._worker
        if worker is None:
            return
        has_ended = worker.has_ended  # asked first: then it says no more than is read here
        reports = worker.reports()
        channel = self._channels[-1]
        rows = channel.take_rows()
        published = channel.published
        newest = channel.newest() if published > self._seen else None
        self._seen = published
        if len(rows):
            self.rows_taken.emit(rows)
        if newest is not None:
            self.moment_ready.emit(*newest)
        for report in reports:
            if isinstance(report, Opened):
                self._free_all_before(report.channel)
            else:
                if isinstance(report, Paused):
                    self._clock.start(IDLE_MS)
                self.reported.emit(report)
        if has_ended and worker is self._worker:
            self._lose(worker)

    def _free_all_before(self, name: str) -> None:
        """The process has turned to the channel of this name: nobody wants earlier ones."""
        while self._channels and self._channels[0].name != name:
            self._channels.pop(0).close()

    def _lose(self, worker: Worker) -> None:
        self._worker = None
        self._clock.start(IDLE_MS)
        self.lost.emit(f"exit code {worker.close()}")


def room_for_checkpoints() -> int:
    """The bytes that may be shared for checkpoints on this computer."""
    if not SHARED_MEMORY.is_dir():
        return CHECKPOINT_BYTES
    return min(CHECKPOINT_BYTES, disk_usage(SHARED_MEMORY).free // 2)
