"""The main window: where each panel sits, and how it is found again."""

from PyQt6.QtCore import QByteArray, Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import QDockWidget, QMainWindow, QStatusBar, QToolBar, QVBoxLayout, QWidget

from app.actions import Actions
from app.bars.dock_title import DockTitle
from app.bars.message_bar import MessageBar
from app.bars.status_line import StatusLine
from app.bars.top_bar import TopBar
from app.controls.setup_panel import SetupPanel
from app.look.icons import application_icon
from app.look.look import Look
from app.menu import Menu
from app.network_view.network_view import NetworkView
from app.perspectives import PERSPECTIVES
from app.plots.plots import Plots
from app.preferences import Preferences
from app.stepping.example_panel import ExamplePanel
from app.stepping.listing import Listing
from app.stepping.ribbon import Ribbon
from app.stepping.transport import Transport

LAYOUT_VERSION = 1
"""Of the saved states of docks; raised when panels are added, so that older ones are not used."""
USUAL_SIZE = (1280, 800)
LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
PLACES = {
    "example": ("Example", LEFT, 270, 400),
    "setup": ("Set-up", LEFT, 270, 330),
    "listing": ("The step as NumPy runs it", RIGHT, 330, 400),
    "plots": ("Curves", BOTTOM, 900, 190),
}
"""The panels around the network: title, side, usual width and height in pixels at usual text."""


class MainWindow(QMainWindow):
    """All panels, in the arrangement of a perspective; it connects none of them to a session."""

    #: The window is about to close.
    closing = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Nablascope")
        self.setWindowIcon(application_icon())
        self.commands = Actions(self)
        self.addActions(list(self.commands.values()))
        self.network = NetworkView()
        self.ribbon = Ribbon()
        self.transport = Transport(self.commands)
        self.messages = MessageBar(self.network)
        self.example = ExamplePanel()
        self.setup = SetupPanel()
        self.listing = Listing()
        self.plots = Plots()
        self.status = StatusLine()
        panels = {
            "example": self.example,
            "setup": self.setup,
            "listing": self.listing,
            "plots": self.plots,
        }
        self._titles: list[DockTitle] = []
        self._docks = {name: self._dock(name, panel) for name, panel in panels.items()}
        toggles = filter(None, (dock.toggleViewAction() for dock in self._docks.values()))
        self.menu = Menu(self, self.commands, toggles)
        edits = (self.commands["undo"], self.commands["redo"])
        self.top = TopBar(PERSPECTIVES.values(), edits, self.menu.widget)
        self._perspective = next(iter(PERSPECTIVES))
        self._layouts: dict[str, str] = {}
        self._put_bars()
        self._put_centre()
        self.resize(*USUAL_SIZE)

    def show_look(self, look: Look) -> None:
        """Give all panels these colours and this size of text."""
        for part in (
            self.commands,
            self.menu,
            self.top,
            self.messages,
            self.network,
            self.ribbon,
            self.transport,
            self.example,
            self.setup,
            self.listing,
            self.plots,
            self.status,
        ):
            part.show_look(look)
        for title in self._titles:
            title.show_look(look)
        self._usual_unit = look.unit

    def show_perspective(self, name: str) -> None:
        """Arrange the panels for a purpose, as they were left, or as usual."""
        self._layouts[self._perspective] = _text(self.saveState(LAYOUT_VERSION))
        self._perspective = name
        self.top.show_perspective(name)
        if not self.restoreState(_bytes(self._layouts.get(name, "")), LAYOUT_VERSION):
            self.arrange()

    def show_next_perspective(self) -> None:
        """Arrange the panels for the next purpose."""
        names = list(PERSPECTIVES)
        self.show_perspective(names[(names.index(self._perspective) + 1) % len(names)])

    def arrange(self) -> None:
        """Put the panels of this perspective where they usually are."""
        for name, (_, side, _, _) in PLACES.items():
            dock = self._docks[name]
            dock.setFloating(False)
            self.addDockWidget(side, dock)
            dock.setVisible(name in PERSPECTIVES[self._perspective].panels)
        self.splitDockWidget(self._docks["example"], self._docks["setup"], Qt.Orientation.Vertical)
        docks = list(self._docks.values())
        widths = [round(width * self._usual_unit) for _, _, width, _ in PLACES.values()]
        heights = [round(height * self._usual_unit) for _, _, _, height in PLACES.values()]
        self.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
        self.resizeDocks(docks, heights, Qt.Orientation.Vertical)

    def restore(self, preferences: Preferences) -> None:
        """Take the place and the arrangement that were kept."""
        self._layouts = dict(preferences.layouts)
        self.restoreGeometry(_bytes(preferences.geometry))
        self._perspective = preferences.perspective
        self.top.show_perspective(self._perspective)
        layout = _bytes(self._layouts.get(self._perspective, ""))
        if not self.restoreState(layout, LAYOUT_VERSION):
            self.arrange()
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
        self.setup.show_section(section)

    def show_running(self, is_running: bool) -> None:
        """Let the command to run say what it does now."""
        self.commands["run"].setText("Pause" if is_running else "Run")

    def show_undo(self, undone: str, redone: str) -> None:
        """Let the commands say what they would take back or do again, if there is anything."""
        for name, verb, title in (("undo", "Undo", undone), ("redo", "Redo", redone)):
            self.commands[name].setEnabled(bool(title))
            self.commands[name].setText(f"{verb}: {title}" if title else verb)

    def show_full_screen(self, full: bool) -> None:
        """Use the whole screen, or a window."""
        self.showFullScreen() if full else self.showNormal()

    def _dock(self, name: str, panel: QWidget) -> QDockWidget:
        title, side, _, _ = PLACES[name]
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(panel)
        self._titles.append(DockTitle(dock))
        dock.setTitleBarWidget(self._titles[-1])
        panel.windowTitleChanged.connect(dock.setWindowTitle)
        self.addDockWidget(side, dock)
        return dock

    def _put_bars(self) -> None:
        self.setCorner(Qt.Corner.BottomLeftCorner, LEFT)
        bar = QToolBar("Top", self)
        bar.setObjectName("top")
        bar.setMovable(False)
        bar.addWidget(self.top)
        self.addToolBar(bar)
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
        column.addWidget(self.transport)
        self.setCentralWidget(centre)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Tell that the window closes."""
        self.closing.emit()
        super().closeEvent(event)


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode()


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode())
