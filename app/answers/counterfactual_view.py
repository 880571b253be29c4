"""What would make the network say another class: the changed input, and the change."""

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.answers.input_bars import InputBars
from app.answers.pixel_picture import PixelPicture
from app.answers.sign_colours import swatch
from app.answers.subject import Subject
from app.look import numbers
from app.look.look import Look
from app.look.style import set_property
from app.probed import Probed
from app.widgets.section import paragraph
from engine.counterfactual import Counterfactual

MARKED = 0.1
"""Pixels that change by more are counted."""


class CounterfactualView(QWidget):
    """Shows what was found for an input; it is old once the input or the network is another."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._look = Look()
        self._found: Counterfactual | None = None
        self._asked: Probed | None = None
        self._age = paragraph("warning")
        self._answer = paragraph("")
        self._size = paragraph()
        shape = subject.picture or (1, len(subject.input_names))
        self._changed = PixelPicture(shape, f"The changed {subject.noun}", is_signed=False)
        self._change = PixelPicture(shape, "The change", is_signed=True)
        self._scale = QLabel()
        self._scale.setTextFormat(Qt.TextFormat.RichText)
        self._captions = (QLabel(f"the changed {subject.noun}"), self._scale)
        for label in self._captions:
            label.setProperty("role", "muted")
            label.setWordWrap(True)
        self._pictures = QWidget()
        self._grid = QGridLayout(self._pictures)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for column, picture in enumerate((self._changed, self._change)):
            self._grid.addWidget(picture, 0, column)
            self._grid.addWidget(self._captions[column], 1, column)
            self._grid.setColumnStretch(column, 1)
        longest = "−1.234e−5 → −1.234e−5"
        self._bars = InputBars(subject.input_names, "The change of each input", longest)
        (self._pictures if subject.picture is None else self._bars).hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self._age, self._answer, self._pictures, self._bars, self._size):
            self._column.addWidget(part)
        self.clear()

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self._column.setSpacing(round(5 * look.unit))
        for part in (self._changed, self._change, self._bars):
            part.show_look(look)
        self._grid.setHorizontalSpacing(round(10 * look.unit))
        self._grid.setVerticalSpacing(round(3 * look.unit))
        for label in (*self._captions, self._size, self._age):
            label.setFont(look.font(0.9))
        self._show()

    def clear(self) -> None:
        """Show nothing."""
        self._found = None
        self.hide()

    def show_found(self, found: Counterfactual, asked: Probed) -> None:
        """Show what was found for the input that was asked about."""
        self._found, self._asked = found, asked
        self._show()
        self.show()

    def show_now(self, probed: Probed | None) -> None:
        """Say whether it still holds, now that this is probed; without an input it is not seen."""
        if self._found is None or self._asked is None:
            return
        self.setVisible(probed is not None)
        if probed is None:
            return
        reason = _reason(self._asked, probed, self._subject.noun)
        self._age.setText(f"Old: {reason}.")
        self._age.setVisible(bool(reason))
        for picture in (self._changed, self._change):
            picture.show_old(bool(reason))
        self._bars.setEnabled(not reason)
        set_property(self._answer, "role", "muted" if reason else "")

    def _show(self) -> None:
        found, asked = self._found, self._asked
        if found is None or asked is None:
            return
        change = np.asarray(found.x, np.float64) - asked.x
        goal = self._subject.class_names[found.goal]
        best = self._subject.said(found.outputs)[0]
        if found.is_reached:
            text = f"✓ Then the answer is {best.name}, {best.number}."
        else:
            text = f"✗ No way to {goal} was found. So far the answer is {best.name}, {best.number}."
        self._answer.setText(text)
        self._size.setText(self._told(change))
        if self._subject.picture is None:
            pairs = zip(asked.x.tolist(), found.x.tolist(), strict=True)
            texts = [f"{numbers.plain(old)} → {numbers.plain(new)}" for old, new in pairs]
            self._bars.show_values(change, texts)
            return
        self._changed.show_values(found.x)
        self._change.show_values(change)
        reach = numbers.short(float(np.abs(change).max()))
        less, more = swatch(False, self._look), swatch(True, self._look)
        self._scale.setText(f"{less} −{reach} … +{reach} {more}")

    def _told(self, change: np.ndarray) -> str:
        """How large a change is, in words."""
        if not change.any():
            return "Nothing has to change."
        count = int((np.abs(change) > MARKED).sum())
        largest = numbers.signed(float(change[np.abs(change).argmax()]))
        if self._subject.picture is None:
            name = self._subject.input_names[int(np.abs(change).argmax())]
            return f"The largest change is {largest}, of {name}."
        how_many = numbers.counted(count, "pixel") if count else "No pixel"
        verb = "change" if count > 1 else "changes"
        return f"{how_many} {verb} by more than {MARKED}; the largest change is {largest}."


def _reason(asked: Probed, probed: Probed, noun: str) -> str:
    """Why what was found does not hold any more, or ""."""
    if not np.array_equal(probed.x, asked.x):
        return f"the {noun} is another now"
    if probed.steps != asked.steps:
        return "the network has been trained since"
    return ""
