"""What if: another value of one number, what the tangent predicts, and what is true."""

from math import isfinite

import numpy as np
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.inspector.row_list import RowList
from app.inspector.rows import Cell, Row
from app.inspector.slope import Slope, concerned, rounded, slope, stepped, usual_reach
from app.inspector.slope_plot import SlopePlot
from app.look import numbers
from app.look.icons import icon
from app.look.look import Look
from app.widgets.flow_row import FlowRow
from app.widgets.number_field import NumberField
from app.widgets.section import Section, paragraph
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.objective import Objective

GOOD, FAIR = 0.01, 0.2
"""Up to which share of the larger change the tangent is called a good and a fair guide."""
WIDEST, NARROWEST = 1e6, 1e-6
"""How far a curve goes to both sides, at most and at least."""
ICON_SIDE = 14


class SlopeSection(QWidget):
    """Shows the cost against one number; trying values changes nothing but what is shown here."""

    #: The user wants this weight or bias to have this value in the training.
    edit_requested = pyqtSignal(object, float)

    def __init__(self) -> None:
        super().__init__()
        self._objective: Objective | None = None
        self._address: Address | None = None
        self._example: int | None = None
        self._slope: Slope | None = None
        self._reach = 1.0
        self._tried = 0.0
        self._intro = paragraph()
        self._plot = SlopePlot()
        self._field = NumberField("try", "The value to try", "Type a value to try. Key: Enter.")
        self._narrower = self._small("zoom-in", "Show a narrower range. Key: + on the graph.")
        self._wider = self._small("zoom-out", "Show a wider range. Key: − on the graph.")
        self._problem = paragraph("bad")
        self._problem.hide()
        self._rows = RowList("What is predicted, and what is true", ("now", "tried", "change"))
        self._verdict = paragraph("")
        self._back = QPushButton("Put it back")
        self._back.setToolTip("Go back to the value that it has. Key: Home on the graph.")
        self._use = QPushButton("Use this value")
        self._use.setProperty("role", "primary")
        self._use.setToolTip(
            "Give it this value in the training, from the start of this step on. In the past, "
            "that begins a branch; undo takes it back."
        )
        self._section = Section(
            "The derivative as a slope",
            self._intro,
            self._plot,
            FlowRow(self._field, self._narrower, self._wider),
            self._problem,
            self._rows,
            self._verdict,
            FlowRow(self._back, self._use),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self._connect()

    def _connect(self) -> None:
        self._plot.moved.connect(self._try)
        self._plot.range_stepped.connect(self._step_range)
        self._field.entered.connect(self._try)
        self._field.refused.connect(self._refuse)
        self._narrower.clicked.connect(self._narrow)
        self._wider.clicked.connect(self._widen)
        self._back.clicked.connect(self._put_back)
        self._use.clicked.connect(self._ask_to_use)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._section.show_look(look)
        for part in (self._plot, self._field, self._rows):
            part.show_look(look)
        for button, name in ((self._narrower, "zoom-in"), (self._wider, "zoom-out")):
            button.setIcon(icon(name, look.theme.text))

    def show_number(self, objective: Objective, address: Address, example: int | None) -> None:
        """Show the cost of a step against this number, which has the value that it has."""
        if address != self._address or self._objective is None:
            self._reach = usual_reach(objective, address, example)
        self._objective, self._address, self._example = objective, address, example
        self._intro.setText(_intro(address, example))
        self._use.setVisible(isinstance(address, EdgeId | BiasId))
        self._problem.hide()
        self._draw()
        assert self._slope is not None
        self._try(self._slope.value)

    def _draw(self) -> None:
        """Compute the curve over the present range."""
        assert self._objective is not None
        assert self._address is not None
        self._slope = slope(self._objective, self._address, self._example, self._reach)
        has_curve = isfinite(self._slope.value) and isfinite(self._slope.cost)
        self._plot.setVisible(has_curve)
        if has_curve:
            self._plot.show_slope(self._slope, symbol(self._address))

    def _try(self, value: float) -> None:
        """Put the dot at this value, on a curve that reaches so far."""
        if self._slope is None or self._objective is None or self._address is None:
            return
        distance = abs(value - self._slope.value)
        if distance > self._slope.reach * (1 + 1e-9):
            self._reach = min(rounded(distance), WIDEST)
            self._draw()
        present = self._slope
        self._tried = value
        example = concerned(self._address, self._example)
        is_elsewhere = value != present.value
        cost = present.cost
        if is_elsewhere:
            cost = self._objective.cost_at(self._address, value, example)
        self._plot.show_tried(value, cost)
        self._field.show_value(value if is_elsewhere else self._precise(value))
        self._rows.show_rows(_rows(present, value, cost, symbol(self._address)))
        self._verdict.setText(_verdict(present, value, cost))
        self._back.setEnabled(is_elsewhere)
        self._use.setEnabled(is_elsewhere and isfinite(cost))

    def _precise(self, value: float) -> np.floating:
        """A value that the network has, in its own precision."""
        assert self._objective is not None
        kept: np.floating = np.dtype(self._objective.trace.network.precision).type(value)
        return kept

    def _step_range(self, count: int) -> None:
        self._reach = min(max(stepped(self._reach, count), NARROWEST), WIDEST)
        self._draw()
        if self._slope is not None:
            low, high = float(self._slope.xs[0]), float(self._slope.xs[-1])
            self._try(min(max(self._tried, low), high))

    def _narrow(self) -> None:
        self._step_range(-1)

    def _widen(self) -> None:
        self._step_range(1)

    def _ask_to_use(self) -> None:
        self.edit_requested.emit(self._address, self._tried)

    def _put_back(self) -> None:
        if self._slope is not None:
            self._try(self._slope.value)

    def _refuse(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _small(self, name: str, tip: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "quiet")
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(".")[0])
        button.setStyleSheet("padding: 1px 3px;")
        button.setIcon(icon(name, Look().theme.text))
        return button


def symbol(address: Address) -> str:
    """What is written at the axis: w, b, x or z."""
    if isinstance(address, EdgeId):
        return "w"
    if isinstance(address, BiasId):
        return "b"
    return "z" if address.layer else "x"


def _intro(address: Address, example: int | None) -> str:
    text = "The batch’s cost C against "
    if not isinstance(address, NodeId):
        text += f"this {'weight' if isinstance(address, EdgeId) else 'bias'}"
    else:
        what = "z of this neuron" if address.layer else "this input"
        text += f"{what}, " + (
            "moved alike in all examples" if example is None else "in this example alone"
        )
    return text + ", all else as the step began. Trying it changes nothing."


def _rows(shown: Slope, value: float, cost: float, name: str) -> list[Row]:
    """The number and the cost, now and as tried, and what the tangent says of the cost."""
    predicted = shown.predicted(value)
    by_tangent = None if predicted is None else shown.cost + predicted
    return [
        _row(name, shown.value, value, value - shown.value),
        _row("cost C", shown.cost, cost, cost - shown.cost),
        _row("by tangent", shown.cost, by_tangent, predicted),
    ]


def _row(name: str, now: float, tried: float | None, change: float | None) -> Row:
    return Row(name, (Cell.plain(now), Cell.plain(tried), Cell.of(change)))


def _verdict(shown: Slope, value: float, cost: float) -> str:
    """The difference in words."""
    predicted, true = shown.predicted(value), cost - shown.cost
    if not isfinite(shown.value) or not isfinite(shown.cost):
        return "The value or the cost is not a finite number, so there is no curve to draw."
    if predicted is None:
        return shown.missing
    if value == shown.value:
        return (
            "Drag the dot along the curve, or type a value, to see how good a guide the tangent is."
        )
    if not isfinite(cost):
        return "The cost is not a finite number there: the tangent cannot know."
    larger = max(abs(predicted), abs(true))
    if larger == 0:
        return "The cost does not change, as the tangent says: nothing depends on this number here."
    share = abs(true - predicted) / larger
    if share <= GOOD:
        return f"The tangent is a good guide here: it is off by {numbers.percent(share)}."
    if predicted * true < 0:
        said, is_so = ("falls", "rises") if predicted < 0 else ("rises", "falls")
        return (
            f"The tangent says that the cost {said}, but it {is_so}: the tangent is a guide near "
            "the present value only."
        )
    how = "still a fair guide" if share <= FAIR else "a good guide near the present value only"
    return f"The tangent is {how}: here it is off by {numbers.percent(share)} of the larger change."
