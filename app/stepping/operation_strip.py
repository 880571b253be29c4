"""The operation strip: the present operation as statement and formula, or its sum as it grows."""

from dataclasses import replace
from html import escape

from PyQt6.QtCore import QSize, Qt, QTimer
from PyQt6.QtGui import QFontMetrics, QResizeEvent
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.formula.formula_view import FormulaView
from app.look import numbers
from app.look.look import Look
from app.snapshot import Snapshot
from app.stepping.growing_sum import lines
from app.stepping.operation_delegate import wrapped
from app.stepping.operation_text import tooltip
from engine.close_up import CloseUp
from engine.program import Operation

HEIGHT, GROWTH = 104, 68
"""In logical pixels at the usual text size, so that nothing jumps, and how much of it is text's:
formulas are large already."""
MARGIN = 8
VERTICAL_MARGIN = 6
SCALES = ((1.4, 1.05), (1.15, 1.0), (0.9, 0.9))
"""Of a formula against those of the inspector, and of its statement: the first that have room."""
FORMULA_SHARE = 0.62
"""Of the width, at most, beside the statement."""
LEAST_WIDTH = 240
PAUSE_MS = 125
"""For which a formula stands at least: up to some eight operations a second, none is left out."""
WIDTHS = (28, 52)
"""From these widths on, in heights of a line, a second and a third product of a sum are shown."""


