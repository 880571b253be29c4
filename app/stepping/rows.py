"""Widgets in rows: of several arrangements the first that fits the width."""

from collections.abc import Sequence
from itertools import chain

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.widgets.arranging import Arranging

GAP = 8
ROW_GAP = 6

Arrangement = Sequence[Sequence[QWidget]]


class Rows(Arranging):
    """Places widgets in one of its `arrangements`, from the widest to the narrowest.

    What is hidden takes no room.

    An arrangement has all widgets in rows; the last of a row stands at the right end. Its order is
    also that of the Tab key.
    """

    def __init__(self, *arrangements: Arrangement) -> None:
        super().__init__()
        self._arrangements = arrangements
        self._height = 0
        for widget in chain(*arrangements[0]):
            widget.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def arrange(self) -> None:
        """Take the first arrangement that fits."""
        fitting = (rows for rows in self._arrangements if _width(rows) <= self.width())
        y = 0
        for row in next(fitting, self._arrangements[-1]):
            y += self._place(row, y) + ROW_GAP
        if y - ROW_GAP != self._height:
            self._height = y - ROW_GAP
            self.updateGeometry()

    def _place(self, row: Sequence[QWidget], y: int) -> int:
        """Put these side by side; gives the height of the row."""
        seen = [widget for widget in row if not widget.isHidden()]
        height = max((_size(widget).height() for widget in seen), default=0)
        x = 0
        for widget in seen:
            size = _size(widget)
            if widget is row[-1] and len(row) > 1:
                x = max(x, self.width() - size.width())
            widget.setGeometry(x, y + (height - size.height()) // 2, size.width(), size.height())
            x += size.width() + GAP
        return height

    def sizeHint(self) -> QSize:
        """As wide as the widest arrangement, and as high as the present one."""
        return QSize(_width(self._arrangements[0]), self._height)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the narrowest arrangement."""
        return QSize(_width(self._arrangements[-1]), self._height)


def _width(rows: Arrangement) -> int:
    """Of the longest row."""
    return max(sum(_size(w).width() + GAP for w in row if not w.isHidden()) for row in rows) - GAP


def _size(widget: QWidget) -> QSize:
    """What a widget wants, within what it may have."""
    return widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())
