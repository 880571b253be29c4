"""A picture with words beside it, or above it in narrow panels."""

from PyQt6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.look.look import Look
from app.widgets.arranging import Arranging

LEAST = 145
"""Of half the width, in logical pixels at the usual text size: words need that, and pictures."""


class PictureWithWords(Arranging):
    """Gives one half to the `picture`, and the other to `words`; all to both, if that is small."""

    def __init__(self, picture: QWidget, *words: QWidget) -> None:
        super().__init__()
        self._least = LEAST
        text = QWidget()
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        for word in words:
            column.addWidget(word)
        column.addStretch(1)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self._layout.addWidget(picture, 1)
        self._layout.addWidget(text, 1)

    def show_look(self, look: Look) -> None:
        """Keep the proportions of the text's size."""
        self._least = round(LEAST * look.unit)
        self._layout.setSpacing(round(8 * look.unit))
        self.arrange()

    def arrange(self) -> None:
        """Choose the direction that fits."""
        is_wide = self.width() >= 2 * self._least
        either = QBoxLayout.Direction
        direction = either.LeftToRight if is_wide else either.BottomToTop
        if direction != self._layout.direction():
            self._layout.setDirection(direction)
            self.updateGeometry()
