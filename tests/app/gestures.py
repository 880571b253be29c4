"""Where the parts of the window are, for real clicks: neurons, edges, operations, steps."""

from dataclasses import replace

from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QHelpEvent, QMouseEvent
from PyQt6.QtWidgets import QApplication, QListView, QTabBar, QTabWidget, QToolTip, QWidget

from app.chronicle import Chronicle
from app.formula.formula_view import FormulaView
from app.look.look import Look
from app.network_view.canvas import Canvas
from app.network_view.edges import Edges
from app.time_bar.captions import Captions
from app.time_bar.geometry import Geometry, first_lane
from engine.addresses import Address, BiasId, EdgeId
from tests.app.network_view.test_truth import laid_out
from tests.app.shell import Shell

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
Kind = QEvent.Type


def formulas(widget: QWidget) -> list[str]:
    """The lines of all formulas that can be seen there."""
    views = [view for view in widget.findChildren(FormulaView) if view.isVisible()]
    return [line for view in views for line in view.plain_text().split("\n")]


def canvas(shell: Shell) -> Canvas:
    """What the network is painted on."""
    found: Canvas = shell.window.network.findChild(Canvas)
    return found


def place_of(shell: Shell, address: Address) -> QPoint:
    """Where a neuron, an edge or the mark of a bias is on the canvas."""
    geometry = laid_out(shell.training.bench.trainer, canvas(shell), Look())
    if isinstance(address, EdgeId):
        edges = Edges(geometry)
        place = edges.place(address)
        assert place is not None
        line = edges.lines[place]
        return QPoint(*map(round, 0.7 * line[:2] + 0.3 * line[2:]))  # not where two cross
    column = geometry.columns[address.layer]
    middle = QPoint(*map(round, column.places[address.index]))
    if isinstance(address, BiasId):
        return middle + QPoint(round(-0.92 * column.radius), round(0.86 * column.radius))
    return middle


def point_at(shell: Shell, address: Address) -> None:
    """Bring the mouse to a part of the network."""
    shell.bot.mouseMove(canvas(shell), place_of(shell, address))


def click_part(shell: Shell, address: Address) -> None:
    """Click a part of the network."""
    point_at(shell, address)
    shell.bot.mouseClick(canvas(shell), LEFT, pos=place_of(shell, address))


def open_tab(shell: Shell, title: str) -> None:
    """Click a tab of the inspector, or of panels that lie on each other."""
    QApplication.processEvents()  # panels have their tabs only then
    for bar in shell.window.findChildren(QTabBar):
        titles = [bar.tabText(number) for number in range(bar.count())]
        if bar.isVisible() and title in titles:
            shell.bot.mouseClick(bar, LEFT, pos=bar.tabRect(titles.index(title)).center())
            QApplication.processEvents()
            return
    raise AssertionError(f"no tab {title}")


def tab(shell: Shell) -> QWidget:
    """The page of the inspector that is seen."""
    tabs: QTabWidget = shell.window.inspector.findChild(QTabWidget)
    page = tabs.currentWidget()
    assert page is not None
    return page


def click_in_listing(shell: Shell, number: int) -> None:
    """Click the row of an operation."""
    view: QListView = shell.window.listing.findChild(QListView)
    model, viewport = view.model(), view.viewport()
    assert model is not None
    row = model.index(number - 1, 0)
    view.scrollTo(row)
    shell.bot.mouseClick(viewport, LEFT, pos=view.visualRect(row).center())


def array_tooltip(shell: Shell, number: int, name: str) -> str:
    """What the listing tells of an array when the mouse rests on its name in an operation."""
    view: QListView = shell.window.listing.findChild(QListView)
    model, viewport = view.model(), view.viewport()
    assert model is not None
    assert viewport is not None
    row = model.index(number - 1, 0)
    view.scrollTo(row)
    rect = view.visualRect(row)
    for x in range(rect.left(), rect.right(), 3):
        place = QPoint(x, rect.top() + 8)
        event = QHelpEvent(Kind.ToolTip, place, viewport.mapToGlobal(place))
        QApplication.sendEvent(viewport, event)
        if f"<b>{name}</b>" in QToolTip.text():
            text = QToolTip.text()
            QToolTip.hideText()
            return text
    raise AssertionError(f"no tooltip for {name}")


def click_in_ribbon(shell: Shell, number: int) -> None:
    """Click the mark of an operation."""
    ribbon = shell.window.ribbon
    places = []
    for x in range(ribbon.width()):
        operation = ribbon.operation_at(x)
        if operation is not None and operation.number == number:
            places.append(x)
    shell.bot.mouseClick(ribbon, LEFT, pos=QPoint(places[len(places) // 2], 8))


class Times:
    """The time bar as a user sees it: where its steps, branches and crosses are."""

    def __init__(self, shell: Shell) -> None:
        self._bar = shell.window.time_bar
        self._bot = shell.bot
        self.chronicles: list[Chronicle] = []
        shell.training.chronicle_changed.connect(self.chronicles.append)
        shell.training.tell()

    @property
    def chronicle(self) -> Chronicle:
        """What the bar shows."""
        return self.chronicles[-1]

    @property
    def titles(self) -> list[str]:
        """What its branches are called."""
        return [track.title for track in self.chronicle.tracks]

    def click(self, step: int) -> None:
        """Click the followed branch where so many steps are done."""
        self._bot.mouseClick(self._bar, LEFT, pos=self._spot(self._geometry.current_lane, step))

    def drag(self, *steps: int) -> None:
        """Drag the handle from the first of these steps over all others to the last."""
        spots = [self._spot(self._geometry.current_lane, step) for step in steps]
        self._send(Kind.MouseButtonPress, spots[0])
        for spot in spots[1:]:
            self._send(Kind.MouseMove, spot)
        self._send(Kind.MouseButtonRelease, spots[-1])

    def click_branch(self, title: str) -> None:
        """Click the name of a branch."""
        lane = self.titles.index(title)
        self._bot.mouseClick(self._bar, LEFT, pos=QPoint(20, self._spot(lane, 0).y()))

    def drop(self, title: str) -> None:
        """Click the cross of a branch."""
        lane, x = self.titles.index(title), round(self._captions.cross_left) + 8
        self._bot.mouseClick(self._bar, LEFT, pos=QPoint(x, self._spot(lane, 0).y()))

    @property
    def _captions(self) -> Captions:
        chronicle = self.chronicle
        draft = Geometry(chronicle, 0, 1, 1.0, first_lane(chronicle, 0))
        return Captions(Look(), draft, self._bar.width())

    @property
    def _geometry(self) -> Geometry:
        chronicle = self.chronicle
        left, right = self._captions.track
        return replace(
            Geometry(chronicle, 0, 1, 1.0, first_lane(chronicle, 0)), left=left, right=right
        )

    def _spot(self, lane: int, step: int) -> QPoint:
        return QPoint(round(self._geometry.x_of(step)), round(self._geometry.y_of(lane)))

    def _send(self, kind: QEvent.Type, place: QPoint) -> None:
        """A mouse event as a user causes it; while dragging, the left button is held."""
        button = NONE if kind is Kind.MouseMove else LEFT
        held = NONE if kind is Kind.MouseButtonRelease else LEFT
        spot = QPointF(place)
        event = QMouseEvent(
            kind, spot, self._bar.mapToGlobal(spot), button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(self._bar, event)
