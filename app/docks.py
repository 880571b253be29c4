"""The docks: the panels around the network, where they sit, and how much room they have."""

from collections.abc import Iterator, Mapping
from functools import partial

from PyQt6.QtCore import QByteArray, QObject, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QWidget

from app.bars.dock_title import DockTitle
from app.look.look import Look
from app.perspectives import PERSPECTIVES

LAYOUT_VERSION = 3
"""Of the saved states of docks; raised when panels are added, so that older ones are not used."""
MOST_SHARE = 0.3
"""Of the window for the panels on one side of the network, unless the user draws them larger."""
LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
PLACES = {
    "example": ("Example", LEFT, QSize(270, 445)),
    "setup": ("Set-up", LEFT, QSize(270, 285)),
    "pad": ("Pad", LEFT, QSize(320, 720)),
    "inspector": ("Inspector", RIGHT, QSize(460, 480)),
    "listing": ("The step as NumPy runs it", RIGHT, QSize(460, 230)),
    "breakpoints": ("Breakpoints", RIGHT, QSize(460, 230)),
    "answers": ("What the network answers", RIGHT, QSize(400, 720)),
    "evaluation": ("Evaluation", RIGHT, QSize(520, 720)),
    "plots": ("Curves", BOTTOM, QSize(900, 190)),
    "gallery": ("Gallery", BOTTOM, QSize(900, 190)),
}
"""The panels: title, side, and usual size in pixels at usual text; in the order of the Tab key."""
STACKS = (("example", "setup"), ("inspector", "listing"))
"""Panels of which the second lies below the first."""
TABS = (("listing", "breakpoints"),)
"""Panels that share a place; the first one is in front."""


class Docks(QObject):
    """Holds panels in docks of a window, arranges them for a purpose, and finds them again."""

    #: Other panels can be seen.
    seen_changed = pyqtSignal()

    def __init__(self, window: QMainWindow, panels: Mapping[str, QWidget]) -> None:
        super().__init__(window)
        self._window = window
        self._titles: list[DockTitle] = []
        self._seen: set[str] = set()
        self._panels = panels
        self._docks = {name: self._dock(name, panels[name]) for name in PLACES}
        self._unit = Look().unit
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._prepare_tabs)

    @property
    def toggles(self) -> Iterator[QAction]:
        """Actions that show or hide each panel."""
        return filter(None, (dock.toggleViewAction() for dock in self._docks.values()))

    def put(self, wanted: Qt.DockWidgetArea) -> None:
        """Put the panels of one side into the window, behind all others for the Tab key."""
        for name, (_, side, _) in PLACES.items():
            if side == wanted:
                self._window.addDockWidget(side, self._docks[name])
                # not before, as what gets another parent is styled anew, which takes time
                self._docks[name].setWidget(self._panels[name])

    def show_look(self, look: Look) -> None:
        """Colour the titles, and give all panels room for this size of text."""
        for title in self._titles:
            title.show_look(look)
        growth, self._unit = look.unit / self._unit, look.unit
        if growth != 1:
            self._give_room({name: self._grown(name, growth) for name in self._docks})

    def arrange(self, perspective: str) -> None:
        """Put the panels where they usually are, and show those of a perspective."""
        for name, (_, side, _) in PLACES.items():
            dock = self._docks[name]
            dock.setFloating(False)
            self._window.addDockWidget(side, dock)
            dock.setVisible(name in PERSPECTIVES[perspective].panels)
        for first, second in STACKS:
            self._window.splitDockWidget(
                self._docks[first], self._docks[second], Qt.Orientation.Vertical
            )
        for first, second in TABS:
            self._window.tabifyDockWidget(self._docks[first], self._docks[second])
            self._docks[first].raise_()
        self._give_room({name: size * self._unit for name, (_, _, size) in PLACES.items()})

    def state(self) -> str:
        """How the panels are arranged, to be kept."""
        return as_text(self._window.saveState(LAYOUT_VERSION))

    def restore(self, perspective: str, state: str) -> None:
        """Arrange the panels as they were left or, if that is not known, as usual."""
        if not self._window.restoreState(from_text(state), LAYOUT_VERSION):
            self.arrange(perspective)
        self._prepare_tabs()
        self._soon.start()  # once more, when they have their places

    def show(self, name: str) -> None:
        """Bring a panel to the front."""
        self._docks[name].show()
        self._docks[name].raise_()

    def are_seen(self, *names: str) -> bool:
        """Whether any of these panels can be seen."""
        return not self._seen.isdisjoint(names)

    def _prepare_tabs(self) -> None:
        """Name the bars of tabs, and let the Tab key pass by those that Qt keeps out of sight."""
        only_own = Qt.FindChildOption.FindDirectChildrenOnly
        for bar in self._window.findChildren(QTabBar, options=only_own):
            bar.setAccessibleName("Panels in one place")
            bar.setToolTip("Panels that share this place: click one to see it")
            is_seen = bar.geometry().intersects(self._window.rect())
            bar.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_seen else Qt.FocusPolicy.NoFocus)

    def _note_seen(self, name: str, is_seen: bool) -> None:
        """A panel was shown or hidden, or lies in front of another now, or behind it."""
        (self._seen.add if is_seen else self._seen.discard)(name)
        self.seen_changed.emit()

    def _grown(self, name: str, growth: float) -> QSize:
        """The size of a panel for so much larger text; it is not made smaller than usual."""
        size, (_, _, usual) = self._docks[name].size(), PLACES[name]
        return (size * growth).expandedTo(size.boundedTo(usual * self._unit))

    def _give_room(self, sizes: dict[str, QSize]) -> None:
        """Give the panels shown these sizes, but leave most of the window to the network."""
        most = self._window.size() * MOST_SHARE
        shown = [name for name, dock in self._docks.items() if not dock.isHidden()]
        for name in shown:
            dock, size = self._docks[name], sizes[name]
            is_beneath = self._window.dockWidgetArea(dock) == BOTTOM
            height = min(size.height(), most.height()) if is_beneath else size.height()
            width = min(size.width(), most.width())
            self._window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
            self._window.resizeDocks([dock], [height], Qt.Orientation.Vertical)

    def _dock(self, name: str, panel: QWidget) -> QDockWidget:
        dock = QDockWidget(PLACES[name][0])
        dock.setObjectName(name)
        title = DockTitle(dock)
        panel.windowTitleChanged.connect(title.show_title)
        dock.setTitleBarWidget(title)
        dock.visibilityChanged.connect(partial(self._note_seen, name))
        self._titles.append(title)
        return dock


def as_text(state: QByteArray) -> str:
    """A state of Qt's in base 64."""
    return bytes(state.toBase64().data()).decode()


def from_text(text: str) -> QByteArray:
    """The state that `as_text` has written so."""
    return QByteArray.fromBase64(text.encode())
