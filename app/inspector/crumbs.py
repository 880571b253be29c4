"""Crumbs: the path of the numbers that were taken apart one after another."""

from collections.abc import Sequence
from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QColor, QIcon, QPixmap
from PyQt6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.inspector.symbols import pixmap
from app.look.look import Look
from app.widgets.flow_row import FlowRow

RIM = 3
"""Beside a name that leads back, for the frame of the focus: in pixels."""


class Crumbs(QWidget):
    """The names on the path; the last one is of what is shown, the others lead back."""

    #: The user wants to go back to the number in this place of the path.
    chosen = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._path: list[tuple[str, str]] = []
        self._flow = FlowRow(space=3)
        self._flow.setAccessibleName("What was taken apart")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._flow)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self._show()

    def show_path(self, path: Sequence[tuple[str, str]]) -> None:
        """Show the numbers on the path: the symbol of each, and what it is in words."""
        if list(path) != self._path:
            self._path = list(path)
            self._show()

    def _show(self) -> None:
        parts: list[QWidget] = []
        for place, (symbol, meaning) in enumerate(self._path[:-1]):
            parts += [self._back(place, symbol, meaning), self._arrow()]
        for symbol, meaning in self._path[-1:]:
            last = QLabel()
            last.setPixmap(self._picture(symbol, self._look.theme.text))
            last.setToolTip(meaning)
            last.setAccessibleName(meaning)
            parts.append(last)
        self._flow.show_widgets(*parts)
        self.setVisible(len(self._path) > 1)

    def _back(self, place: int, symbol: str, meaning: str) -> QPushButton:
        picture = self._picture(symbol, self._look.theme.accent)
        back = QPushButton()
        back.setProperty("role", "link")
        back.setIcon(QIcon(picture))
        back.setIconSize(picture.deviceIndependentSize().toSize())
        back.setFixedWidth(back.iconSize().width() + 2 * RIM)
        back.setToolTip(f"Back to {meaning}\nBackspace goes back by one")
        back.setAccessibleName(f"Back to {meaning}")
        back.clicked.connect(partial(self.chosen.emit, place))
        return back

    def _arrow(self) -> QLabel:
        arrow = QLabel("›")
        arrow.setProperty("role", "muted")
        return arrow

    def _picture(self, symbol: str, colour: QColor) -> QPixmap:
        return pixmap(symbol, self._look.text_size, colour, self.devicePixelRatioF())
