"""The user saves and opens runs by dialogs, by drops, and by what was used last."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bars.message_bar import MessageBar
from app.run_files import RunFiles
from app.session.autosave import LAST, Autosave
from app.session.keeping import Keeping
from app.session.saved import picture
from app.session.session import Session
from engine import model_file
from tests.app.session.trainings import bench

PATIENCE_MS = 20_000


class Window:
    """A window with a run, which is kept."""

    def __init__(self, qtbot: QtBot, session: Session, folder: Path) -> None:
        self.qtbot = qtbot
        self.session = session
        self.folder = folder
        session.take_up(bench(), "anew")
        self.widget = QWidget()
        self.widget.resize(600, 200)
        qtbot.addWidget(self.widget)
        self.messages = MessageBar(self.widget)
        self.keeping = Keeping(session)
        self.autosave = Autosave(session, self.keeping, folder / "kept")
        self.files = RunFiles(self.widget, self.keeping, self.autosave, self.messages)
        self.widget.show()

    def wait(self, action: Callable[[], object]) -> str:
        """Do something, and wait until it is said how it went."""
        with self.qtbot.waitSignal(self.keeping.said, timeout=PATIENCE_MS) as told:
            action()
        return str(told.args[0])

    def answer(self, action: Callable[[], None], name: str | None) -> str:
        """Do what asks for a file; give the dialog's title, and the name that it proposed."""
        seen: list[str] = []

        def type_in() -> None:
            dialog = self.widget.findChild(QFileDialog)
            line = dialog.findChild(QLineEdit)
            seen.extend((dialog.windowTitle(), line.text()))
            if name is None:
                dialog.reject()
                return
            line.setText(name)
            dialog.accept()

        QTimer.singleShot(0, type_in)
        action()
        return " ".join(seen)

    def drop(self, path: Path) -> bool:
        """Drag a file to the window and, if it is taken, drop it there."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        given = (
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        entering = QDragEnterEvent(QPointF(5, 5).toPoint(), *given)
        entering.ignore()
        QApplication.sendEvent(self.widget, entering)
        if not entering.isAccepted():
            return False
        QApplication.sendEvent(self.widget, QDropEvent(QPointF(5, 5), *given))
        return True


@pytest.fixture(scope="module")
def session(qapp: object) -> Iterator[Session]:
    """One process for all tests here."""
    session = Session(bench())
    yield session
    session.close()


@pytest.fixture
def window(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Window]:
    monkeypatch.chdir(tmp_path)
    window = Window(qtbot, session, tmp_path)
    yield window
    window.autosave.close()
    window.keeping.deleteLater()
    window.autosave.deleteLater()


def test_the_first_time_it_asks_for_a_file_then_no_more(window: Window) -> None:
    file = window.folder / "mine.nabla"
    shown: list[str] = []
    said = window.wait(
        lambda: shown.append(window.answer(window.files.save, str(window.folder / "mine")))
    )
    assert shown == ["Save the run run.nabla"]
    assert said == "Saved mine.nabla after 0 steps."
    window.session.stepping.finish_step()
    assert window.wait(window.files.save) == "Saved mine.nabla after 1 step."
    assert model_file.load(file).steps == 1


def test_a_copy_is_proposed_under_the_same_name(window: Window) -> None:
    window.wait(lambda: window.keeping.save(window.folder / "a.b.nabla"))
    assert window.answer(window.files.save_as, None) == "Save the run a.b.nabla"


def test_nothing_is_done_if_no_file_is_chosen(window: Window) -> None:
    window.answer(window.files.save, None)
    window.answer(window.files.open, None)
    window.keeping.close()
    assert list(window.folder.iterdir()) == []


def test_a_run_is_opened_by_a_dialog(window: Window) -> None:
    window.wait(lambda: window.keeping.save(window.folder / "mine.nabla"))
    window.session.stepping.finish_step()
    window.wait(lambda: window.answer(window.files.open, str(window.folder / "mine.nabla")))
    assert window.session.training.bench.steps == 0


def test_a_run_is_dropped_on_the_window(window: Window) -> None:
    file = window.folder / "Größe & Maß.NABLA"
    window.wait(lambda: window.keeping.save(file))
    window.session.stepping.finish_step()
    assert window.wait(lambda: window.drop(file)).startswith("Opened Größe & Maß.NABLA")
    assert window.session.training.bench.steps == 0


def test_other_files_are_not_taken(window: Window) -> None:
    assert not window.drop(window.folder / "picture.png")


def test_the_files_last_used_are_in_the_menu(window: Window) -> None:
    entry = window.files.menu.menuAction()
    assert entry is not None
    assert not entry.isVisible()
    files = [window.folder / name for name in ("a & b.nabla", "2.nabla")]
    for file in files:
        window.wait(partial(window.keeping.save, file))
    actions = window.files.menu.actions()
    assert entry.isVisible()
    assert [action.text() for action in actions] == ["2.nabla", "a && b.nabla"]
    assert [action.toolTip() for action in actions] == [str(file) for file in reversed(files)]
    window.session.stepping.finish_step()
    assert window.wait(actions[1].trigger).startswith("Opened a & b.nabla")


def test_the_run_of_last_time_is_in_the_menu(window: Window) -> None:
    window.session.stepping.finish_step()
    window.autosave.close()
    again = Window(window.qtbot, window.session, window.folder)
    (action,) = (a for a in again.files.menu.actions() if not a.isSeparator())
    assert action.text() == "The run of last time"
    with again.qtbot.waitSignal(again.autosave.said, timeout=PATIENCE_MS):
        action.trigger()
    assert again.session.training.bench.steps == 1
    assert (window.folder / "kept" / LAST).exists()
    again.autosave.close()


def test_what_was_left_behind_is_asked_about(window: Window) -> None:
    folder = window.folder / "kept"
    folder.mkdir()
    left = bench()
    left.finish_step()
    model_file.save(picture(left).run(), folder / "1-00.nabla")
    window.autosave.start()
    window.qtbot.waitUntil(lambda: bool(window.messages.text), timeout=PATIENCE_MS)
    assert window.messages.text.endswith("the run of Iris at step 1 was kept.")
    button = next(b for b in window.messages.findChildren(QPushButton) if b.text() == "Forget it")
    window.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not list(folder.glob("*.nabla"))
    assert window.messages.text == ""
