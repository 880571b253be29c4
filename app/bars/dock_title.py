"""The title of a panel, by which it can be dragged, with a button to hide it."""

from PyQt6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.look.icons import icon
from app.look.look import Look


class DockTitle(QWidget):
    """A slim title bar for a `dock`. The dock keeps its own title, by which menus name it."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        name = dock.windowTitle()
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
        self._label.setText(title)

    def show_look(self, look: Look) -> None:
        """Take over colours and sizes."""
        unit = look.unit
        self._row.setContentsMargins(round(10 * unit), round(4 * unit), round(4 * unit), 0)
        side = round(18 * unit)
        self._hide.setFixedSize(side, side)
        self._hide.setStyleSheet(f"padding: 0; border-width: 1px; icon-size: {round(11 * unit)}px")
        self._hide.setIcon(icon("cancel", look.theme.muted))
