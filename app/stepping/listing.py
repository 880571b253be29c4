"""The listing: the statements of a step as NumPy runs them, and where it stands."""

from collections.abc import Callable

from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtGui import QAction, QGuiApplication, QKeySequence
from PyQt6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from app.look import numbers
from app.look.look import Look
from app.snapshot import Snapshot
from app.stepping.operation_delegate import OperationDelegate
from app.stepping.operation_rows import OperationRows
from app.stepping.operation_text import listing
from app.stepping.standing import Standing, is_blur

AROUND = 2
"""How many rows before and behind the present one are kept in sight."""


class Listing(QWidget):
    """The step as NumPy runs it: number, statement and shape of the result, a row each.

    The present operation is marked and kept in sight, those not done yet are paler. While steps
    run too fast to be followed, nothing is marked and nothing moves.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("The step as NumPy runs it")
        self._is_blur = False
        self._rate = 0.0
        self._rows = OperationRows()
        self._delegate = OperationDelegate(self._rows)
        self._view = QListView()
        self._view.setModel(self._rows)
        self._view.setItemDelegate(self._delegate)
        self._view.setResizeMode(QListView.ResizeMode.Adjust)
        self._view.setWordWrap(True)  # else rows keep their heights in another width
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._view.setAccessibleName("The step as NumPy runs it")
        scroll_bar = self._view.verticalScrollBar()
        assert scroll_bar is not None
        scroll_bar.rangeChanged.connect(self._follow)
        self._add_actions()
        self._status = QLabel()
        self._status.setProperty("role", "muted")
        self._status.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addWidget(self._status)
        column.addWidget(self._view, 1)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self.setFont(look.font())
        self._status.setFont(look.font(0.9))
        self._delegate.show_look(look)
        self._view.setFont(look.mono())
        self._delegate.sizeHintChanged.emit(QModelIndex())

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show where the step of a snapshot stands."""
        standing = Standing.of(snapshot)
        if standing == self._rows.standing:
            return
        self._is_blur = is_blur(snapshot)
        self._rows.show_standing(standing)
        self._show_status()
        self._follow()

    def show_rate(self, steps_per_second: float) -> None:
        """Say how often the step runs in a second, 0 if that is unknown; seen while it runs."""
        self._rate = steps_per_second
        self._show_status()

    def _show_status(self) -> None:
        standing = self._rows.standing
        if self._is_blur:
            rate = f" {numbers.count(round(self._rate))} times a second" if self._rate else ""
            self._status.setText(f"runs{rate}")
        elif standing.present is None:
            self._status.setText(f"before operation 1 of {len(standing.operations)}")
        else:
            present = standing.present
            number = f"{present.number} of {len(standing.operations)}"
            self._status.setText(f"after operation {number} · {present.pass_}")

    def _follow(self) -> None:
        """Scroll as little as it takes to show the present row with its neighbours."""
        present = self._rows.standing.present
        if present is None:
            return
        row, last = present.number - 1, self._rows.rowCount() - 1
        for place in (max(row - AROUND, 0), min(row + AROUND, last), row):
            self._view.scrollTo(self._rows.index(place))

    def _add_actions(self) -> None:
        copy = self._action("Copy statement", self._copy_statement)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._action("Copy listing", self._copy_listing)

    def _action(self, text: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self._view)
        action.triggered.connect(slot)
        self._view.addAction(action)
        return action

    def _copy_statement(self) -> None:
        index = self._view.currentIndex()
        if index.isValid():
            _copy(self._rows.operation(index).text)

    def _copy_listing(self) -> None:
        _copy(listing(self._rows.standing.operations))


def _copy(text: str) -> None:
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText(text)
