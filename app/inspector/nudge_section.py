"""The nudge test: a derivative by finite differences, beside the one of backpropagation."""

from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.inspector.row_list import RowList
from app.inspector.rows import Cell, Row
from app.inspector.slope import concerned
from app.look import numbers
from app.look.look import Look
from app.look.style import set_property
from app.widgets.flow_row import FlowRow
from app.widgets.number_field import NumberField
from app.widgets.section import Section, paragraph
from engine.addresses import Address
from engine.differences import USUAL_EPSILON
from engine.errors import NotComputedError
from engine.gradient_check import Nudge, nudge
from engine.objective import Objective


class NudgeSection(QWidget):
    """Shows what a nudge of one number up and down by ε does to the cost."""

    def __init__(self) -> None:
        super().__init__()
        self._objective: Objective | None = None
        self._address: Address | None = None
        self._example: int | None = None
        self._epsilon: float | None = None
        self._intro = paragraph()
        self._field = NumberField(
            "ε",
            "ε",
            "How far the number is nudged to both sides. Key: Enter. Larger: the cost bends in "
            "between; smaller: its rounding shows.",
            is_positive=True,
        )
        self._problem = paragraph("bad")
        self._problem.hide()
        self._rows = RowList("The derivative, twice")
        self._verdict = paragraph("")
        self._section = Section(
            "Nudge test",
            self._intro,
            FlowRow(self._field),
            self._problem,
            self._rows,
            self._verdict,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self._field.entered.connect(self._choose)
        self._field.refused.connect(self._refuse)

    @property
    def epsilon(self) -> float:
        """The ε that the user chose, or the usual one."""
        return USUAL_EPSILON if self._epsilon is None else self._epsilon

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._section.show_look(look)
        self._field.show_look(look)
        self._rows.show_look(look)

    def show_number(self, objective: Objective, address: Address, example: int | None) -> None:
        """Nudge this number of a step."""
        self._objective, self._address = objective, address
        self._example = concerned(address, example)
        self._problem.hide()
        self._test()

    def _test(self) -> None:
        if self._objective is None or self._address is None:
            return
        self._intro.setText(
            "The cost is computed twice more, a little below and a little above the present value: "
            "(C(v + ε) − C(v − ε)) / 2ε must be what backpropagation says."
        )
        try:
            result = nudge(self._objective, self._address, self._example, self._epsilon)
        except NotComputedError as error:
            self._field.hide()
            self._rows.hide()
            self._say("", str(error))
            return
        self._field.show()
        self._rows.show()
        self._field.show_value(result.epsilon)
        self._rows.show_rows(_rows(result))
        self._say(*verdict(result))

    def _say(self, role: str, text: str) -> None:
        set_property(self._verdict, "role", role)
        self._verdict.setText(text)

    def _choose(self, epsilon: float) -> None:
        self._epsilon = epsilon
        self._test()

    def _refuse(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))


def verdict(result: Nudge) -> tuple[str, str]:
    """What the test says, as a role of the text and in words."""
    off = numbers.plain(result.relative_error)
    kinks = "1 kink lies" if result.kinks == 1 else f"{numbers.count(result.kinks)} kinks lie"
    if result.agrees and result.backprop == 0 and result.difference == 0:
        return "good", "✓ Both are exactly 0: the cost does not depend on this number here."
    if result.agrees:
        words = (
            f"✓ They agree. Rounding and the bend of the curve explain a relative error of {off}."
        )
        if result.kinks:
            words = f"✓ They agree, with a relative error of {off}, though {kinks} in between."
        return "good", words + _doubt(result)
    if result.is_at_kink:
        return "warning", (
            f"⚠ {kinks} between v − ε and v + ε: the cost has a corner there, and no single "
            "slope. Backpropagation takes the slope of one side (ReLU′(0) is taken as 0), the "
            "nudge the mean over both. Neither is wrong. Unless the corner is exactly here, a "
            "smaller ε leaves it outside."
        )
    return "bad", (
        f"✗ They disagree: they are {numbers.plain(result.error)} apart, and rounding and the bend "
        f"of the curve explain no more than {numbers.plain(result.tolerance)}."
    )


def _doubt(result: Nudge) -> str:
    """What makes the test itself a weak one, if anything does."""
    larger = max(abs(result.backprop), abs(result.difference))
    if result.rounding > larger:
        return " But with so small an ε the cost’s rounding hides the slope: try a larger one."
    if result.bend is not None and result.bend > 0.1 * larger:
        return " But with so large an ε the curve bends a good deal: try a smaller one."
    return ""


def _rows(result: Nudge) -> list[Row]:
    return [
        Row("by the nudge", (Cell.of(result.difference),)),
        Row("by backpropagation", (Cell.of(result.backprop),)),
        Row("relative error", (Cell.plain(result.relative_error),)),
        Row("C(v − ε)", (_exact(result.cost_below),)),
        Row("C(v + ε)", (_exact(result.cost_above),)),
    ]


def _exact(cost: float) -> Cell:
    """A cost with so many digits that the two differ."""
    return Cell(numbers.precise(cost), numbers.exact(cost))
