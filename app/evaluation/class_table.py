"""The table of classes: precision, recall, F1, and what each is taken for."""

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.evaluation.class_rows import NAMES, TITLES, ClassRows, class_rows
from app.look.look import Look
from engine.confusion import Confusion

ROW = 1.55
"""The height of a row, in lines of text."""
TEXT = 0.92
"""The size of its texts, as a share of usual text."""
PADDING, BETWEEN = 3, 2
"""On both sides of a text, and between columns, in logical pixels at the usual text size."""


class ClassTable(QWidget):
    """As high as its rows. A click on a title sorts, as Enter does in its column."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._rows = ClassRows()
        self._table = QTableView()
        self._table.setModel(self._rows)
        self._table.setAccessibleName("Figures of each class")
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._table.setTabKeyNavigation(False)
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._table.installEventFilter(self)
        side, top = self._table.verticalHeader(), self._table.horizontalHeader()
        assert side is not None
        assert top is not None
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(1)
        self._side, self._top = side, top
        self._top.setHighlightSections(False)
        self._top.setSectionsClickable(True)
        self._top.setMinimumSectionSize(1)
        self._top.sectionClicked.connect(self._sort)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table)
        self.setFocusProxy(self._table)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        self._look = look
        padding, size = round(PADDING * look.unit), look.font(TEXT).pointSizeF()
        style = f"QHeaderView::section {{ padding: 0 {padding}px; font-size: {size}pt; }}"
        self._table.setStyleSheet(style)
        self._table.setFont(look.font(TEXT))  # only now: a new style takes the font back
        self._fit()

    def show_confusion(self, confusion: Confusion, names: tuple[str, ...]) -> None:
        """Show the figures of classes with these names."""
        self._rows.show_rows(class_rows(confusion, names))
        self._fit()

    def _fit(self) -> None:
        """Be as high as the rows, with a scroll bar below them where they are too wide."""
        row = round(self._table.fontMetrics().height() * ROW)
        self._side.setDefaultSectionSize(row)
        self._top.setFixedHeight(row)
        room = self.width() - 4
        widths = self._widths(room)
        spare = max(0, room - sum(widths)) // len(widths)
        for column, width in enumerate(widths):
            self._top.resizeSection(column, width + spare)
        bar = self._table.horizontalScrollBar()
        assert bar is not None
        below = bar.sizeHint().height() if sum(widths) > room else 0
        self._table.setFixedHeight(row * (self._rows.rowCount() + 1) + below + 4)

    def _widths(self, room: int) -> list[int]:
        """What the columns need; the last one and then the first give way."""
        widths = [self._width(column) for column in range(len(TITLES))]
        for column in reversed(NAMES):
            least = min(widths[column], self._needed([self._title(column)]))
            widths[column] = max(least, widths[column] - max(0, sum(widths) - room))
        return widths

    def _width(self, column: int) -> int:
        """What the longest text of a column needs, and its title, with the mark if it has one."""
        texts = [self._rows.index(row, column).data() for row in range(self._rows.rowCount())]
        return self._needed([self._title(column), *texts])

    def _title(self, column: int) -> str:
        title: str = self._rows.headerData(column, Qt.Orientation.Horizontal)
        return title

    def _needed(self, texts: list[str]) -> int:
        """The width of a column for the longest of these."""
        widest = max(map(QFontMetrics(self._look.font(TEXT)).horizontalAdvance, texts))
        return widest + round((2 * PADDING + BETWEEN) * self._look.unit)

    def _sort(self, column: int) -> None:
        self._rows.sort_or_turn(column)
        self._fit()  # the mark of the order is in another title

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Sort by Enter."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if isinstance(event, QKeyEvent) and is_key:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            column = self._table.currentIndex().column()
            if is_enter and column >= 0:
                self._sort(column)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fit the columns into the new width."""
        super().resizeEvent(event)
        self._fit()
