"""The choice of the set to evaluate on."""

from functools import partial

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.look import numbers
from app.look.look import Look
from app.scopes import Scope
from app.widgets.segment import segment

SHORT = {Scope.TEST: "Test", Scope.TRAIN: "Training", Scope.OWN: "Own"}
TIPS = {
    Scope.TEST: "Examples that the network never learns from: how good it is on what is new to it.",
    Scope.TRAIN: "Examples that it learns from: much better here than on the tests is overfitting.",
    Scope.OWN: "The drawings that you collected, with the labels that you gave them.",
}


class ScopeChoice(QFrame):
    """All sets that have examples, in a row with their counts; one of them is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "segments")
        self.setAccessibleName("Examples to evaluate on")
        self.chosen = Scope.TEST
        self._counts = dict.fromkeys(Scope, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._buttons: dict[Scope, QPushButton] = {}
        for scope in Scope:
            button = segment("", TIPS[scope])
            button.clicked.connect(partial(self.choose, scope))
            row.addWidget(button)
            self._buttons[scope] = button
        self._show()

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        for button in self._buttons.values():
            button.setFont(look.font(0.95))

    def show_count(self, scope: Scope, count: int) -> None:
        """Show how many examples a set has; one without any cannot be chosen."""
        self._counts[scope] = count
        if not self._counts[self.chosen]:
            self.chosen = Scope.TEST
        self._show()

    def choose(self, scope: Scope) -> None:
        """Choose this set."""
        self.chosen = scope
        self._show()

    def _show(self) -> None:
        for scope, button in self._buttons.items():
            count = self._counts[scope]
            button.setText(f"{SHORT[scope]} {numbers.count(count)}")
            button.setChecked(scope is self.chosen)
            button.setVisible(count > 0)
            button.setAccessibleName(f"{scope.title}, {numbers.count(count)}")
            button.setToolTip(f"<p>{scope.title}, {numbers.count(count)}. {TIPS[scope]}</p>")
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """It never gives way: what is beside it goes below."""
        return self.sizeHint()
