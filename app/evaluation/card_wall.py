"""The wall that the cards hang on, with what they are called together."""

from PyQt6.QtCore import QEvent, QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from app.evaluation.card_delegate import CardDelegate
from app.evaluation.cards import Cards
from app.evaluation.hung import Hung
from app.evaluation.wording import age_sentence
from app.look.look import Look
from app.widgets.flow_row import FlowRow

NOTHING = "Evaluate the network to see its worst mistakes here. Each can be stepped through."
NONE = "✓ There is none."
BETWEEN = 10
"""Between the title, the count and the age, in logical pixels."""


class CardWall(QWidget):
    """A title, and cards in rows that scroll. Arrow keys walk, Enter or a click chooses."""

    #: The user wants to step through the example with this number.
    example_clicked = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._hung: Hung | None = None
        self._cards = Cards()
        self._delegate = CardDelegate(self._cards)
        self._title, self._count, self._old = QLabel(), QLabel(), QLabel()
        self._count.setProperty("role", "muted")
        self._old.setProperty("role", "warning")
        self._note = QLabel(NOTHING)
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._view = QListView()
        self._set_up_view()
        self._top = FlowRow(self._title, self._count, self._old, space=BETWEEN)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._top)
        self._column.addWidget(self._view, 1)
        self._column.addWidget(self._note, 1)
        self.show_hung(None, 0)

    def _set_up_view(self) -> None:
        view = self._view
        view.setModel(self._cards)
        view.setItemDelegate(self._delegate)
        view.setFlow(QListView.Flow.LeftToRight)
        view.setWrapping(True)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setStyleSheet("QListView { border: none; background: transparent; }")
        view.setAccessibleName("Examples")
        view.clicked.connect(self._choose)
        view.installEventFilter(self)
        self.setFocusProxy(view)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        margin = round(10 * look.unit)
        self._column.setContentsMargins(margin, round(6 * look.unit), round(4 * look.unit), 0)
        self._column.setSpacing(round(4 * look.unit))
        self._title.setFont(look.font(1.1, bold=True))
        self._old.setFont(look.font(bold=True))
        for label in (self._count, self._note):
            label.setFont(look.font())
        self._top.arrange()
        self._view.setSpacing(0)
        self._delegate.show_look(look)
        self._fit()

    def show_hung(self, hung: Hung | None, age: int) -> None:
        """Show these examples, None if there is no report; they are so many steps old."""
        is_new = hung is not self._hung
        self._hung = hung
        for part in (self._title, self._count):
            part.setVisible(hung is not None)
        has_some = hung is not None and len(hung.numbers) > 0
        self._note.setText(NOTHING if hung is None else NONE)
        self._note.setVisible(not has_some)
        self._view.setVisible(has_some)
        is_old = bool(age) and hung is not None
        self._old.setText(f"⚠ {age_sentence(age)}")
        self._old.setVisible(is_old)
        self._delegate.is_old = bool(age)
        viewport = self._view.viewport()
        assert viewport is not None
        viewport.update()
        if hung is not None and is_new:
            self._show_cards(hung)
        self._top.arrange()

    def _show_cards(self, hung: Hung) -> None:
        self._title.setText(hung.title)
        self._count.setText(hung.count)
        self._cards.show_examples(hung.report, hung.numbers)
        self._delegate.show_dataset(hung.dataset)
        self._view.setAccessibleName(f"{hung.title}, {hung.count}")
        self._view.scrollToTop()
        self._fit()

    def _fit(self) -> None:
        """Make the cards as large as the height has room for."""
        bar = self._view.verticalScrollBar()
        assert bar is not None
        room = self._view.width() - bar.sizeHint().width() - 2
        self._delegate.measure(room, self._view.height() - 2)
        self._view.setGridSize(self._delegate.size)
        self._view.scheduleDelayedItemsLayout()

    def _choose(self, index: QModelIndex) -> None:
        self.example_clicked.emit(int(self._cards.numbers[index.row()]))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Choose by Enter; make the cards fit."""
        if event is not None and event.type() is QEvent.Type.Resize:
            self._fit()
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if isinstance(event, QKeyEvent) and is_key:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            index = self._view.currentIndex()
            if is_enter and index.isValid():
                self._choose(index)
                return True
        return False
