"""Widgets in a row, as wide as they need to be, in further rows where the width is too small."""

from PyQt6.QtCore import QPoint, QRect, QSize
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.widgets.arranging import Arranging

SPACE = 6
"""Between the widgets in logical pixels, unless told otherwise."""


class FlowRow(Arranging):
    """Places `widgets` from the left; those that are hidden take no room."""

    def __init__(self, *widgets: QWidget, space: int = SPACE) -> None:
        super().__init__()
        self._space = space
        self._widgets: tuple[QWidget, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_widgets(*widgets)

    def show_widgets(self, *widgets: QWidget) -> None:
        """Have these widgets in place of the earlier ones, which are gone for good."""
        for widget in self._widgets:
            widget.hide()
            widget.deleteLater()
        self._widgets = widgets
        for widget in widgets:
            widget.setParent(self)
            widget.show()
        self.arrange()

    def _places(self, width: int) -> list[tuple[QWidget, QRect]]:
        """Where each widget lies in that width; those in a row are centred on each other."""
        rows: list[list[tuple[QWidget, QSize]]] = [[]]
        right = 0
        for widget in self._widgets:
            if widget.isHidden():
                continue
            size = widget.sizeHint().expandedTo(widget.minimumSize())
            if rows[-1] and right + size.width() > width:
                rows.append([])
                right = 0
            rows[-1].append((widget, size))
            right += size.width() + self._space
        places, top = [], 0
        for row in rows:
            height = max((size.height() for _, size in row), default=0)
            left = 0
            for widget, size in row:
                corner = QPoint(left, top + (height - size.height()) // 2)
                places.append((widget, QRect(corner, size)))
                left += size.width() + self._space
            top += height + SPACE
        return places

    def arrange(self) -> None:
        """Place the widgets that are not hidden."""
        self.updateGeometry()
        for widget, place in self._places(self.width()):
            widget.setGeometry(place)

    def hasHeightForWidth(self) -> bool:
        """Yes: see `heightForWidth`."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What all rows take in that width."""
        return max((place.bottom() + 1 for _, place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        """All in one row."""
        places = self._places(1_000_000)
        right = max((place.right() + 1 for _, place in places), default=0)
        return QSize(right, self.heightForWidth(1_000_000))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest."""
        places = self._places(1)
        return QSize(
            max((place.width() for _, place in places), default=0),
            max((place.height() for _, place in places), default=0),
        )
