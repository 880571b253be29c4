"""What becomes of a data set that was chosen: missing, on its way, loading, or not to be used."""

from PyQt6.QtCore import QTimer, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.look.icons import icon
from app.look.look import Look
from app.look.style import set_property

PATIENCE_MS = 200
_MB = 1e6


class DownloadRow(QWidget):
    """A sentence, and as it needs a bar, and a button to download or to cancel."""

    #: the user wants the data set downloaded
    download_clicked = pyqtSignal()
    #: the user wants the data set loaded once more
    retry_clicked = pyqtSignal()
    #: the user wants the download stopped
    cancel_clicked = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._sentence = QLabel()
        self._bar = QProgressBar()
        self._download = QPushButton()
        self._retry = QPushButton("Try again")
        self._cancel = QPushButton("Cancel")
        self._parts = (self._bar, self._download, self._retry, self._cancel)
        self._patience = QTimer(self)
        self._loading = ""
        self._build()
        self.hide()

    def _build(self) -> None:
        self._sentence.setWordWrap(True)
        self._bar.setAccessibleName("Progress of the download")
        self._download.setToolTip("Fetch the files once; later they are found on this computer.")
        self._download.setAccessibleName("Download the data set")
        self._retry.setToolTip("Load it once more, for example after changing the file.")
        self._retry.setAccessibleName("Try again to load the data set")
        self._retry.clicked.connect(self.retry_clicked)
        self._cancel.setToolTip("Stop the download; nothing of an unfinished file is kept.")
        self._cancel.setAccessibleName("Cancel the download")
        self._download.clicked.connect(self.download_clicked)
        self._cancel.clicked.connect(self.cancel_clicked)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._show_loading)
        for part in self._parts:
            part.hide()
        progress = QHBoxLayout()
        progress.setSpacing(6)
        progress.addWidget(self._bar, 1)
        progress.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._sentence)
        layout.addWidget(self._download)
        layout.addWidget(self._retry)
        layout.addLayout(progress)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    @property
    def is_busy(self) -> bool:
        """Whether something is being loaded or downloaded."""
        return self._patience.isActive() or not self._bar.isHidden()

    def show_nothing(self) -> None:
        """All is well."""
        self._show("", "muted")
        self.hide()

    def show_sentence(self, sentence: str, download: int = 0) -> None:
        """Say something, and offer a download of so many bytes if there are any."""
        self._show(sentence, "muted")
        self._offer(download)

    def show_problem(self, sentence: str, download: int = 0) -> None:
        """Say what went wrong, and offer a download, or else another attempt."""
        self._show(f"⚠ {sentence}", "bad")
        self._offer(download)
        self._retry.setVisible(not download)

    def show_loading(self, sentence: str) -> None:
        """Say what is being loaded, if that takes longer than a moment and is not downloaded."""
        if self._cancel.isHidden():
            self._loading = sentence
            self._patience.start(PATIENCE_MS)

    def show_download(self, sentence: str, done: int, total: int) -> None:
        """Say what is on its way, and how many bytes are here of all that there are."""
        if self._cancel.isHidden():
            self._show(sentence, "muted")
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._bar.setFormat(f"{done / _MB:.1f} of {total / _MB:.1f} MB")
        self._bar.setTextVisible(True)
        self._bar.show()
        self._cancel.show()

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
        self._download.setIcon(icon("download", look.theme.text))
        self._sentence.setFont(look.font(0.9))

    def _show_loading(self) -> None:
        self._show(self._loading, "muted")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.show()

    def _offer(self, download: int) -> None:
        self._download.setText(f"Download {download / _MB:.1f} MB")
        self._download.setVisible(bool(download))

    def _show(self, sentence: str, role: str) -> None:
        self._patience.stop()
        for part in self._parts:
            part.hide()
        set_property(self._sentence, "role", role)
        self._sentence.setText(sentence)
        self.show()
