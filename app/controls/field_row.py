"""A row: a label, a field, and below it the reason where an entry can't be used."""

from collections.abc import Iterator
from typing import Any

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.controls.field import Field
from app.controls.wording import Words
from app.look.look import Look
from app.look.style import set_property
from app.widgets.line import line
from app.widgets.side_by_side import SideBySide
from app.widgets.tip import wrapped

MARK = "↺"
MARK_TIP = "Changing this starts the training over; Ctrl+Z brings the old network back."


class FieldRow(QWidget):
    """One setting. What can't be used stays as it was typed, until Escape or something better.

    `has_label` False leaves label, mark and `below` to whoever puts the row somewhere.
    """

    #: the user wants this value, another than is shown
    wanted = pyqtSignal(object)

    def __init__(self, words: Words, field: Field, *, has_label: bool = True) -> None:
        super().__init__()
        self._field = field
        self._value: Any = None
        self.is_marked = False
        self._is_shown = False
        self._is_refused = False
        self._caution = ""
        self._has_label = has_label
        self._label = QLabel(words.label)
        self._mark = mark()
        self.below = QLabel()
        self._build(words)
        field.entered.connect(self._take)
        field.stepped.connect(self._take_step)
        field.refused.connect(self.refuse)

    def _build(self, words: Words) -> None:
        self._field.show_words(words.label, words.tip)
        self._label.setToolTip(wrapped(words.tip))
        self._label.setBuddy(self._field.parts[0])
        self.below.setWordWrap(True)
        self.below.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._beside_label() if self._has_label else self._field)
        if self._has_label:
            layout.addWidget(self.below)

    def _beside_label(self) -> SideBySide:
        return SideBySide(line(self._label, self._mark, None), self._field)

    @property
    def message(self) -> str:
        """The sentence below the field, if there is one."""
        return self.below.text()

    def others(self) -> Iterator[Any]:
        """Some values other than that which is shown."""
        return self._field.others(self._value)

    def show_value(self, value: Any) -> None:
        """Show it, unless it is shown already: then leave alone what is being typed."""
        if not self._is_shown or value != self._value:
            self._value, self._is_shown = value, True
            self.restore()

    def take_focus(self) -> None:
        """Let the keyboard go on here."""
        self._field.parts[0].setFocus()

    def restore(self) -> None:
        """Show the value that counts, and no message."""
        self._field.show_value(self._value)
        self.say("")

    def refuse(self, reason: str) -> None:
        """Keep what was typed, and say why it can't be used."""
        self.say(f"⚠ {reason}", "bad")
        self._is_refused = True
        self._field.show_invalid(True)

    def say(self, sentence: str, role: str = "muted") -> None:
        """Write something below the field; if there is nothing to write, what to beware of."""
        self._is_refused = False
        self._field.show_invalid(False)
        if not sentence and self._caution:
            sentence, role = f"⚠ {self._caution}", "warning"
        set_property(self.below, "role", role)
        self.below.setText(sentence)
        self.below.setVisible(bool(sentence))

    def clear_note(self) -> None:
        """Take away what was said, unless it is the reason why an entry can't be used."""
        if not self._is_refused:
            self.say("")

    def show_caution(self, caution: str) -> None:
        """What to beware of with the value that counts, if there is something."""
        if caution != self._caution:
            self._caution = caution
            self.clear_note()

    def show_mark(self, starts_over: bool) -> None:
        """Say whether a change starts the training over."""
        self.is_marked = starts_over
        if self._has_label:  # else the mark has no place
            self._mark.setVisible(starts_over)

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
        self.below.setFont(look.font(0.9))
        self._field.show_look(look)

    def _take(self, value: Any) -> None:
        if value == self._value:
            self.restore()
        else:
            self.wanted.emit(value)

    def _take_step(self, value: Any) -> None:
        """A step to where nothing is possible is not done, and the reason is told."""
        self._take(value)
        if self._is_refused:
            reason = self.message
            self.restore()
            self.say(reason)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Escape takes back what was typed."""
        assert event is not None
        if event.key() == Qt.Key.Key_Escape:
            self.restore()
        else:
            super().keyPressEvent(event)


def mark() -> QLabel:
    """The sign of settings whose change starts the training over, hidden at first."""
    sign = QLabel(MARK)
    sign.setToolTip(wrapped(MARK_TIP))
    sign.setAccessibleName("starts over")
    sign.setProperty("role", "muted")
    sign.hide()
    return sign
