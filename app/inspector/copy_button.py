"""The button that copies explanations, as text or as LaTeX."""

from collections.abc import Sequence

from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from app.inspector.copying import copy
from app.look.look import Look
from engine.explanation import Explanation
from engine.explanation_text import as_latex, as_text


class CopyButton(QWidget):
    """A button with a menu of the two forms."""

    def __init__(self) -> None:
        super().__init__()
        self._explanations: Sequence[Explanation] = ()
        self._button = QToolButton()
        self._button.setText("Copy")
        self._button.setToolTip("Copy the whole explanation, with all its numbers")
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setStyleSheet("padding-right: 18px;")
        menu = QMenu(self._button)
        for text, slot in (("as text", self._copy_text), ("as LaTeX", self._copy_latex)):
            action = QAction(text, menu)
            action.triggered.connect(slot)
            menu.addAction(action)
        self._button.setMenu(menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._button)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        self._button.setFont(look.font(0.9))

    def show_explanations(self, explanations: Sequence[Explanation]) -> None:
        """Be ready to copy these; without any there is nothing to press."""
        self._explanations = explanations
        self.setVisible(bool(explanations))

    def _copy_text(self) -> None:
        copy("\n\n".join(map(as_text, self._explanations)))

    def _copy_latex(self) -> None:
        copy("\n\n".join(map(as_latex, self._explanations)))
