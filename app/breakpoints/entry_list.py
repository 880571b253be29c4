"""The entry list: breakpoints or watches, each with a tick, and a cross to delete it."""

from collections.abc import Iterable
from dataclasses import dataclass

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.look.icons import icon
from app.look.look import Look
from app.look.style import set_property
from engine.breakpoints import Breakpoint
from engine.watches import Watch

ICON_SIDE = 12


@dataclass(frozen=True)
class Entry:
    """A breakpoint or a watch, whether it is in force, and what there is to add."""

    subject: Breakpoint | Watch
    is_on: bool = True
    note: str = ""
    is_new: bool = False
    """Whether the note tells what happened last."""


class EntryList(QWidget):
    """Rows in the order of their entries."""

    #: The user ticked or unticked the entry of this number.
    toggled = pyqtSignal(int, bool)
    #: The user wants the entry of this number gone.
    deleted = pyqtSignal(int)

    def __init__(self, name: str, empty: str, tip: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._look = Look()
        self._tip = tip
        self._rows: list[_Row] = []
        self._empty = QLabel(empty)
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._empty)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show these entries and no others."""
        entries = tuple(entries)
        while len(self._rows) < len(entries):
            self._rows.append(self._new_row(len(self._rows)))
        for row, entry in zip(self._rows, entries, strict=False):
            row.show_entry(entry, self._tip)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(entries))
        self._empty.setVisible(not entries)

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
        self._look = look
        self._empty.setFont(look.font(0.92))
        for row in self._rows:
            row.show_look(look)

    def _new_row(self, number: int) -> "_Row":
        row = _Row()
        row.show_look(self._look)
        row.tick.clicked.connect(lambda on: self.toggled.emit(number, on))
        row.cross.clicked.connect(lambda: self.deleted.emit(number))
        self._column.addWidget(row)
        return row


class _Row(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.tick = QCheckBox()
        self._title = QLabel()
        self._title.setWordWrap(True)
        self._title.setBuddy(self.tick)
        self._note = QLabel()
        self._note_font = self.font()
        self._note.setWordWrap(True)
        self.cross = QPushButton()
        self.cross.setProperty("role", "quiet")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.tick, 0, 0, top)
        grid.addWidget(self._title, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.cross, 0, 2, top)
        grid.addWidget(self._note, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)

    def show_entry(self, entry: Entry, tip: str) -> None:
        title = entry.subject.title
        self.tick.setChecked(entry.is_on)
        self.tick.setAccessibleName(title)
        self.tick.setToolTip(tip)
        self._title.setText(title)
        self._title.setToolTip(tip)
        self.cross.setToolTip(f"Delete “{title}”")
        self.cross.setAccessibleName(f"Delete “{title}”")
        self._note.setText(f"● {entry.note}" if entry.is_new else entry.note)
        self._note.setVisible(bool(entry.note))
        set_property(self._title, "role", "" if entry.is_on else "muted")
        set_property(self._note, "role", "warning" if entry.is_new else "muted")
        self._note.setFont(self._note_font)  # which another role may have taken away

    def show_look(self, look: Look) -> None:
        side = round(ICON_SIDE * look.unit)
        self._note_font = look.font(0.88)
        self._note.setFont(self._note_font)
        self.cross.setStyleSheet(f"padding: 1px 2px; icon-size: {side}px;")
        self.cross.setIcon(icon("cancel", look.theme.muted))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take the click on the title."""

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """A click on the title is one on the tick."""
        if event is not None and self._title.geometry().contains(event.pos()):
            self.tick.click()
