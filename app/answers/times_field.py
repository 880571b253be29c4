"""How many times: a number field from 1 to 1,000."""

from PyQt6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from app.look.look import Look
from app.widgets.tip import wrapped

MOST_TIMES = 1000


class TimesField(QWidget):
    """Says "1 time" or "20 times"."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._box = QSpinBox()
        self._box.setRange(1, MOST_TIMES)
        self._box.setAccessibleName(name)
        self._box.setToolTip(wrapped(f"{name}: once, or up to {MOST_TIMES:,} steps in a row."))
        self._box.valueChanged.connect(self._say)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._box)
        self._say(1)

    @property
    def value(self) -> int:
        """The number."""
        return self._box.value()

    def show_look(self, look: Look) -> None:
        """Take over the size of text, with room for the longest."""
        self._box.setFont(look.font())
        metrics = self._box.fontMetrics()
        longest = metrics.horizontalAdvance(f"{MOST_TIMES} times")
        self._box.setFixedWidth(longest + round(34 * look.unit))

    def _say(self, times: int) -> None:
        self._box.setSuffix(" time" if times == 1 else " times")
