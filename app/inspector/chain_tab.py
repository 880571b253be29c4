"""The chain rule of what is selected: formula, sum, check and paths, and the way inwards."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.inspected import Inspected
from app.inspector.chain_path import ChainPath
from app.inspector.check_line import CheckLine
from app.inspector.checking import check_of
from app.inspector.copy_button import CopyButton
from app.inspector.crumbs import Crumbs
from app.inspector.fact_line import FactLine
from app.inspector.formula_card import FormulaCard
from app.inspector.full_button import FullButton
from app.inspector.known_facts import facts_of
from app.inspector.names import Names
from app.inspector.paths_section import PathsSection
from app.inspector.scope_switch import ScopeSwitch
from app.inspector.sum_section import SumSection
from app.look.look import Look
from app.widgets.flow_row import FlowRow
from app.widgets.scrolling import ScrollingColumn
from app.widgets.section import paragraph
from engine.addresses import Address
from engine.datasets.dataset import Dataset
from engine.elements import Element
from engine.errors import NotComputedError
from engine.experiment import Experiment
from engine.explanation import Explanation, Over
from engine.factors import can_open
from engine.trace import Trace

OLD_PARAMETERS = "Weights and biases are those from before the update."


class ChainTab(QWidget):
    """The derivative of what is selected, and any number in it, taken apart one by one."""

    #: The pointer is on what belongs to this part of the network, or to several, or to none.
    pointed_at = pyqtSignal(object)
    #: The user wants this part of the network to be selected.
    address_chosen = pyqtSignal(object)
    #: The user chose an example by its row in the batch, or None for the whole batch.
    example_chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._names: Names | None = None
        self._inspected: Inspected | None = None
        self._shown: Explanation | None = None
        self._path = ChainPath()
        self._crumbs = Crumbs()
        self._facts = FactLine()
        self._scope = ScopeSwitch()
        self._copy = CopyButton()
        self._formula = FormulaCard()
        self._note = paragraph("")
        self._remarks = paragraph()
        self._terms = SumSection()
        self._check = CheckLine()
        self._full = FullButton()
        self._paths = PathsSection()
        self._bar = FlowRow(self._scope, self._copy)
        self._scrolling = ScrollingColumn(
            [
                self._facts,
                self._bar,
                self._crumbs,
                self._formula,
                self._note,
                self._remarks,
                self._full,
                self._terms,
                self._check,
                self._paths,
            ],
            between=10,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scrolling.area)
        self._connect()

    def _connect(self) -> None:
        for part in (self._formula, self._terms, self._paths):
            part.pointed_at.connect(self.pointed_at)
        self._scope.example_chosen.connect(self.example_chosen)
        self._crumbs.chosen.connect(self._go_back)
        self._formula.element_chosen.connect(self._open)
        self._terms.term_chosen.connect(self._open_term)
        self._full.chosen.connect(self._toggle_full)
        for keys in ("Backspace", "Alt+Left"):
            # Of the whole window: a click on a factor leaves the focus where it was.
            back = QShortcut(QKeySequence(keys), self)
            back.activated.connect(self._go_back)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self.setFont(look.font())
        for part in (
            self._scrolling,
            self._crumbs,
            self._facts,
            self._scope,
            self._copy,
            self._formula,
            self._terms,
            self._check,
            self._full,
            self._paths,
        ):
            part.show_look(look)
        self._note.setFont(look.font())
        self._remarks.setFont(look.font(0.95))

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Take over what inputs, outputs and classes are called, and how inputs are pictured."""
        self._names = Names(experiment.network, dataset)
        self._paths.show_names(self._names)
        shape = dataset.input_shape
        self._terms.show_picture_shape((shape[0], shape[1]) if len(shape) == 2 else None)

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the derivative of what is selected, or what was taken apart of it before."""
        self._inspected = inspected
        self._path.look_at(inspected)
        self._scope.show_scope(inspected.example, inspected.trace.examples)
        self._show()

    def show_highlight(self, address: Address | None) -> None:
        """Mark what belongs to the part of the network that is hovered in the picture."""
        self._formula.show_highlight(address)
        self._terms.show_highlight(address)

    @property
    def shown(self) -> Explanation | None:
        """What is shown; None if the step has not come so far."""
        return self._shown

    def _show(self) -> None:
        """Show the end of the path, or that the step has not come so far."""
        assert self._inspected is not None
        assert self._names is not None
        trace = self._inspected.trace
        try:
            self._shown = self._path.explain()
            self._note.hide()
        except NotComputedError as problem:
            self._shown = None
            self._note.setText(str(problem))
            self._note.show()
        self._crumbs.show_path([(place.symbol, place.meaning) for place in self._path.places])
        self._facts.show_facts(facts_of(self._inspected))
        shown = self._shown
        self._copy.show_explanations(() if shown is None else (shown,))
        self._formula.show_explanation(shown)
        self._terms.show_sum(None if shown is None else shown.sum, trace, self._names)
        self._check.show_check(None if shown is None else check_of(shown, trace))
        self._full.show_explanation(shown, trace, is_full=self._path.places[-1].is_full)
        self._show_remarks()
        self._show_paths()

    def _show_remarks(self) -> None:
        assert self._inspected is not None
        remarks = [] if self._shown is None else [*self._shown.remarks]
        if self._shown is not None and _has_old_parameters(self._shown, self._inspected.trace):
            remarks.append(OLD_PARAMETERS)
        self._remarks.setVisible(bool(remarks))
        self._remarks.setText("\n".join(remarks))

    def _show_paths(self) -> None:
        """The paths belong to the derivative of what is selected, of one example."""
        assert self._inspected is not None
        is_first = len(self._path.places) == 1 and self._shown is not None
        is_one = self._inspected.example is not None
        self._paths.show_paths(self._inspected if is_first and is_one else None)

    def _go_back(self, place: int | None = None) -> None:
        if self._path.go_back(place):
            self._show()

    def _open(self, element: Element | None) -> None:
        if element is not None:
            self._path.open(element)
            self._show()

    def _open_term(self, term: int, column: int) -> None:
        """Take a factor of a term apart; of an example as a whole, look at it."""
        assert self._shown is not None
        assert self._inspected is not None
        sum_, trace = self._shown.sum, self._inspected.trace
        assert sum_ is not None
        if column < 0 and sum_.over is Over.EXAMPLES:
            self.example_chosen.emit(term)
            return
        columns = [column] if column >= 0 else range(len(sum_.columns))
        elements = [sum_.element_of(number, term) for number in columns]
        by_keyboard = self._terms.isAncestorOf(QApplication.focusWidget())
        self._open(next((element for element in elements if _can_open(trace, element)), None))
        if by_keyboard and self._terms.isHidden():  # else Qt takes the focus to anything
            self._formula.formula.setFocus()

    def _toggle_full(self, element: Element) -> None:
        self._path.toggle_full(element)
        self._show()


def _can_open(trace: Trace, element: Element | None) -> bool:
    """Whether a number of a sum's column can be taken apart: one with a name, or an expression."""
    return element is not None and (not element.name.isidentifier() or can_open(trace, element))


def _has_old_parameters(shown: Explanation, trace: Trace) -> bool:
    """Whether numbers are in it that are no longer in the network, which shows the new ones."""
    names = {factor.element.name for factor in shown.factors if factor.element is not None}
    names |= set() if shown.sum is None else set(shown.sum.names)
    return trace.is_finished and not names.isdisjoint(trace.before)
