"""Files of runs, as the user handles them: asked for, dropped on the window, found again."""

from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QWidget

from app.bars.message_bar import MessageBar
from app.session.autosave import Autosave
from app.session.keeping import Keeping
from app.widgets.asking import ask_to_open, ask_to_save
from app.widgets.dropping import Dropping
from engine.model_file import ENDING

KIND = "Nablascope run"


class RunFiles(QObject):
    """Lets the user of a window save the run, and open another one.

    `menu` has the files last used, and the run of the last time. What a window that ended
    unexpectedly has left behind is offered in the `messages`.
    """

    def __init__(
        self, window: QWidget, keeping: Keeping, autosave: Autosave, messages: MessageBar
    ) -> None:
        super().__init__(window)
        self._window = window
        self._keeping = keeping
        self._autosave = autosave
        self._messages = messages
        self.menu = QMenu("Open recent", window)
        self.menu.setToolTipsVisible(True)
        keeping.recent_changed.connect(self._show_recent)
        autosave.offered.connect(self._offer)
        self._dropping = Dropping(window, ENDING[1:])
        self._dropping.dropped.connect(keeping.open)
        self._show_recent(keeping.recent)

    def save(self) -> None:
        """Write the run into its file, or ask for one."""
        if self._keeping.path is None:
            self.save_as()
        else:
            self._keeping.save(self._keeping.path)

    def save_as(self) -> None:
        """Ask for a file, and write the run there."""
        name = "run" if self._keeping.path is None else f"{self._keeping.path.with_suffix('')}"
        path = ask_to_save(self._window, "Save the run", name + ENDING, KIND, ENDING[1:])
        if path is not None:
            self._keeping.save(path)

    def open(self) -> None:
        """Ask for a file, and go on with the run in it."""
        path = ask_to_open(self._window, "Open a run", KIND, ENDING[1:])
        if path is not None:
            self._keeping.open(path)

    def _show_recent(self, recent: tuple[Path, ...]) -> None:
        self.menu.clear()
        for path in recent:
            action = QAction(path.name.replace("&", "&&"), self.menu)
            action.setToolTip(f"{path}")
            action.triggered.connect(partial(self._keeping.open, path))
            self.menu.addAction(action)
        if self._autosave.last_time is not None:
            action = QAction("The run of last time", self.menu)
            action.setToolTip("Go on where the window was closed last")
            action.triggered.connect(self._autosave.open_last)
            self.menu.addSeparator()
            self.menu.addAction(action)
        entry = self.menu.menuAction()
        assert entry is not None
        entry.setVisible(bool(self.menu.actions()))

    def _offer(self, sentence: str) -> None:
        answers = {
            "Open it": self._autosave.open_offered,
            "Forget it": self._autosave.forget_offered,
        }
        self._messages.ask(sentence, answers)
