"""The main window: where each panel sits, and how it is found again."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QCursor
from PyQt6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStatusBar,
    QToolBar,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.actions import Actions
from app.answers.answer_panel import AnswerPanel
from app.bars import summary
from app.bars.message_bar import MessageBar
from app.bars.status_line import StatusLine
from app.bars.top_bar import TopBar
from app.breakpoints.breakpoints_panel import BreakpointsPanel
from app.controls.setup_panel import SetupPanel
from app.docks import BOTTOM, LEFT, RIGHT, Docks, as_text, from_text
from app.evaluation.evaluation import Evaluation
from app.evaluation.gallery import Gallery
from app.inspector.inspector import Inspector
from app.look.icons import application_icon
from app.look.look import Look
from app.menu import Menu
from app.network_view.network_view import NetworkView
from app.pad.pad import Pad
from app.perspectives import PERSPECTIVES
from app.plots.plots import Plots
from app.preferences import Preferences
from app.stepping.example_panel import ExamplePanel
from app.stepping.listing import Listing
from app.stepping.operation_strip import OperationStrip
from app.stepping.ribbon import Ribbon
from app.stepping.transport import Transport
from app.time_bar.time_bar import TimeBar
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment

USUAL_SIZE = QSize(1280, 800)


class MainWindow(QMainWindow):
    """All panels, in the arrangement of a perspective; it connects none of them to a session."""

    #: The window is about to close.
    closing = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.may_close: Callable[[], bool] = lambda: True
        """Asked before it closes."""
        self._subject = ""
        self._file: Path | None = None
        self.setWindowTitle("Nablascope")
        self.setWindowIcon(application_icon())
        self.commands = Actions(self)
        self.addActions(list(self.commands.values()))
        self.example = ExamplePanel()
        self.setup = SetupPanel()
        self.network = NetworkView()
        self.messages = MessageBar(self.network)
        self.ribbon = Ribbon()
        self.transport = Transport(self.commands)
        self.strip = OperationStrip()
        self.inspector = Inspector()
        self.listing = Listing()
        self.breakpoints = BreakpointsPanel()
        self.time_bar = TimeBar()
        self.plots = Plots()
        self.status = StatusLine()
        self.pad = Pad()
        self.answers = AnswerPanel()
        self.evaluation = Evaluation()
        self.gallery = Gallery()
        panels: dict[str, QWidget] = {
            "example": self.example,
            "setup": self.setup,
            "pad": self.pad,
            "inspector": self.inspector,
            "listing": self.listing,
            "breakpoints": self.breakpoints,
            "answers": self.answers,
            "evaluation": self.evaluation,
            "plots": self.plots,
            "gallery": self.gallery,
        }
        self.docks = Docks(self, panels)
        self.menu = Menu(self, self.commands, self.docks.toggles)
        edits = (self.commands["undo"], self.commands["redo"])
        self.top = TopBar(PERSPECTIVES.values(), edits, self.menu.widget)
        self._perspective = next(iter(PERSPECTIVES))
        self._layouts: dict[str, str] = {}
        self._put_bars()  # and so on, in the order in which Tab goes through them
        self.docks.put(LEFT)
        self._put_centre()
        self.docks.put(RIGHT)
        self.docks.put(BOTTOM)
        self.resize(USUAL_SIZE)
        self.network.take_focus()

    def show_look(self, look: Look) -> None:
        """Give all panels these colours and this size of text, and room for it."""
        for part in (
            self.commands,
            self.menu,
            self.top,
            self.messages,
            self.network,
            self.ribbon,
            self.strip,
            self.transport,
            self.time_bar,
            self.status,
            self.example,
            self.setup,
            self.pad,
            self.inspector,
            self.listing,
            self.breakpoints,
            self.answers,
            self.evaluation,
            self.plots,
            self.gallery,
        ):
            part.show_look(look)
        self.setAnimated(not look.reduced_motion)
        self.docks.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Name data and network in the window's title."""
        names = summary.data(experiment, dataset), summary.network(experiment)
        self._subject = ", ".join(names)
        self._show_title()

    def show_file(self, path: Path | None, is_modified: bool) -> None:
        """Name the file of the run in the title, and mark whether it is all saved."""
        self._file = path
        self._show_title()
        self.setWindowModified(path is not None and is_modified)

    def show_perspective(self, name: str) -> None:
        """Arrange the panels for a purpose, as they were left, or as usual."""
        self._layouts[self._perspective] = self.docks.state()
        self._take_perspective(name)

    def show_next_perspective(self) -> None:
        """Arrange the panels for the next purpose."""
        names = list(PERSPECTIVES)
        self.show_perspective(names[(names.index(self._perspective) + 1) % len(names)])

    def arrange(self) -> None:
        """Put the panels of this perspective where they usually are."""
        self.docks.arrange(self._perspective)

    def restore(self, preferences: Preferences) -> None:
        """Take the place and the arrangement that were kept, or usual ones that fit the screen."""
        if not self.restoreGeometry(from_text(preferences.geometry)):
            screen = self.screen()
            assert screen is not None
            self.resize(USUAL_SIZE.boundedTo(screen.availableSize()))
        self._layouts = dict(preferences.layouts)
        self._take_perspective(preferences.perspective)
        self.plots.restore_state(preferences.plots)

    def keep(self, preferences: Preferences) -> None:
        """Note the place and the arrangement in the preferences."""
        self._layouts[self._perspective] = self.docks.state()
        preferences.layouts = dict(self._layouts)
        preferences.geometry = as_text(self.saveGeometry())
        preferences.perspective = self._perspective
        preferences.plots = self.plots.state()

    def show_setup(self, section: str) -> None:
        """Bring a section of the set-up to the front."""
        self.docks.show("setup")
        QTimer.singleShot(0, partial(self.setup.show_section, section))  # when it has its place

    def show_size(self, size: QSize) -> None:
        """Be a window of so many pixels."""
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.resize(size)
        if self._perspective not in self._layouts:
            self.arrange()

    def show_full_screen(self, full: bool) -> None:
        """Use the whole screen, or what was used before."""
        is_other = full != self.isFullScreen()
        if is_other:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def explain(self) -> None:
        """Show the explanation of what is under the mouse, or else of what has the focus."""
        focused, mouse = QApplication.focusWidget(), QCursor.pos()
        beside = focused.mapToGlobal(focused.rect().bottomLeft()) if focused else QPoint()
        for widget, place in ((QApplication.widgetAt(mouse), mouse), (focused, beside)):
            while widget is not None and not (widget.whatsThis() or widget.toolTip()):
                widget = widget.parentWidget()
            if widget is not None:
                QToolTip.showText(place, widget.whatsThis() or widget.toolTip(), widget)
                return

    def _show_title(self) -> None:
        file = "" if self._file is None else f"{self._file.name}[*] – "
        self.setWindowTitle(f"{file}{self._subject} – Nablascope")

    def _take_perspective(self, name: str) -> None:
        self._perspective = name
        self.top.show_perspective(name)
        self.network.show_following(name == "step")
        self.strip.setVisible(name == "step")
        self.docks.restore(name, self._layouts.get(name, ""))

    def _put_bars(self) -> None:
        self.setCorner(Qt.Corner.BottomLeftCorner, LEFT)
        self.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        bar = QToolBar("Top", self)
        bar.setObjectName("top")
        bar.setMovable(False)
        bar.addWidget(self.top)
        self.addToolBar(bar)
        times = QToolBar("Timeline", self)
        times.setObjectName("timeline")
        times.setMovable(False)
        times.addWidget(self.time_bar)
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, times)
        line = QStatusBar(self)
        line.setSizeGripEnabled(False)
        line.addWidget(self.status, 1)
        self.setStatusBar(line)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def _put_centre(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.network, 1)
        column.addWidget(self.ribbon)
        column.addWidget(self.strip)
        column.addWidget(self.transport)
        self.setCentralWidget(centre)

    def changeEvent(self, event: QEvent | None) -> None:
        """Note whether the whole screen is used, which may be the window manager's doing."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.WindowStateChange:
            self.commands["full_screen"].setChecked(self.isFullScreen())

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Tell that the window closes, if it may."""
        if event is not None and not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
