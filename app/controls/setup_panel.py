"""The set-up panel: data, network and training, each setting asked of the engine as it is typed."""

from dataclasses import replace

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.controls.changes import Change
from app.controls.data_section import DataSection
from app.controls.field_row import MARK
from app.controls.network_section import NetworkSection
from app.controls.tab_order import order_tabs
from app.controls.training_section import TrainingSection
from app.fitting import require_watchable
from app.look.look import Look
from engine.datasets.csv_file import CsvFile
from engine.datasets.dataset import Dataset
from engine.datasets.idx_images import IdxImages
from engine.datasets.source import Source
from engine.experiment import Experiment

LEGEND = f"{MARK} starts the training over"
LEGEND_TIP = "<p>What has no such sign changes at the next step.</p>"


class SetupPanel(QWidget):
    """What is trained, and how. Nothing changes before the engine has accepted it."""

    #: a new `Experiment` on the same data set, which makes sense
    experiment_edited = pyqtSignal(object)
    #: the `Source` of another data set, or the same with other settings: to be loaded elsewhere
    source_chosen = pyqtSignal(object)
    #: the `Source` whose files are to be fetched
    download_requested = pyqtSignal(object)
    #: no data set but that in use is wanted any more
    download_cancelled = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._experiment: Experiment
        self._dataset: Dataset
        self._chosen: Source | None = None
        self._legend = QLabel(LEGEND)
        self._data = DataSection(self._apply)
        self._network = NetworkSection(self._apply)
        self._training = TrainingSection(self._apply)
        self._sections = (self._data, self._network, self._training)
        self._headings = {name: QLabel(name) for name in ("Data", "Network", "Training")}
        self._inside = QWidget()
        self._scroll = QScrollArea()
        self._build()
        self._data.download.download_clicked.connect(self._request_download)
        self._data.download.retry_clicked.connect(lambda: self.source_chosen.emit(self._chosen))
        self._data.download.cancel_clicked.connect(self._cancel)

    def _build(self) -> None:
        self._legend.setWordWrap(True)
        self._legend.setProperty("role", "muted")
        self._legend.setToolTip(LEGEND_TIP)
        self._column = QVBoxLayout(self._inside)
        self._column.addWidget(self._legend)
        for heading, section in zip(self._headings.values(), self._sections, strict=True):
            heading.setProperty("role", "heading")
            self._column.addWidget(heading)
            self._column.addWidget(section)
        self._column.addStretch(1)
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show the settings in use; a data set that was chosen meanwhile stays chosen."""
        if self._chosen is None or experiment.source != self._experiment.source:
            self._chosen = experiment.source
            self._data.download.show_nothing()
        self._experiment, self._dataset = experiment, dataset
        self._show()

    def show_loading(self, title: str) -> None:
        """The chosen data set, of this title, is being loaded; the old one stays in use."""
        self._data.download.show_loading(f"Loading {title}…")

    def show_download(self, done: int, total: int) -> None:
        """So many bytes are here, of so many in all."""
        sentence = f"Downloading {_short(self._chosen)}…"
        self._data.download.show_download(sentence, done, total)

    def show_data_problem(self, sentence: str) -> None:
        """The chosen data set can't be used; the `sentence` says why. The old one stays in use."""
        text = f"{sentence} {self._stays_in_use()}"
        self._data.download.show_problem(text, _download_size(self._chosen))

    def show_data_ready(self) -> None:
        """Nothing is being loaded: the data set in use is also the chosen one."""
        self._data.download.show_nothing()
        self._chosen = self._experiment.source
        self._show()

    def show_section(self, name: str) -> None:
        """Bring the section "data", "network" or "training" into sight."""
        bar = self._scroll.verticalScrollBar()
        assert bar is not None
        bar.setValue(self._headings[name.capitalize()].y())

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
        self.setFont(look.font())
        self._legend.setFont(look.font(0.9))
        margin = round(10 * look.unit)
        self._column.setContentsMargins(margin, margin, margin // 2, margin)
        self._column.setSpacing(round(6 * look.unit))
        for heading in self._headings.values():
            heading.setContentsMargins(0, margin, 0, 0)
        for section in self._sections:
            section.show_look(look)

    def _show(self) -> None:
        draft = self._draft()
        for section in self._sections:
            section.show_experiment(draft, self._dataset)
        order_tabs(self._inside)

    def _draft(self) -> Experiment:
        """The settings as they are shown: the data set may be chosen, but not in use yet."""
        return replace(self._experiment, source=self._chosen or self._experiment.source)

    def _apply(self, change: Change) -> str:
        """Make a change and tell of it; gives its note. Raises `InputError` if it's impossible."""
        for section in self._sections:
            section.clear_notes()
        changed, note = change(self._draft(), self._dataset)
        if changed.source != self._chosen:
            self._choose(changed.source)
            return note
        new = replace(changed, source=self._experiment.source)
        new.require_fit(self._dataset)
        require_watchable(new)
        new.batches(len(self._dataset.train))
        self._experiment = new
        self._show()
        self.experiment_edited.emit(new)
        return note

    def _choose(self, source: Source) -> None:
        """Let a data set be loaded, if all that it takes is known and on this computer."""
        in_use, download = self._experiment.source, self._data.download
        if type(source) is type(in_use) is not type(self._chosen):
            source = in_use  # back to it, with the settings that it has
        if download.is_busy:
            self.download_cancelled.emit()
        download.show_nothing()
        self._chosen = source
        self._show()
        if isinstance(source, CsvFile) and not source.path:
            download.show_sentence(f"Choose a file. {self._stays_in_use()}")
        elif isinstance(source, IdxImages) and not source.is_found:
            self._offer_download("")
        elif source != in_use:
            self.source_chosen.emit(source)

    def _offer_download(self, before: str) -> None:
        sentence = f"{before}{_short(self._chosen)} is not on this computer. {self._stays_in_use()}"
        self._data.download.show_sentence(sentence, _download_size(self._chosen))

    def _request_download(self) -> None:
        self.show_download(0, _download_size(self._chosen))
        self.download_requested.emit(self._chosen)

    def _cancel(self) -> None:
        chosen = self._chosen
        self.download_cancelled.emit()
        self._chosen = chosen
        self._show()
        self._offer_download("The download was cancelled. ")

    def _stays_in_use(self) -> str:
        return f"“{self._experiment.source.title}” stays in use."


def _short(source: Source | None) -> str:
    """The title of a data set, without its size."""
    return "" if source is None else source.title.partition(",")[0]


def _download_size(source: Source | None) -> int:
    return source.download_size if isinstance(source, IdxImages) else 0
