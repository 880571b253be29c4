"""Live: the window's end of the training process, read once a frame."""

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal

from app.session.channel import Channel
from app.session.messages import Change, Command, Look, Open, Pace, Pause, Place, Run, Settings
from app.session.worker import Worker, WorkerLost
from app.targets import Target
from engine.experiment import Experiment
from engine.reading import Focus

FRAME_MS = 16
IDLE_MS = 100
"""Between looks at what the training process says while it does not train."""


class Live(QObject):
    """Runs a training process and passes on what it publishes, at the display's rate.

    Should the process die, a new one is started, and opens the same experiment. One that dies
    before it has said anything is not replaced until the next run is wanted.
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
        self._worker = Worker()
        self._channel: Channel | None = None
        self._opened: Experiment | None = None
        self._look = Look(Focus(), distributions=False)
        self._pace = Pace(None)
        self._seen = 0
        self._has_spoken = False
        self._clock = QTimer(self)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._frame)
        self._clock.start(IDLE_MS)

    @property
    def process_id(self) -> int:
        """The number of the training process."""
        return self._worker.process_id

    def open(self, experiment: Experiment) -> None:
        """Make the training process ready to run this experiment."""
        if self._channel is not None:
            self._channel.close()
        self._channel = Channel(experiment.network)
        self._opened = experiment
        self._seen = 0
        self._send(Open(experiment, self._channel.name))

    def run(self, place: Place, target: Target | None) -> None:
        """Train from a place towards a target."""
        if not self._clock.isActive():
            self._restart()
        self._send(Run(place, target))
        self._clock.start(FRAME_MS)

    def pause(self, *, finish_step: bool = False) -> None:
        """Stop; `Paused` will be reported."""
        self._send(Pause(finish_step))

    def change(self, settings: Settings) -> None:
        """Go on under other settings from the next step."""
        self._send(Change(settings))

    def look(self, focus: Focus, *, distributions: bool) -> None:
        """Say what is looked at."""
        self._look = Look(focus, distributions)
        self._send(self._look)

    def pace(self, operations_per_second: float | None) -> None:
        """Do so many operations a second; None: as many as can be."""
        self._pace = Pace(operations_per_second)
        self._send(self._pace)

    def idle(self) -> None:
        """Look less often at what the training process says, until the next run."""
        self._clock.start(IDLE_MS)

    def close(self) -> None:
        """End the training process."""
        self._clock.stop()
        self._worker.close()
        if self._channel is not None:
            self._channel.close()
            self._channel = None

    def _send(self, command: Command) -> None:
        self._worker.send(command)

    def _frame(self) -> None:
        """Take all that is new: rows first, so that a report finds the curves complete."""
        try:
            reports = list(self._worker.reports())
        except WorkerLost as error:
            if self._has_spoken:
                self._restart()
            else:
                self._clock.stop()
            self.lost.emit(str(error))
            return
        self._has_spoken = self._has_spoken or bool(reports)
        if self._channel is None:
            return
        rows = self._channel.take_rows()
        if len(rows):
            self.rows_taken.emit(rows)
        published = self._channel.published
        if published > self._seen:
            self._seen = published
            self.moment_ready.emit(*self._channel.newest())
        for report in reports:
            self.reported.emit(report)

    def _restart(self) -> None:
        self._worker.close()
        self._worker = Worker()
        self._has_spoken = False
        if self._opened is not None:
            self.open(self._opened)
        self._send(self._look)
        self._send(self._pace)
        self.idle()
