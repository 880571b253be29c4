"""Two widgets side by side or, where that is too narrow, one above the other."""

from PyQt6.QtCore import QEvent, QSize
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QWidget


class SideBySide(QWidget):
    """The right one stands at the right edge, and below it takes the whole width if it likes."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._left, self._right = left, right
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(left, 1)
        self._layout.addWidget(right)

    def _arrange(self) -> None:
        hints = self._left.sizeHint(), self._right.sizeHint()
        needed = hints[0].width() + self._layout.spacing() + hints[1].width()
        fits = needed <= self.width()
        either = QBoxLayout.Direction
        direction = either.LeftToRight if fits else either.TopToBottom
        if direction != self._layout.direction():
            self._layout.setDirection(direction)
            self._layout.update()

    def event(self, event: QEvent | None) -> bool:
        """Choose anew when one of the two needs more room, or less."""
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Choose the way that fits."""
        self._arrange()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two."""
        least = super().minimumSizeHint()
        widths = (w.minimumSizeHint().width() for w in (self._left, self._right))
        return QSize(max(widths), least.height())
