"""The main window: where each panel sits, and how it is found again."""

from functools import partial

from PyQt6.QtCore import QByteArray, QEvent, QPoint, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QCursor
from PyQt6.QtWidgets import (
    QApplication,
    QDockWidget,
    QMainWindow,
    QStatusBar,
    QTabBar,
    QToolBar,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.actions import Actions
from app.bars import summary
from app.bars.dock_title import DockTitle
from app.bars.message_bar import MessageBar
from app.bars.status_line import StatusLine
from app.bars.top_bar import TopBar
from app.breakpoints.breakpoints_panel import BreakpointsPanel
from app.controls.setup_panel import SetupPanel
from app.inspector.inspector import Inspector
from app.look.icons import application_icon
from app.look.look import Look
from app.menu import Menu
from app.network_view.network_view import NetworkView
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

LAYOUT_VERSION = 2
"""Of the saved states of docks; raised when panels are added, so that older ones are not used."""
USUAL_SIZE = QSize(1280, 800)
MOST_SHARE = 0.3
"""Of the window for the panels on one side of the network, unless the user draws them larger."""
LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
PLACES = {
    "example": ("Example", LEFT, QSize(270, 445)),
    "setup": ("Set-up", LEFT, QSize(270, 285)),
    "inspector": ("Inspector", RIGHT, QSize(460, 480)),
    "listing": ("The step as NumPy runs it", RIGHT, QSize(460, 230)),
    "breakpoints": ("Breakpoints", RIGHT, QSize(460, 230)),
    "plots": ("Curves", BOTTOM, QSize(900, 190)),
}
"""The panels around the network: title, side, and usual size in pixels at usual text."""
INSPECTING = ("inspector", "listing")
"""The panels that take the numbers of the step apart."""


class MainWindow(QMainWindow):
    """All panels, in the arrangement of a perspective; it connects none of them to a session."""

    #: The window is about to close.
    closing = pyqtSignal()
    #: Whether any panel that takes numbers apart can be seen.
    inspecting_changed = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__()
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
        panels = {
            "example": self.example,
            "setup": self.setup,
            "inspector": self.inspector,
            "listing": self.listing,
            "breakpoints": self.breakpoints,
            "plots": self.plots,
        }
        self._titles: list[DockTitle] = []
        self._docks = {name: self._dock(name, panel) for name, panel in panels.items()}
        for name in INSPECTING:
            self._docks[name].visibilityChanged.connect(self._tell_inspecting)
        toggles = filter(None, (dock.toggleViewAction() for dock in self._docks.values()))
        self.menu = Menu(self, self.commands, toggles)
        edits = (self.commands["undo"], self.commands["redo"])
        self.top = TopBar(PERSPECTIVES.values(), edits, self.menu.widget)
        self._perspective = next(iter(PERSPECTIVES))
        self._layouts: dict[str, str] = {}
        self._unit = Look().unit
        self._put_bars()  # and so on, in the order in which Tab goes through them
        self._put_docks(LEFT)
        self._put_centre()
        self._put_docks(RIGHT)
        self._put_docks(BOTTOM)
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
            self.example,
            self.setup,
            self.inspector,
            self.listing,
            self.breakpoints,
            self.plots,
            self.time_bar,
            self.status,
        ):
            part.show_look(look)
        for title in self._titles:
            title.show_look(look)
        self.setAnimated(not look.reduced_motion)
        growth, self._unit = look.unit / self._unit, look.unit
        if growth != 1:
            self._give_room({name: self._grown(name, growth) for name in self._docks})

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Name data and network in the window's title."""
        names = summary.data(experiment, dataset), summary.network(experiment)
        self.setWindowTitle(f"{names[0]}, {names[1]} – Nablascope")

    def show_perspective(self, name: str) -> None:
        """Arrange the panels for a purpose, as they were left, or as usual."""
        self._layouts[self._perspective] = _text(self.saveState(LAYOUT_VERSION))
        self._take_perspective(name)

    def show_next_perspective(self) -> None:
        """Arrange the panels for the next purpose."""
        names = list(PERSPECTIVES)
        self.show_perspective(names[(names.index(self._perspective) + 1) % len(names)])

    def arrange(self) -> None:
        """Put the panels of this perspective where they usually are."""
        for name, (_, side, _) in PLACES.items():
            dock = self._docks[name]
            dock.setFloating(False)
            self.addDockWidget(side, dock)
            dock.setVisible(name in PERSPECTIVES[self._perspective].panels)
        self.splitDockWidget(self._docks["example"], self._docks["setup"], Qt.Orientation.Vertical)
        self.splitDockWidget(
            self._docks["inspector"], self._docks["listing"], Qt.Orientation.Vertical
        )
        self.tabifyDockWidget(self._docks["listing"], self._docks["breakpoints"])
        self._docks["listing"].raise_()
        self._give_room({name: size * self._unit for name, (_, _, size) in PLACES.items()})

    def restore(self, preferences: Preferences) -> None:
        """Take the place and the arrangement that were kept, or usual ones that fit the screen."""
        if not self.restoreGeometry(_bytes(preferences.geometry)):
            screen = self.screen()
            assert screen is not None
            self.resize(USUAL_SIZE.boundedTo(screen.availableSize()))
        self._layouts = dict(preferences.layouts)
        self._take_perspective(preferences.perspective)
        self.plots.restore_state(preferences.plots)

    def keep(self, preferences: Preferences) -> None:
        """Note the place and the arrangement in the preferences."""
        self._layouts[self._perspective] = _text(self.saveState(LAYOUT_VERSION))
        preferences.layouts = dict(self._layouts)
        preferences.geometry = _text(self.saveGeometry())
        preferences.perspective = self._perspective
        preferences.plots = self.plots.state()

    def show_setup(self, section: str) -> None:
        """Bring a section of the set-up to the front."""
        self._docks["setup"].show()
        self._docks["setup"].raise_()
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

    def _take_perspective(self, name: str) -> None:
        self._perspective = name
        self.top.show_perspective(name)
        self.network.show_following(name == "step")
        self.strip.setVisible(name == "step")
        if not self.restoreState(_bytes(self._layouts.get(name, "")), LAYOUT_VERSION):
            self.arrange()
        for bar in self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setAccessibleName("Panels in one place")
            bar.setToolTip("Panels that share this place: click one to see it")

    def _tell_inspecting(self) -> None:
        self.inspecting_changed.emit(any(self._docks[name].isVisible() for name in INSPECTING))

    def _grown(self, name: str, growth: float) -> QSize:
        """The size of a panel for so much larger text; it is not made smaller than usual."""
        size, (_, _, usual) = self._docks[name].size(), PLACES[name]
        return (size * growth).expandedTo(size.boundedTo(usual * self._unit))

    def _give_room(self, sizes: dict[str, QSize]) -> None:
        """Give the panels these sizes, but leave most of the window to the network."""
        most = self.size() * MOST_SHARE
        for name, size in sizes.items():
            dock = self._docks[name]
            is_beneath = self.dockWidgetArea(dock) == BOTTOM
            height = min(size.height(), most.height()) if is_beneath else size.height()
            self.resizeDocks([dock], [min(size.width(), most.width())], Qt.Orientation.Horizontal)
            self.resizeDocks([dock], [height], Qt.Orientation.Vertical)

    def _dock(self, name: str, panel: QWidget) -> QDockWidget:
        dock = QDockWidget(PLACES[name][0])
        dock.setObjectName(name)
        dock.setWidget(panel)
        title = DockTitle(dock)
        panel.windowTitleChanged.connect(title.show_title)
        dock.setTitleBarWidget(title)
        self._titles.append(title)
        return dock

    def _put_docks(self, wanted: Qt.DockWidgetArea) -> None:
        for name, (_, side, _) in PLACES.items():
            if side == wanted:
                self.addDockWidget(side, self._docks[name])

    def _put_bars(self) -> None:
        self.setCorner(Qt.Corner.BottomLeftCorner, LEFT)
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
        """Tell that the window closes."""
        self.closing.emit()
        super().closeEvent(event)


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode()


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode())
