"""Inspection: what is selected, in the step shown, for those who take it apart."""

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from app.inspected import Inspected
from app.session.loader import Loader, Task
from app.session.training import Training
from app.snapshot import Snapshot
from engine.addresses import Address, BiasId, EdgeId
from engine.gradient_check import CheckResult, check_all
from engine.network import Network
from engine.non_finite import NonFiniteError
from engine.objective import Objective
from engine.places import has_part
from engine.progress import Progress
from engine.trace import Trace, take_trace


class Inspection(QObject):
    """Knows what is selected, and gives out the trace of the step shown where nothing runs."""

    #: What is inspected: an `Inspected`, or None while the training runs.
    inspected = pyqtSignal(object)
    #: The `Trace` of the step shown, or None while the training runs.
    traced = pyqtSignal(object)
    #: The part of the network that is selected: an `Address` or None.
    selected = pyqtSignal(object)
    #: The steps and values that are known of the selected weight or bias: two arrays.
    value_history_read = pyqtSignal(object, object)
    #: The number in the training set of the example that is looked at; of a whole batch None.
    example_known = pyqtSignal(object)
    #: How many derivatives are checked, and how many there are.
    check_progressed = pyqtSignal(object, object)
    #: What a check of all derivatives found: a `CheckResult`.
    checked = pyqtSignal(object)
    #: Why a check ended without a result.
    check_ended = pyqtSignal(str)

    def __init__(self, training: Training) -> None:
        super().__init__()
        self._training = training
        self._address: Address | None = None
        self._example: int | None = 0
        self._trace: Trace | None = None
        self._key: object = None
        self._is_wanted = False
        self._is_closed = False
        self._checker = Loader()
        self._checker.progressed.connect(self.check_progressed)
        training.snapshot_ready.connect(self._on_snapshot)

    def close(self) -> None:
        """Give out nothing any more: the panels are hidden one by one when the window closes."""
        self.cancel_check()
        self._is_closed = True

    def want(self, wanted: bool) -> None:
        """Say whether anybody looks at what is inspected."""
        self._is_wanted = wanted and not self._is_closed
        if self._is_wanted and not self._training.is_running:
            self._tell()

    def select(self, address: Address | None) -> None:
        """Select a part of the network, or nothing."""
        self._address = address
        self.selected.emit(address)
        if self._is_wanted and not self._training.is_running:
            self._tell()

    def keep_selection(self, network: Network) -> None:
        """Another network is shown: what it does not have is selected no more."""
        self.cancel_check()
        self._key = None
        if self._address is not None and not has_part(network, self._address):
            self.select(None)

    def check_all(self, epsilon: float) -> None:
        """Check every derivative of the step shown by nudging, in the background."""
        trace = self._trace
        if trace is None:
            return

        def check(progress: Progress) -> CheckResult:
            return check_all(Objective(trace), epsilon, progress)

        self._checker.start(Task(check, self.checked.emit, self.check_ended.emit))

    def cancel_check(self) -> None:
        """Give up checking."""
        self._checker.cancel()

    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._example = snapshot.reading.focus.example
        if snapshot.is_running:
            if self._trace is not None:
                self._trace = self._key = None
                self.cancel_check()
                self.inspected.emit(None)
                self.traced.emit(None)
        elif self._is_wanted:
            self._tell()

    def _tell(self) -> None:
        try:
            is_new = self._take_trace()
        except NonFiniteError as error:  # the training stands before that step now
            problem = str(error)
            QTimer.singleShot(0, lambda: self._fail(problem))
            return
        assert self._trace is not None
        if is_new:
            self.cancel_check()
            self.traced.emit(self._trace)
        example = self._example
        if example is not None:
            example = min(example, self._trace.examples - 1)
            self.example_known.emit(self._training.bench.example_number(example))
        else:
            self.example_known.emit(None)
        self.inspected.emit(Inspected(self._trace, self._address, example))
        if isinstance(self._address, EdgeId | BiasId):
            bench = self._training.bench
            self.value_history_read.emit(*bench.archive.value_history(self._address, bench.trainer))

    def _take_trace(self) -> bool:
        """Take the trace of what is shown, unless it is at hand; tell whether it is another."""
        bench = self._training.bench
        key = (bench, bench.branch, bench.spot)
        if key == self._key:
            return False
        self._trace = take_trace(bench.trainer)
        self._key = key
        return True

    def _fail(self, problem: str) -> None:
        self._training.tell()
        self._training.failed.emit(problem)
