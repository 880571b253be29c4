"""The title of a panel, by which it can be dragged, with a button to hide it."""

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.look.icons import icon
from app.look.look import Look


class DockTitle(QWidget):
    """A slim title bar for a `dock`. The dock keeps its own title, by which menus name it."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        name = dock.windowTitle()
        self._title = name
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fit)
        self._label = QLabel(name)
        self._label.setProperty("role", "heading")
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._hide = QToolButton()
        self._hide.setProperty("role", "quiet")
        self._hide.setToolTip("Hide this panel. Menu, Panels brings it back.")
        self._hide.setAccessibleName(f"Hide the panel “{name}”")
        self._hide.clicked.connect(dock.close)
        self.setToolTip("Drag to put this panel elsewhere; double-click to let it float.")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._hide)

    def show_title(self, title: str) -> None:
        """Show what the panel is about now."""
        self._title = title
        self._fit()

    def show_look(self, look: Look) -> None:
        """Take over colours and sizes."""
        unit = look.unit
        self._row.setContentsMargins(round(10 * unit), round(4 * unit), round(4 * unit), 0)
        side = round(18 * unit)
        self._hide.setFixedSize(side, side)
        self._hide.setStyleSheet(f"padding: 0; border-width: 1px; icon-size: {round(11 * unit)}px")
        self._hide.setIcon(icon("cancel", look.theme.muted))
        self._fit()

    def _fit(self) -> None:
        """Show as much of the title as there is room for."""
        metrics, right = self._label.fontMetrics(), Qt.TextElideMode.ElideRight
        self._label.setText(metrics.elidedText(self._title, right, self._label.width()))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fit the title into the new width, when the label has got it."""
        super().resizeEvent(event)
        self._soon.start()
