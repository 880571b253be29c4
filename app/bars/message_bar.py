"""The message bar: a sentence over the lower edge of a panel, until it is read or answered."""

from collections.abc import Callable, Mapping
from functools import partial

from PyQt6.QtCore import QEvent, QObject, Qt, QTimer
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.look.icons import icon
from app.look.look import Look
from app.look.style import set_property

LEAST_MS, LETTER_MS = 3_000, 60
"""How long a note stays: so long, or as long as its letters take to be read."""
MARGIN = 2
"""Logical pixels to the edges of the panel."""

Answers = Mapping[str, Callable[[], object]]
"""What can be answered, and what to do then."""


class MessageBar(QFrame):
    """Shows the last message over `panel`, which it neither moves nor resizes.

    A hint or a problem stays until it is dismissed or another message comes. A question stays until
    it is answered or dismissed: whatever else is said has its time, and then it is there again. It
    waits until a problem that is shown has been read.
    """

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._panel = panel
        self._question: tuple[str, Answers] | None = None
        self._buttons: list[QPushButton] = []
        self._has_problem = False
        self._look = Look()
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._dismiss = QToolButton()
        self._dismiss.setProperty("role", "quiet")
        self._dismiss.setToolTip("Dismiss this message (Esc)")
        self._dismiss.setAccessibleName("Dismiss the message")
        self._dismiss.clicked.connect(self.dismiss)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 2, 0)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._dismiss)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.setProperty("role", "message")
        self.setAutoFillBackground(True)
        panel.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, or ""."""
        return self._text.text()

    def show_hint(self, sentence: str) -> None:
        """Show what can be done now."""
        self._show("▸", "muted", sentence)

    def show_note(self, sentence: str) -> None:
        """Show what has happened, for a while."""
        self._show("✓", "good", sentence)
        self._timer.start(max(LEAST_MS, LETTER_MS * len(sentence)))

    def show_problem(self, sentence: str) -> None:
        """Show what went wrong."""
        self._show("!", "bad", sentence)
        self._has_problem = True

    def ask(self, sentence: str, answers: Answers) -> None:
        """Ask something, with a button for each answer."""
        self._question = sentence, answers
        if not self._has_problem:
            self._show("?", "warning", sentence, answers)

    def clear(self) -> None:
        """Show nothing, or the question that was not answered yet."""
        self._timer.stop()
        self._has_problem = False
        if self._question is None:
            self._text.clear()
            self.hide()
        elif not self._buttons:
            self.ask(*self._question)

    def dismiss(self) -> None:
        """Show nothing of this any more; a question is not answered then."""
        if self._buttons:
            self._question = None
            self._show_answers({})
        self.clear()

    def show_look(self, look: Look) -> None:
        """Take over colours and the size of text."""
        self._look = look
        self._text.setFont(look.font(0.9))
        for button in self._buttons:
            self._dress(button)
        side = round(16 * look.unit)
        self._dismiss.setStyleSheet(
            f"padding: 0; border-width: 1px; min-height: 0; icon-size: {round(10 * look.unit)}px"
        )
        self._dismiss.setFixedSize(side, side)
        self._dismiss.setIcon(icon("cancel", look.theme.muted))
        self._place()

    def _show(self, sign: str, role: str, sentence: str, answers: Answers | None = None) -> None:
        self._timer.stop()
        self._has_problem = False
        self._sign.setText(sign)
        set_property(self._sign, "role", role)
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self._show_answers(answers or {})
        self._place()
        self.show()
        self.raise_()

    def _show_answers(self, answers: Answers) -> None:
        while self._buttons:
            button = self._buttons.pop()
            button.hide()
            button.deleteLater()
        for place, (text, action) in enumerate(answers.items()):
            button = QPushButton(text)
            button.setToolTip(f"{text}: the answer to this question")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self._answer, action))
            self._dress(button)
            self._row.insertWidget(2 + place, button)
            button.show()
            self.setTabOrder(self._buttons[-1] if self._buttons else self._dismiss, button)
            self._buttons.append(button)

    def _answer(self, action: Callable[[], object]) -> None:
        self.dismiss()
        action()

    def _dress(self, button: QPushButton) -> None:
        button.setFont(self._look.font(0.9))
        button.setStyleSheet(f"padding: 0px {round(8 * self._look.unit)}px; min-height: 0")

    def _place(self) -> None:
        """Lie on the panel's lower edge, in its right corner, where least is covered."""
        layout = self.layout()
        assert layout is not None
        room = max(self._panel.width() - 2 * MARGIN, 1)
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        width = min(layout.totalMinimumSize().width() + words, room)
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        left = self._panel.width() - width - MARGIN
        self.setGeometry(left, self._panel.height() - height - MARGIN, width, height)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Stay where it is when the panel changes its size."""
        if watched is self._panel and event is not None and event.type() == QEvent.Type.Resize:
            self._place()
        return False
