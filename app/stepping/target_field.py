"""The run target: how far a run goes before it stops by itself."""

from math import isfinite

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.look.look import Look
from app.look.style import set_property
from app.targets import Measure, Target
from engine.errors import InputError, require

CHOICES: dict[Measure | None, str] = {
    None: "until paused",
    Measure.STEPS: "for … steps",
    Measure.EPOCHS: "for … epochs",
    Measure.COST: "until cost ≤ …",
    Measure.QUALITY: "until test accuracy ≥ … %",
}

USUAL_NUMBERS = {
    Measure.STEPS: "100",
    Measure.EPOCHS: "1",
    Measure.COST: "0.1",
    Measure.QUALITY: "95",
}

TOOLTIP = (
    "When a run pauses by itself: never, after so many steps or epochs, at the first batch whose "
    "cost C is this small, or at the end of the first epoch whose test accuracy is this high "
    "(for a regression: the share of values within tolerance)."
)


class TargetField(QWidget):
    """A choice of when to stop, and a field for its number where it needs one.

    A number counts when it is entered: with Return, or by leaving the field.
    """

    #: The user chose another target, a `Target` or None.
    target_chosen = pyqtSignal(object)
    #: Why the number in the field can't be used, or "" if it can.
    refused = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._target: Target | None = None
        self._numbers = dict(USUAL_NUMBERS)
        self._choice = QComboBox()
        self._choice.addItems(list(CHOICES.values()))
        self._choice.setAccessibleName("Run")
        self._choice.activated.connect(self._choose_measure)
        self._number = QLineEdit()
        self._number.setProperty("role", "number")
        self._number.setAccessibleName("Number of the run target")
        self._number.textEdited.connect(self._check)
        self._number.editingFinished.connect(self._choose_number)
        self._caption = QLabel("run")
        self._caption.setProperty("role", "muted")
        self._caption.setBuddy(self._choice)
        fields = QHBoxLayout()
        fields.setSpacing(4)
        fields.addWidget(self._choice)
        fields.addWidget(self._number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._caption)
        column.addLayout(fields)
        for control in (self._choice, self._number):
            control.setToolTip(f"<p>{TOOLTIP}</p>")
        self._show_measure(None)

    def show_target(self, target: Target | None) -> None:
        """Show the target that is in force; a number that was refused is dropped."""
        self._target = target
        if target is not None:
            is_share = target.measure is Measure.QUALITY
            self._numbers[target.measure] = f"{target.value * (100 if is_share else 1):.10g}"
        self._show_measure(target.measure if target else None)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        self.setFont(look.font())
        self._caption.setFont(look.font(0.85))
        self._fit()

    @property
    def _measure(self) -> Measure | None:
        return list(CHOICES)[self._choice.currentIndex()]

    def _choose_measure(self) -> None:
        self._show_measure(self._measure)
        self._choose_number()

    def _choose_number(self) -> None:
        try:
            target = self._entered()
        except InputError:
            return
        if target != self._target:
            self._target = target
            self.target_chosen.emit(target)

    def _check(self) -> None:
        try:
            self._entered()
        except InputError as error:
            self._show_reason(f"{error} The target stays as it was.")
        else:
            self._show_reason("")

    def _entered(self) -> Target | None:
        """The target as it stands in the fields; raises `InputError` if there is none."""
        measure = self._measure
        if measure is None:
            return None
        text = self._number.text().strip()
        number = _number(text)
        target = Target(measure, number / 100 if measure is Measure.QUALITY else number)
        self._numbers[measure] = text
        return target

    def _show_measure(self, measure: Measure | None) -> None:
        self._choice.setCurrentIndex(list(CHOICES).index(measure))
        self._number.setVisible(measure is not None)
        if measure is not None:
            self._number.setText(self._numbers[measure])
        self._show_reason("")
        self._fit()

    def _show_reason(self, reason: str) -> None:
        set_property(self._number, "invalid", "true" if reason else "false")
        self.refused.emit(reason)

    def _fit(self) -> None:
        """Make the controls as wide as what they hold, so that they all fit into a row."""
        metrics = self.fontMetrics()
        frame = round(2.4 * metrics.height())
        self._choice.setFixedWidth(metrics.horizontalAdvance(self._choice.currentText()) + frame)
        self._number.setFixedWidth(metrics.horizontalAdvance("0" * 7) + metrics.height())
        view = self._choice.view()
        assert view is not None
        widest = max(map(metrics.horizontalAdvance, CHOICES.values()))
        view.setMinimumWidth(widest + frame)


def _number(text: str) -> float:
    """The finite number that a text says; raises `InputError` if it says none."""
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    require(
        isfinite(number) and "_" not in text,
        f"“{text}” is not a number: write digits and a point, such as 25 or 0.05."
        if text
        else "Write a number, such as 25 or 0.05.",
    )
    return number
