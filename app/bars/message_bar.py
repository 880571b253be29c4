"""The message bar: a sentence over the lower edge of a panel, until it is read."""

from PyQt6.QtCore import QEvent, QObject, QTimer
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.look.icons import icon
from app.look.look import Look
from app.look.style import set_property

LEAST_MS, LETTER_MS = 3_000, 60
"""How long a note stays: so long, or as long as its letters take to be read."""
MARGIN = 2
"""Logical pixels to the edges of the panel."""


class MessageBar(QFrame):
    """Shows the last message over `panel`, which it neither moves nor resizes.

    A hint or a problem stays until it is dismissed or another message comes.
    """

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._panel = panel
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._dismiss = QToolButton()
        self._dismiss.setProperty("role", "quiet")
        self._dismiss.setToolTip("Dismiss this message (Esc)")
        self._dismiss.setAccessibleName("Dismiss the message")
        self._dismiss.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 2, 0)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self._dismiss)
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

    def clear(self) -> None:
        """Show nothing."""
        self._timer.stop()
        self._text.clear()
        self.hide()

    def show_look(self, look: Look) -> None:
        """Take over colours and the size of text."""
        self._text.setFont(look.font(0.9))
        side = round(16 * look.unit)
        self._dismiss.setStyleSheet(
            f"padding: 0; border-width: 1px; min-height: 0; icon-size: {round(10 * look.unit)}px"
        )
        self._dismiss.setFixedSize(side, side)
        self._dismiss.setIcon(icon("cancel", look.theme.muted))
        self._place()

    def _show(self, sign: str, role: str, sentence: str) -> None:
        self._timer.stop()
        self._sign.setText(sign)
        set_property(self._sign, "role", role)
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()

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
