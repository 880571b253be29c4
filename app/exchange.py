"""Exchange: what other programs can use of the network, and weights that come from them."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from numpy.typing import NDArray
from PyQt6.QtCore import QObject, QSize, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QWidget

from app.exporting import job, kinds
from app.exporting.exporter import Exporter
from app.exporting.film import Film
from app.exporting.job import Job
from app.exporting.kinds import GROUPS, Kind
from app.exporting.painted import Drawing, Picture
from app.exporting.replay import Replay
from app.network_view.network_view import NetworkView
from app.network_view.portrait_painter import PortraitPainter
from app.session.loader import Loader, Task
from app.session.session import Session
from app.widgets.asking import ask_to_open
from app.widgets.dropping import Dropping
from engine.network import Network
from engine.non_finite import NonFiniteError
from engine.trace import Trace, take_trace
from engine.weights_file import Weights, load_weights

FILM_SIZE = QSize(960, 576)
SUFFIXES = ("npz", "safetensors")
"""Of files with weights."""
PICTURES: Mapping[Kind, Callable[[PortraitPainter], Job]] = {
    kinds.PNG: Picture,
    kinds.SVG: Drawing,
}
NETWORKS: Mapping[Kind, Callable[[Network, NDArray[Any]], Job]] = {
    kinds.PYTORCH: job.pytorch,
    kinds.NUMPY: job.numpy,
    kinds.ONNX: job.onnx,
    kinds.WEIGHTS: job.weights,
}
TRACES: Mapping[Kind, Callable[[Trace], Job]] = {
    kinds.TRACE_CSV: job.trace_csv,
    kinds.TRACE_JSON: job.trace_json,
}
"""What makes the job for a kind of file, by what it is made of. All others are films."""


class Exchange(QObject):
    """Exports what a window shows, by the entries of its `menu`, and imports weights.

    What is exported is copied at once, and written while all goes on.
    """

    #: A sentence for the user.
    said = pyqtSignal(str)
    #: Why something could not be exported or imported.
    failed = pyqtSignal(str)

    def __init__(self, window: QWidget, view: NetworkView, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._view = view
        self._session = session
        self._exporter = Exporter(window)
        self._exporter.said.connect(self.said)
        self._exporter.failed.connect(self.failed)
        self._loader = Loader()
        self.menu = QMenu("Export", window)
        self.menu.setToolTipsVisible(True)
        for group in GROUPS:
            self.menu.addSeparator()
            for kind in group:
                action = QAction(kind.text, self.menu)
                action.setToolTip(kind.tip)
                action.triggered.connect(partial(self.export, kind))
                self.menu.addAction(action)
        self._dropping = Dropping(window, *SUFFIXES)
        self._dropping.dropped.connect(self.take_weights)

    def export(self, kind: Kind) -> None:
        """Export this. Only for the numbers of a step, and for a film, a run is paused."""
        portrait = self._view.portrait()
        if portrait is None:
            return
        if kind in PICTURES:
            self._exporter.export(kind, PICTURES[kind](PortraitPainter(portrait)))
        elif kind in NETWORKS:
            reading = portrait.snapshot.reading
            self._exporter.export(kind, NETWORKS[kind](reading.network, reading.flat_parameters))
        elif kind in TRACES:
            self._while_paused(partial(self._export_trace, kind))
        else:
            self._while_paused(partial(self._export_film, kind))

    def import_weights(self) -> None:
        """Ask for a file, and go on with the weights in it."""
        path = ask_to_open(self._window, "Import weights", "Weights", *SUFFIXES)
        if path is not None:
            self.take_weights(path)

    def take_weights(self, path: Path) -> None:
        """Go on with the weights in a file, if they fit the network."""
        network = self._session.experiment.network

        def use(weights: Weights) -> None:
            if self._session.experiment.network.shapes() != network.shapes():
                self.failed.emit(f"Meanwhile the network has changed: open {path.name} once more.")
                return
            self._while_paused(
                lambda: self._session.set_parameters(weights.params, f"weights of {path.name}")
            )
            self.said.emit(f"These are the weights of {path.name}. {weights.remark}".rstrip())

        task = Task(lambda _: load_weights(path, network), use, self.failed.emit)
        self._loader.start(task)

    def close(self) -> None:
        """Give up what is being written or read."""
        self._loader.cancel()
        self._exporter.close()

    def _while_paused(self, action: Callable[[], None]) -> None:
        """Do something while nothing runs; a run goes on after it."""
        training = self._session.training
        was_running = training.is_running
        training.when_paused(action)
        if was_running:
            training.when_paused(training.run)

    def _export_trace(self, kind: Kind) -> None:
        training = self._session.training
        try:
            trace = take_trace(training.bench.trainer)
        except NonFiniteError as error:  # the trainer stands before the step at fault now
            training.tell()
            self.failed.emit(str(error))
            return
        self._exporter.export(kind, TRACES[kind](trace))

    def _export_film(self, kind: Kind) -> None:
        count = self._exporter.ask_frames(kind)
        portrait = self._view.portrait()  # of what is there now: it may be another run
        if count is None or portrait is None:
            return
        bench = self._session.training.bench
        trainer, last = bench.trainer, bench.archive.scout.last
        film = Film(
            kind.suffix,
            trainer.experiment,
            trainer.dataset,
            portrait.snapshot.reading,
            Replay(bench.branch, trainer.dataset, last, bench.steps, count),
            PortraitPainter(portrait.of_film(FILM_SIZE)),
        )
        self._exporter.export(kind, film)
