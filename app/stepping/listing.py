"""The listing: the statements of a step as NumPy runs them, and where it stands."""

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QGuiApplication, QHelpEvent, QKeySequence
from PyQt6.QtWidgets import QLabel, QListView, QToolTip, QVBoxLayout, QWidget

from app.look import numbers
from app.look.look import Look
from app.snapshot import Snapshot
from app.stepping.array_text import array_tooltip, extent, size
from app.stepping.operation_delegate import OperationDelegate
from app.stepping.operation_rows import Detail, OperationRows
from app.stepping.operation_text import listing
from app.stepping.standing import Standing
from engine.batches import Position
from engine.trace import Trace

AROUND = 2
"""How many rows before and behind the present one are kept in sight."""


class Listing(QWidget):
    """The step as NumPy runs it: number, statement and shape of the result, a row each.

    The present operation is marked and kept in sight, those not done yet are paler. While steps
    run too fast to be followed, nothing is marked and nothing moves. Below the present operation
    stand the values that it wrote and read; the tooltip of a name shows its array. A click or
    Enter on an operation asks for the moment when it was done last.
    """

    #: The user wants to go to the operation of this number.
    operation_chosen = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("The step as NumPy runs it")
        self._is_blur = False
        self._rate = 0.0
        self._trace: Trace | None = None
        self._moment: tuple[Position, int] | None = None
        self._example: int | None = None
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
        self._view.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click goes there, and Home back
        self._view.setAccessibleName("The step as NumPy runs it")
        self._view.clicked.connect(self._choose)
        self._viewport = self._view.viewport()
        assert self._viewport is not None
        self._viewport.installEventFilter(self)
        scroll_bar = self._view.verticalScrollBar()
        assert scroll_bar is not None
        self._scroll_bar = scroll_bar
        self._scroll_bar.rangeChanged.connect(self._follow)
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
        self._example = snapshot.reading.focus.example
        self._moment = None if snapshot.is_running else (snapshot.position, snapshot.cursor)
        standing = Standing.of(snapshot)
        if standing != self._rows.standing:
            self._is_blur = snapshot.is_blur
            self._rows.show_standing(standing)
            self._show_status()
        self._show_details()

    def show_trace(self, trace: Trace | None) -> None:
        """Take the values of the step from this trace; None while it runs.

        They are shown while the snapshot is of the same moment.
        """
        self._trace = trace
        self._show_details()

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
            where = "within" if standing.is_within else "after"
            self._status.setText(f"{where} operation {number} · {present.pass_}")

    @property
    def _known(self) -> Trace | None:
        """The trace, if it is of the moment that is shown."""
        trace = self._trace
        if trace is None or (trace.position, trace.cursor) != self._moment:
            return None
        return trace

    def _show_details(self) -> None:
        """Show what the present operation has written and read."""
        present, trace = self._rows.standing.present, self._known
        details: list[Detail] = []
        if present is not None and trace is not None:
            for name in dict.fromkeys((present.writes, *present.reads)):
                if name in trace.values:
                    value = trace.values[name]
                    is_written = name == present.writes
                    details.append(Detail(name, size(value), extent(value), is_written))
        self._rows.show_details(tuple(details))
        self._follow()

    def _follow(self) -> None:
        """Scroll as little as it takes to show the present row with its neighbours.

        Before the first operation the list begins at its beginning.
        """
        present = self._rows.standing.present
        if present is None:
            self._scroll_bar.setValue(self._scroll_bar.minimum())
            return
        row, last = present.number - 1, self._rows.rowCount() - 1
        for place in (max(row - AROUND, 0), min(row + AROUND, last), row):
            self._view.scrollTo(self._rows.index(place))
        self._hide_half_a_row(row)

    def _hide_half_a_row(self, present: int) -> None:
        """Let the first row that is seen be seen whole."""
        first = self._view.indexAt(QPoint(0, 0))
        if first.isValid() and first.row() < present:
            rect = self._view.visualRect(first)
            if rect.top() < 0:
                self._scroll_bar.setValue(self._scroll_bar.value() + rect.bottom() + 1)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.operation_chosen.emit(self._rows.operation(index).number)

    def _show_array(self, event: QHelpEvent) -> bool:
        """Show the array whose name is at the place of a tooltip; gives whether there is one."""
        index = self._view.indexAt(event.pos())
        if not index.isValid():
            return False
        row, operation = self._view.visualRect(index), self._rows.operation(index)
        name = self._delegate.name_at(event.pos(), row, operation)
        if name is None:
            return False
        text = array_tooltip(name, self._known, self._example)
        QToolTip.showText(event.globalPos(), text, self._view)
        return True

    def _add_actions(self) -> None:
        go = self._action("Go to here", lambda: self._choose(self._view.currentIndex()))
        go.setShortcuts([QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter)])
        go.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
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

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Let the tooltip of a name show its array."""
        if isinstance(event, QHelpEvent) and watched is self._viewport and self._show_array(event):
            return True
        return super().eventFilter(watched, event)


def _copy(text: str) -> None:
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText(text)
