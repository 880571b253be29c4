"""The workshop: makes benches in the background, and hands them over once nothing runs."""

from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal

from app.session.bench import Bench
from app.session.loader import Loader, Task
from app.session.training import Training
from engine.datasets.dataset import Dataset
from engine.progress import Progress


class Workshop(QObject):
    """Makes one thing at a time; a new one takes the place of the old one."""

    #: Bytes of a download that are done, and in all.
    progressed = pyqtSignal(object, object)

    def __init__(self, training: Training) -> None:
        super().__init__()
        self._training = training
        self._loader = Loader()
        self._loader.progressed.connect(self.progressed)

    def load(
        self,
        job: Callable[[Progress], Dataset],
        then: Callable[[Dataset], None],
        otherwise: Callable[[str], None],
    ) -> None:
        """Load data and, if they are still wanted, do something with them, or say why not."""
        self._loader.start(Task(job, then, otherwise))

    def make(
        self,
        job: Callable[[Progress], Bench],
        then: Callable[[Bench], None],
        otherwise: Callable[[str], None],
    ) -> None:
        """Make a bench and, if it is still wanted, do something with it once nothing runs."""

        def when_made(bench: Bench) -> None:
            self._training.when_paused(lambda: use(bench))

        def use(bench: Bench) -> None:
            if not task.is_cancelled.is_set():
                then(bench)

        task = Task(job, when_made, otherwise)
        self._loader.start(task)

    def cancel(self) -> None:
        """Give up what is being made."""
        self._loader.cancel()
