"""Two widgets side by side, or one below the other where that is too wide."""

from PyQt6.QtCore import QEvent, QSize
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QWidget


class Pair(QWidget):
    """Puts `second` to the right of `first` if both fit, else below it.

    Room that is left over goes to the first; to both alike, if they are `even`.
    """

    def __init__(
        self, first: QWidget, second: QWidget, spacing: int = 0, *, even: bool = False
    ) -> None:
        super().__init__()
        self._widgets = (first, second)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)
        self._layout.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self._layout.addWidget(first, 1)
        self._layout.addWidget(second, 1 if even else 0)

    def _arrange(self) -> None:
        direction = QBoxLayout.Direction
        fits = self.sizeHint().width() <= self.width()
        self._layout.setDirection(direction.LeftToRight if fits else direction.TopToBottom)

    def sizeHint(self) -> QSize:
        """As wide as both side by side."""
        width = sum(widget.sizeHint().width() for widget in self._widgets)
        return QSize(width + self._layout.spacing(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two."""
        widest = max(widget.minimumSizeHint().width() for widget in self._widgets)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Choose the direction anew."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent | None) -> bool:
        """Choose the direction anew when one of the two needs more or less room."""
        is_handled = super().event(event)
        if event is not None and event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return is_handled
