"""The choice of a class by buttons in a grid."""

from collections.abc import Sequence

from PyQt6.QtCore import QRect, QSize, pyqtSignal
from PyQt6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy

from app.look.look import Look
from app.widgets.arranging import Arranging
from app.widgets.tip import wrapped

GAP = 4


class LabelButtons(Arranging):
    """A button for each class, all alike; the arrow keys go on to the next one."""

    #: The user says that it is this class.
    chosen = pyqtSignal(object)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        for number, name in enumerate(names):
            button = QPushButton(name, self)
            button.setCheckable(True)
            button.setToolTip(wrapped(f"It is {name}: this is what the network should say."))
            button.setAccessibleName(f"It is {name}")
            self._group.addButton(button, number)
        self._group.idClicked.connect(lambda number: self.chosen.emit(number))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def value(self) -> int | None:
        """The class that is chosen."""
        number = self._group.checkedId()
        return None if number < 0 else number

    def choose(self, number: int) -> None:
        """Choose a class as the user does, without telling of it."""
        button = self._group.button(int(number))
        if button is not None:
            button.setChecked(True)

    def clear(self) -> None:
        """Choose none."""
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        side = round(3 * look.unit)
        self.setStyleSheet(
            f"QPushButton {{ padding: {side}px {2 * side}px; }}"
            f"QPushButton:checked {{ background: {look.theme.good.name()};"
            f" color: {look.theme.background.name()}; font-weight: bold; }}"
        )
        self.updateGeometry()

    def arrange(self) -> None:
        """Place the buttons in as few rows as their texts allow, equally long."""
        for button, place in zip(self._group.buttons(), self._places(self.width()), strict=True):
            button.setGeometry(place)

    def _places(self, width: int) -> list[QRect]:
        buttons = self._group.buttons()
        cell = self._cell.boundedTo(QSize(width, self._cell.height()))
        most = max(1, (width + GAP) // (cell.width() + GAP))
        rows = -(-len(buttons) // most)
        columns = -(-len(buttons) // rows)
        places = []
        for number in range(len(buttons)):
            row, column = divmod(number, columns)
            left = round(column * (width + GAP) / columns)
            right = round((column + 1) * (width + GAP) / columns) - GAP
            places.append(QRect(left, row * (cell.height() + GAP), right - left, cell.height()))
        return places

    @property
    def _cell(self) -> QSize:
        """What the longest text needs."""
        hints = [button.sizeHint() for button in self._group.buttons()]
        return QSize(max(hint.width() for hint in hints), max(hint.height() for hint in hints))

    def heightForWidth(self, width: int) -> int:
        """What all rows take in that width."""
        return max(place.bottom() + 1 for place in self._places(width))

    def hasHeightForWidth(self) -> bool:
        """Yes: see `heightForWidth`."""
        return True

    def sizeHint(self) -> QSize:
        """All in one row."""
        width = len(self._group.buttons()) * (self._cell.width() + GAP)
        return QSize(width, self._cell.height())

    def minimumSizeHint(self) -> QSize:
        """Narrow panels are possible."""
        return QSize(1, self._cell.height())
