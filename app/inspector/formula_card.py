"""A formula in a frame: symbols above, numbers below, each factor with its colour."""

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtGui import QAction, QResizeEvent
from PyQt6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.formula.formula_view import FormulaView
from app.inspector.copying import copy
from app.inspector.formula_lines import FormulaLines, lines_of
from app.look import numbers
from app.look.look import Look
from engine.addresses import Address
from engine.explanation import Explanation

MARGIN = 4
LEAST_WIDTH = 170
"""Lengths in logical pixels at the usual text size."""


class FormulaCard(QWidget):
    """Shows an explanation as a formula; of none, nothing."""

    #: The pointer is on a factor: what it belongs to in the network, or None.
    pointed_at = pyqtSignal(object)
    #: The user chose a number that can be taken apart: its Element.
    element_chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._explanation: Explanation | None = None
        self._shown = FormulaLines((), {})
        self._formula = FormulaView()
        self._formula.slot_hovered.connect(self._point)
        self._formula.slot_clicked.connect(self._choose)
        self._pointed: str | None = None
        self._copy_number = QAction("Copy number", self._formula)
        self._copy_number.triggered.connect(self._copy)
        self._formula.addAction(self._copy_number)
        self._frame = QFrame(self)
        self._frame.setProperty("role", "card")
        self._formula.setParent(self._frame)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self._formula.show_look(look)
        self.show_explanation(self._explanation)

    def show_explanation(self, explanation: Explanation | None) -> None:
        """Show the formula and the numbers of an explanation."""
        self._explanation = explanation
        self.setVisible(explanation is not None)
        if explanation is not None:
            self._shown = lines_of(explanation, self._look.theme)
            self._formula.show_lines(self._shown.lines)
            self.updateGeometry()
            self._place()

    def show_highlight(self, address: Address | None) -> None:
        """Mark the factors that belong to this part of the network."""
        if address is None:
            self._formula.show_highlight(None)
            return
        keys = [key for key, target in self._shown.targets.items() if target.address == address]
        self._formula.show_highlight(next(iter(keys), None))

    @property
    def formula(self) -> FormulaView:
        """The formula itself, to be read."""
        return self._formula

    @property
    def _margin(self) -> int:
        return round(MARGIN * self._look.unit)

    def _place(self) -> None:
        """Place the formula by hand: a layout would have it laid out in more widths than one."""
        self._frame.setGeometry(self.rect())
        margin = self._margin
        self._formula.setGeometry(self.rect().adjusted(margin, margin, -margin, -margin))

    def _point(self, key: object) -> None:
        self._pointed = None if key is None else str(key)
        target = self._shown.targets.get(str(key))
        self._copy_number.setVisible(target is not None and target.value is not None)
        self.pointed_at.emit(None if target is None else target.address)

    def _copy(self) -> None:
        target = self._shown.targets.get(self._pointed or "")
        if target is not None and target.value is not None:
            copy(numbers.exact(target.value))

    def _choose(self, key: object) -> None:
        target = self._shown.targets.get(str(key))
        if target is not None and target.element is not None:
            self.element_chosen.emit(target.element)

    def hasHeightForWidth(self) -> bool:
        """Yes: narrow formulas have more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What the formula takes in that width, or at most: in the present one, if that is less.

        Layouts ask for widths that never come, and a formula takes time to be broken into lines.
        """
        margin = 2 * self._margin
        return self._formula.heightForWidth(min(width, self.width()) - margin) + margin

    def sizeHint(self) -> QSize:
        """As it is."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Narrow, and as high as it has to be in the present width."""
        width = round(LEAST_WIDTH * self._look.unit)
        return QSize(width, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Place the formula anew, in another height if it needs that."""
        super().resizeEvent(event)
        self._place()
        if self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()
