"""The check line: whether what is shown adds up to the number that the step has."""

from dataclasses import dataclass

from PyQt6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.inspector.copying import copy, copy_action
from app.look import numbers
from app.look.look import Look
from app.look.style import set_property


@dataclass(frozen=True)
class Check:
    """What a formula comes to, and what the step has; `scale` is how large its terms are.

    `is_sum` tells that there are terms to add up. The two agree if they differ by no more than
    rounding does: `tolerance` times the scale.
    """

    computed: float
    stored: float
    scale: float
    tolerance: float
    is_sum: bool

    @property
    def difference(self) -> float:
        """Relative to the larger of the two."""
        size = max(abs(self.computed), abs(self.stored))
        return abs(self.computed - self.stored) / size if size else 0.0

    @property
    def holds(self) -> bool:
        """Whether they are the same but for rounding; False of what is not finite."""
        return abs(self.computed - self.stored) <= self.tolerance * self.scale

    def __str__(self) -> str:
        # A sum that is multiplied by 0 is not 0 itself, for all who see its terms.
        does = "terms add up to" if self.is_sum and self.computed else "this comes to"
        sums = f"{does} {numbers.signed(self.computed)}"
        step = f"the step has {numbers.signed(self.stored)}"
        if self.holds:
            return f"✓ {sums} · {step} · {_apart(self.difference)}"
        return f"✗ {sums}, but {step}: they are {_apart(self.difference)}"


class CheckLine(QWidget):
    """Says in a frame whether the terms add up, and by how little they do not."""

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._check: Check | None = None
        frame = QFrame()
        frame.setProperty("role", "card")
        self._inside = QVBoxLayout(frame)
        self._inside.addWidget(self._label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        copy_action(self, "Copy both numbers").triggered.connect(self._copy)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        self._label.setFont(look.font(0.95))
        side, top = round(8 * look.unit), round(5 * look.unit)
        self._inside.setContentsMargins(side, top, side, top)

    def show_check(self, check: Check | None) -> None:
        """Show how it came out; nothing where there is nothing to add up."""
        self._check = check
        self.setVisible(check is not None)
        if check is None:
            return
        self._label.setText(str(check))
        set_property(self._label, "role", "good" if check.holds else "bad")
        self._label.setToolTip(
            f"Added up from what is shown here, in double precision:\n"
            f"{numbers.exact(check.computed)}\n"
            f"As the step computed it, and used it:\n{numbers.exact(check.stored)}"
        )

    def _copy(self) -> None:
        if self._check is not None:
            copy(f"{numbers.exact(self._check.computed)}\t{numbers.exact(self._check.stored)}")


def _apart(difference: float) -> str:
    return f"{numbers.short(difference)} apart" if difference else "to the last digit"
