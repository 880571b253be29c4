"""A table of names and numbers: pointing at a row, choosing it, copying its numbers."""

from collections.abc import Sequence

from PyQt6.QtCore import QEvent, QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QListView, QVBoxLayout, QWidget

from app.inspector.copying import copy, copy_action
from app.inspector.row_delegate import RowDelegate
from app.inspector.rows import Row, RowModel
from app.look.look import Look
from engine.addresses import Address


class RowList(QWidget):
    """As high as its rows need, with `titles` over their numbers, if there are any."""

    #: The pointer is on a row that belongs to this part of the network, or to several, or to none.
    pointed_at = pyqtSignal(object)
    #: The user chose the part of the network that a row belongs to.
    address_chosen = pyqtSignal(object)

    def __init__(self, name: str, titles: Sequence[str] = ()) -> None:
        super().__init__()
        self._model = RowModel()
        self._delegate = RowDelegate(self._model)
        self._delegate.titles = tuple(titles)
        self._pointed: Address | tuple[Address, ...] | None = None
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._delegate)
        self._view.setResizeMode(QListView.ResizeMode.Adjust)
        self._view.setMouseTracking(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the steps
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setStyleSheet("QListView { border: none; background: transparent; }")
        self._view.setAccessibleName(name)
        self._view.installEventFilter(self)
        self._view.clicked.connect(self._choose)
        self._view.entered.connect(self._point)
        copy_action(self._view, "Copy numbers").triggered.connect(self._copy_row)
        copy_all = copy_action(self._view, "Copy table")
        copy_all.setShortcut("")
        copy_all.triggered.connect(self._copy_table)
        viewport = self._view.viewport()
        assert viewport is not None
        self._viewport = viewport
        self._viewport.installEventFilter(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._view)
        self.setFocusProxy(self._view)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._delegate.show_look(look)
        self._fit()

    def show_titles(self, *titles: str) -> None:
        """Write these over the numbers."""
        self._delegate.titles = titles
        self._delegate.forget_layout()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows and no others; the keyboard's row stays in its place."""
        current = self._view.currentIndex().row()
        self._model.show_rows(rows)
        self._delegate.forget_layout()
        if 0 <= current < len(rows):
            self._view.setCurrentIndex(self._model.index(current))
        self._fit()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, to be read."""
        return self._model.rows

    def _fit(self) -> None:
        """Be as high as the titles and the rows."""
        place = self._delegate.layout(self.width())  # the view's own width follows later
        top = round(place.line) if any(self._delegate.titles) else 0
        self._column.setContentsMargins(0, top, 0, 0)
        self._view.setFixedHeight(place.row * len(self.rows) + 2)
        self._view.scheduleDelayedItemsLayout()
        self._view.executeDelayedItemsLayout()
        self.update()

    def _choose(self, index: QModelIndex) -> None:
        address = self._model.rows[index.row()].address
        if address is not None:
            self.address_chosen.emit(address)

    def _point(self, index: QModelIndex) -> None:
        self._tell(self._model.rows[index.row()].address)

    def _tell(self, address: Address | tuple[Address, ...] | None) -> None:
        if address != self._pointed:
            self._pointed = address
            self.pointed_at.emit(address)

    def _copy_row(self) -> None:
        index = self._view.currentIndex()
        if index.isValid():
            copy("\t".join(cell.exact for cell in self._model.rows[index.row()].cells))

    def _copy_table(self) -> None:
        lines = [(row.name, *(cell.exact for cell in row.cells)) for row in self._model.rows]
        copy("\n".join("\t".join(line) for line in lines))

    def _press(self, event: QKeyEvent) -> bool:
        """Choose by Enter; copy numbers with every digit, where the list itself copies its text."""
        index = self._view.currentIndex()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and index.isValid():
            self._choose(index)
        is_copy = event.matches(QKeySequence.StandardKey.Copy)
        if is_copy:
            self._copy_row()
        return is_copy or (is_enter and index.isValid())

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Choose by Enter, copy, and point at nothing when the pointer leaves."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._press(event)
        if event is not None and event.type() is QEvent.Type.Leave:
            self._tell(None)
        return False

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the titles."""
        if any(self._delegate.titles) and self.rows:
            self._delegate.paint_titles(QPainter(self), self.width())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fit the rows into the new width."""
        super().resizeEvent(event)
        self._fit()
