"""Two widgets side by side, or one below the other where that is too wide."""

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QBoxLayout, QWidget

from app.widgets.arranging import Arranging

SPACING = 6


class SideBySide(Arranging):
    """Puts `right` to the right of `left` if both fit, else below it.

    Room that is left over goes to the left one; to both alike, if they are `even`.
    """

    def __init__(
        self, left: QWidget, right: QWidget, spacing: int = SPACING, *, even: bool = False
    ) -> None:
        super().__init__()
        self._widgets = (left, right)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)
        self._layout.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self._layout.addWidget(left, 1)
        self._layout.addWidget(right, 1 if even else 0)

    def arrange(self) -> None:
        """Choose the direction that fits."""
        either = QBoxLayout.Direction
        fits = self.sizeHint().width() <= self.width()
        direction = either.LeftToRight if fits else either.TopToBottom
        if direction != self._layout.direction():
            self._layout.setDirection(direction)
            self._layout.update()

    def sizeHint(self) -> QSize:
        """As wide as both side by side."""
        width = sum(widget.sizeHint().width() for widget in self._widgets)
        return QSize(width + self._layout.spacing(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two."""
        widest = max(widget.minimumSizeHint().width() for widget in self._widgets)
        return QSize(widest, super().minimumSizeHint().height())
