"""The strip of cards: those that are wanted, in rows, and the list of all of them."""

from collections.abc import Iterable, Mapping

from PyQt6.QtCore import QEvent, QObject, QPoint, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QToolButton,
    QWidget,
)

from app.look.icons import icon
from app.look.look import Look
from app.plots.arrangement import arranged
from app.plots.card import Card

ICON_SIDE = 14
EMPTY = "No plot is shown. The eye at the right lists them all."


class Strip(QWidget):
    """Cards beside and below each other, scrolled sideways where they do not fit.

    `cards` are all there are, in their order; a list with ticks says which are shown.
    """

    #: Other cards are shown than before: the user has chosen so.
    changed = pyqtSignal()

    def __init__(self, cards: Mapping[str, Card]) -> None:
        super().__init__()
        self._cards = cards
        self._unit = Look().unit
        self._list = QMenu(self)
        self._ticks: dict[str, QAction] = {}
        self._absent: set[str] = set()
        self._list_button = QToolButton()
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._empty = QLabel(EMPTY, self._inside)
        self._scroll_area = QScrollArea()
        self._build_list()
        self._build()

    def _build_list(self) -> None:
        self._list.setToolTipsVisible(True)
        for name, card in self._cards.items():
            tick = QAction(card.title, self._list)
            tick.setCheckable(True)
            tick.triggered.connect(self._follow_ticks)
            self._list.addAction(tick)
            self._ticks[name] = tick
            card.hide_chosen.connect(tick.trigger)
        self._list_button.setProperty("role", "quiet")
        self._list_button.setStyleSheet("padding: 1px 2px;")
        self._list_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._list_button.setToolTip("Choose which plots are shown")
        self._list_button.setAccessibleName("List of plots")
        self._list_button.clicked.connect(self._open_list)

    def _build(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._scroll_area.setWidget(self._inside)
        self._scroll_area.setWidgetResizable(True)
        self._scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll_area.installEventFilter(self)
        for card in self._cards.values():
            card.setParent(self._inside)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._scroll_area, 1)
        row.addWidget(self._list_button, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def shown(self) -> list[str]:
        """Those of them that have something to show, in their order."""
        return [name for name in self.ticked if name not in self._absent]

    @property
    def ticked(self) -> list[str]:
        """The names of the cards that the user wants to see."""
        return [name for name, tick in self._ticks.items() if tick.isChecked()]

    def set_present(self, name: str, is_present: bool) -> None:
        """Say whether there is anything to show on a card; else it is not offered either."""
        self._absent.discard(name)
        if not is_present:
            self._absent.add(name)
        self._ticks[name].setVisible(is_present)
        self._arrange()

    def show_cards(self, names: Iterable[str]) -> None:
        """Show these cards and no others."""
        wanted = set(names)
        for name, tick in self._ticks.items():
            tick.setChecked(name in wanted)
        self._arrange()

    def show_look(self, look: Look) -> None:
        """Take the colours and the size of text of this look."""
        self._unit = look.unit
        side = round(ICON_SIDE * look.unit)
        self._list_button.setIcon(icon("eye", look.theme.muted))
        self._list_button.setIconSize(QSize(side, side))
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, look.theme.panel)
        for widget in (self, self._inside):
            widget.setPalette(palette)
            widget.setAutoFillBackground(True)
        self._arrange()

    def show_titles(self) -> None:
        """Call the plots in the list as their cards are called."""
        for name, tick in self._ticks.items():
            tick.setText(self._cards[name].title)
            tick.setToolTip(self._cards[name].meaning)

    def _follow_ticks(self) -> None:
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        shown = self.shown
        area = self._scroll_area.size()
        grid = arranged(len(shown), area.width(), area.height(), self._unit)
        for column in range(len(self._cards)):
            self._grid.setColumnStretch(column, int(column < grid.columns))
        for name, card in self._cards.items():
            self._grid.removeWidget(card)
            card.setMinimumWidth(grid.card_width)
            card.setVisible(name in shown)
        for number, name in enumerate(shown):
            self._grid.addWidget(self._cards[name], *divmod(number, grid.columns))
        self._empty.setVisible(not shown)
        if not shown:
            self._grid.addWidget(self._empty, 0, 0)

    def _open_list(self) -> None:
        corner = QPoint(self._list_button.width() - self._list.sizeHint().width(), 0)
        self._list.popup(self._list_button.mapToGlobal(corner))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Arrange the cards anew in another size."""
        if event is not None and event.type() == QEvent.Type.Resize:
            self._arrange()
        return False
