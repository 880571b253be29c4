"""The list of a sum's terms: pointing at one, taking one apart, copying, opening the rest."""

from PyQt6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import QAbstractItemView, QListView, QToolTip, QVBoxLayout, QWidget

from app.inspector.copying import copy, copy_action
from app.inspector.names import Names
from app.inspector.sum_terms import SumTerms
from app.inspector.term_delegate import TermDelegate
from app.inspector.term_layout import TermLayout
from app.inspector.term_rows import TermRows
from app.look import numbers
from app.look.look import Look
from engine.addresses import Address
from engine.explanation import Sum
from engine.trace import Trace

MOST_ROWS = 14
"""How many rows are in sight at most; the others are scrolled to."""


class TermList(QWidget):
    """As high as its rows need, up to a limit; as wide as it is told to be."""

    #: The pointer is on a term: what it belongs to in the network, or None.
    pointed_at = pyqtSignal(object)
    #: The user chose a term by its number in the sum, and one of its factors by its column, or -1.
    term_chosen = pyqtSignal(int, int)
    #: The columns lie elsewhere: a TermLayout.
    places_changed = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows = TermRows()
        self._delegate = TermDelegate(self._rows)
        self._pointed: Address | None = None
        self._view = QListView()
        self._view.setModel(self._rows)
        self._view.setItemDelegate(self._delegate)
        self._view.setResizeMode(QListView.ResizeMode.Adjust)
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the steps
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setStyleSheet("QListView { border: none; background: transparent; }")
        self._view.setAccessibleName("Terms of the sum")
        self._view.installEventFilter(self)
        copy_action(self._view, "Copy term").triggered.connect(self._copy)
        viewport = self._view.viewport()
        assert viewport is not None
        self._viewport = viewport
        self._viewport.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self.setFocusProxy(self._view)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._delegate.show_look(look)
        self._fit()

    def show_picture_shape(self, shape: tuple[int, int] | None) -> None:
        """Show inputs of examples as pictures of so many (rows, columns), or not at all."""
        self._delegate.picture_shape = shape

    def show_sum(self, sum_: Sum, trace: Trace, names: Names, *, is_open: bool) -> None:
        """Show the terms of a sum of this step, all of them or only the largest."""
        current = self._view.currentIndex().row()
        self._rows.show_terms(SumTerms(sum_, trace, names), is_open=is_open)
        self._delegate.forget_rows()
        if 0 <= current < self._rows.rowCount():
            self._view.setCurrentIndex(self._rows.index(current))
        self._fit()

    def show_highlight(self, address: Address | None) -> None:
        """Mark the term that belongs to this part of the network."""
        if address != self._delegate.highlight:
            self._delegate.highlight = address
            self._viewport.update()

    @property
    def places(self) -> TermLayout:
        """Where the columns lie now."""
        bar = self._view.verticalScrollBar()
        assert bar is not None
        has_bar = self._rows.rowCount() > MOST_ROWS
        # The viewport itself has its new width only after this widget's resizing.
        return self._delegate.layout(self.width() - (bar.sizeHint().width() if has_bar else 0))

    @property
    def terms(self) -> SumTerms | None:
        """The terms, to be read."""
        return self._rows.terms

    @property
    def rows(self) -> TermRows:
        """The rows, to be read."""
        return self._rows

    def _fit(self) -> None:
        """Be as high as the rows."""
        if self.terms is None:
            return
        rows = min(self._rows.rowCount(), MOST_ROWS)
        self._view.setFixedHeight(rows * self.places.row)
        self._delegate.sizeHintChanged.emit(QModelIndex())
        self.places_changed.emit(self.places)

    def _choose(self, index: QModelIndex, column: int) -> None:
        term = self._rows.term(index.row())
        if term is None:
            self._rows.toggle()
            self._delegate.forget_rows()
            self._fit()
            self._view.setCurrentIndex(self._rows.index(min(index.row(), self._rows.shown - 1)))
        else:
            self.term_chosen.emit(term, column)

    def _column_at(self, index: QModelIndex, pos: QPoint) -> int:
        """The column of the factor under the pointer, -1 if there is none."""
        within = pos - self._view.visualRect(index).topLeft()
        column = self.places.factor_at(within.x(), within.y())
        return -1 if column is None else column

    def _point(self, pos: QPoint) -> None:
        index = self._view.indexAt(pos)
        term = self._rows.term(index.row()) if index.isValid() else None
        if term is None or self.terms is None:
            self._tell(None)
            return
        column = self._column_at(index, pos)
        address = self.terms.address(term, column) if column >= 0 else None
        self._tell(address or self.terms.address(term))

    def _tell(self, address: Address | None) -> None:
        if address != self._pointed:
            self._pointed = address
            self.pointed_at.emit(address)

    def _tip(self, pos: QPoint) -> str:
        index = self._view.indexAt(pos)
        if not index.isValid() or self.terms is None:
            return ""
        term = self._rows.term(index.row())
        if term is None:
            return "Show the largest terms only" if self._rows.is_open else "Show every term"
        column = self._column_at(index, pos)
        return self.terms.tip(term, column if column >= 0 else None)

    def _copy(self) -> None:
        index = self._view.currentIndex()
        if index.isValid() and self.terms is not None:
            term = self._rows.term(index.row())
            value = self.terms.rest if term is None else self.terms.sum.terms[term]
            copy(numbers.exact(value))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Follow the pointer, clicks and the Enter key."""
        if isinstance(event, QHelpEvent) and watched is self._viewport:
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self._view)
            return True
        if isinstance(event, QMouseEvent) and watched is self._viewport:
            return self._follow_mouse(event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            index = self._view.currentIndex()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
                self._choose(index, -1)
                return True
        if event is not None and event.type() is QEvent.Type.Leave:
            self._tell(None)
        return False

    def _follow_mouse(self, event: QMouseEvent) -> bool:
        pos = event.position().toPoint()
        if event.type() is QEvent.Type.MouseMove:
            self._point(pos)
        is_click = event.type() is QEvent.Type.MouseButtonRelease
        if is_click and event.button() is Qt.MouseButton.LeftButton:
            index = self._view.indexAt(pos)
            if index.isValid():
                self._choose(index, self._column_at(index, pos))
        return False

    def resizeEvent(self, event: object) -> None:
        """Fit the rows into the new width."""
        self._fit()