class OperationStrip(QFrame):
    """Shows the operation that was done last; at the start of a step the next one.

    While the next operation is done bit by bit, it shows the element under way: its sum as far as
    it has grown. While steps run too fast to be followed, it only says so.
    """

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._snapshot: Snapshot | None = None
        self._is_behind = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._catch_up)
        self.setProperty("role", "card")
        self.setAccessibleName("Present operation")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._caption, self._aside = QLabel(), QLabel()
        self._statement, self._running = QLabel(), QLabel()
        self._statement.setTextFormat(Qt.TextFormat.PlainText)
        self._running.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self._caption, self._aside, self._running):
            label.setProperty("role", "muted")
        self._formula, self._sum = FormulaView(), FormulaView()
        self._symbols, self._numbers = FormulaView(), FormulaView()
        self._pages = QStackedWidget()
        self._page = _row(self._statement, self._formula)
        self._element = _row(self._symbols, self._numbers)
        for page in (self._page, self._element, self._sum, self._running):
            self._pages.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(self._caption, 1)
        head.addWidget(self._aside)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(MARGIN, VERTICAL_MARGIN // 2, MARGIN, VERTICAL_MARGIN // 2)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        self.show_look(self._look)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        for label in (self._caption, self._aside):
            label.setFont(look.font(0.85))
        self._running.setFont(look.font())
        self.setFixedHeight(round(HEIGHT + GROWTH * (look.unit - 1)))
        self._show()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the operation of a snapshot: at once at rest, now and then while it runs."""
        before, self._snapshot = self._snapshot, snapshot
        if not snapshot.is_running or before is None or before.is_blur != snapshot.is_blur:
            self._pause.stop()
            self._show()
        elif not snapshot.is_blur:
            self._is_behind = True
            if not self._pause.isActive():
                self._catch_up()

    def _catch_up(self) -> None:
        """Show what came since; what comes next waits until this could be seen."""
        if self._is_behind:
            self._show()
            self._pause.start()

    def _show(self) -> None:
        """Show the newest snapshot."""
        self._is_behind = False
        snapshot = self._snapshot
        if snapshot is None:
            return
        total = len(snapshot.operations)
        if snapshot.is_blur:
            self._show_running(total)
        elif snapshot.close_up is not None:
            self._show_sum(snapshot.close_up, total)
        elif (operation := snapshot.last or snapshot.next) is not None:
            self._show_operation(operation, total, is_next=snapshot.last is None)

    def _show_running(self, total: int) -> None:
        self._show_head("running", "")
        self._running.setText(
            f"{total} operations a step. Pause, or make it slower, to see them one by one."
        )
        self._pages.setCurrentWidget(self._running)
        self.setToolTip("")

    def _show_operation(self, operation: Operation, total: int, *, is_next: bool) -> None:
        layer = "" if operation.layer is None else f", layer {operation.layer}"
        which = "next: " if is_next else ""
        title = f"{which}operation {operation.number} of {total} · {operation.pass_}{layer}"
        self._show_head(title, str(operation.shape), operation)
        self._formula.show_latex(operation.formula)
        self._pages.setCurrentWidget(self._page)
        self.setToolTip(tooltip(operation, total))
        self._arrange(operation)

    def _show_sum(self, close_up: CloseUp, total: int) -> None:
        operation = close_up.operation
        kind = {"dW": "weight", "db": "bias"}.get(operation.writes[:2], "neuron")
        aside = f"{kind} {numbers.count(close_up.number + 1)} of {numbers.count(close_up.count)}"
        if close_up.terms and close_up.explanation.sum is not None:
            count = len(close_up.explanation.sum.terms)
            aside += f" · term {numbers.count(close_up.terms)} of {numbers.count(count)}"
        title = f"{operation.text} · operation {operation.number} of {total}"
        self._show_head(title, aside, operation)
        width = self.width() / QFontMetrics(self._look.font()).height()
        products = 1 + sum(width > least for least in WIDTHS)
        symbols, in_numbers = lines(close_up, products, self._look)
        room = self._room
        if close_up.terms:
            self._sum.show_lines((symbols, in_numbers), is_live=self._is_running)
            self._fit(self._sum, room, SCALES[0][0])
            self._pages.setCurrentWidget(self._sum)
        else:
            self._symbols.show_lines((symbols,))
            self._numbers.show_lines((in_numbers,), is_live=self._is_running)
            for view in (self._symbols, self._numbers):
                self._fit(view, room // 2, SCALES[0][0])
                view.setFixedWidth(min(view.sizeHint().width(), room // 2))
            self._pages.setCurrentWidget(self._element)
        self.setToolTip(tooltip(operation, total))

    def _show_head(self, title: str, aside: str, operation: Operation | None = None) -> None:
        """What it is, and behind a mark in the colour of its pass which one."""
        self._aside.setText(aside)
        metrics = QFontMetrics(self._caption.font())
        taken = self._aside.sizeHint().width() + metrics.horizontalAdvance("▮ ")
        room = self._room - taken - 2 * MARGIN
        title = escape(metrics.elidedText(title, Qt.TextElideMode.ElideRight, room))
        if operation is not None:
            colour = self._look.theme.of_pass(operation.pass_).name()
            title = f"<span style='color: {colour}'>▮</span> {title}"
        self._caption.setText(title)

    @property
    def _is_running(self) -> bool:
        return self._snapshot is not None and self._snapshot.is_running

    @property
    def _room(self) -> int:
        """The width between the margins."""
        return self.contentsRect().width() - 2 * MARGIN

    def _arrange(self, operation: Operation) -> None:
        """Show formula and statement as large as there is room for both."""
        for formula_scale, scale in SCALES:
            self._statement.setFont(self._look.mono(scale))
            self._place(operation, formula_scale)
            if self._statement.sizeHint().height() <= self._room_below:
                return

    def _place(self, operation: Operation, formula_scale: float) -> None:
        """Give the formula the width that it takes, and the statement what it needs of the rest."""
        room = self._room
        most = round(room * FORMULA_SHARE)
        self._fit(self._formula, most, formula_scale)
        width = min(self._formula.sizeHint().width(), most)
        self._formula.setFixedWidth(width)
        letter = QFontMetrics(self._statement.font()).horizontalAdvance("0")
        needed = letter * len(operation.text) + 3 * MARGIN
        rest = min(max(needed, room - most), room - width)
        columns = max((rest - MARGIN) // letter, 12)
        self._statement.setText("\n".join(wrapped(operation.text, columns, columns)))
        self._statement.setFixedWidth(rest)

    @property
    def _room_below(self) -> int:
        """The height below the title."""
        return self.height() - self._aside.sizeHint().height() - VERTICAL_MARGIN

    def _fit(self, view: FormulaView, width: int, scale: float) -> None:
        """Make the letters of a formula as large as its height allows in this width."""
        size = round(self._look.text_size * scale)
        while True:
            view.show_look(replace(self._look, text_size=size))
            if view.heightForWidth(width) <= self._room_below or size == 1:
                return
            size -= 1

    def minimumSizeHint(self) -> QSize:
        """Narrow: what it shows is broken into lines."""
        return QSize(round(LEAST_WIDTH * self._look.unit), self.height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Find room in the new width."""
        super().resizeEvent(event)
        self._show()


def _row(*widgets: QWidget) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch()
    return page
