"""The condition field: what has to happen to a watched value for a run to stop."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.breakpoints import reading
from app.breakpoints.sizes import LABEL_WIDTH, NUMBER_WIDTH, SPACING
from app.look.look import Look
from app.look.style import set_property
from app.widgets.choice_box import choice_box
from engine.breakpoints import USUAL_PATIENCE, Breakpoint, Relation, relations
from engine.errors import InputError
from engine.neuron_watches import DeadNeurons, StuckNeurons
from engine.watches import Cost, StepNumber, Watch

USUAL_LEVELS: dict[type[Watch], str] = {Cost: "0.1", StepNumber: "1000"}


class ConditionField(QWidget):
    """A list of what can happen, and a field for the level, or for how many steps in a row."""

    #: Return was pressed in the field.
    entered = pyqtSignal()
    #: Something else is chosen or typed.
    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._watch: Watch = Cost()
        self._relation = choice_box()
        self._number = QLineEdit()
        self._number.setProperty("role", "number")
        self._unit = QLabel("steps")
        self._amount = QWidget()
        self._when = QLabel("when it")
        self._when.setBuddy(self._relation)
        self._build()
        self._show_relations()

    def _build(self) -> None:
        self._relation.setAccessibleName("Condition")
        self._relation.setToolTip("What has to happen for the run to stop, each time")
        for label in (self._when, self._unit):
            label.setProperty("role", "muted")
        amount = QHBoxLayout(self._amount)
        amount.setContentsMargins(0, 0, 0, 0)
        amount.setSpacing(SPACING)
        amount.addWidget(self._number)
        amount.addWidget(self._unit)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.addWidget(self._when, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._arrange()
        self._relation.activated.connect(self._choose)
        self._number.returnPressed.connect(self.entered)
        self._number.textEdited.connect(self._edit)

    def show_look(self, look: Look) -> None:
        """Take over the sizes."""
        self._number.setFixedWidth(round(NUMBER_WIDTH * look.unit))
        self._grid.setColumnMinimumWidth(0, round(LABEL_WIDTH * look.unit))
        self._grid.setSpacing(round(SPACING * look.unit))
        self._arrange()

    def show_watch(self, watch: Watch) -> None:
        """Offer what can happen to a value of this kind."""
        is_same = type(watch) is type(self._watch) and relations(watch) == relations(self._watch)
        self._watch = watch
        if not is_same:
            self._show_relations()

    def breakpoint(self, watch: Watch) -> Breakpoint:
        """The breakpoint on this watch; raises `InputError` if the number cannot be used."""
        try:
            return self._breakpoint(watch)
        except InputError:
            set_property(self._number, "invalid", "true")
            raise

    def _breakpoint(self, watch: Watch) -> Breakpoint:
        relation, text = self._chosen, self._number.text()
        if relation is Relation.REACHES:
            steps = reading.whole_number(text, 1, None, "The number of steps")
            return Breakpoint(watch, relation, float(steps))
        if relation.has_level:
            return Breakpoint(watch, relation, reading.number(text))
        if not self._has_patience:
            return Breakpoint(watch, relation)
        patience = reading.whole_number(text, 1, None, "The number of steps in a row")
        return Breakpoint(watch, relation, patience=patience)

    @property
    def _chosen(self) -> Relation:
        return relations(self._watch)[max(self._relation.currentIndex(), 0)]

    @property
    def _has_patience(self) -> bool:
        return self._chosen is Relation.OCCURS and isinstance(self._watch, StuckNeurons)

    def _show_relations(self) -> None:
        self._relation.clear()
        self._relation.addItems([self._words(relation) for relation in relations(self._watch)])
        is_one = isinstance(self._watch, StuckNeurons) and self._watch.index is None
        self._when.setText("when" if is_one else "when it")
        self._show_number()

    def _words(self, relation: Relation) -> str:
        """How to say what happens to the watched value."""
        watch = self._watch
        if relation is Relation.CHANGES:
            return "changes"
        if not isinstance(watch, StuckNeurons):
            return relation
        if relation is Relation.RISES_ABOVE:
            return "they are more than"
        verb = "dies" if isinstance(watch, DeadNeurons) else "saturates"
        return f"one {verb} for" if watch.index is None else f"{verb} for"

    def _show_number(self) -> None:
        has_patience = self._has_patience
        self._number.setVisible(self._chosen.has_level or has_patience)
        self._unit.setVisible(has_patience)
        usual = USUAL_LEVELS.get(type(self._watch), "0")
        self._number.setText(str(USUAL_PATIENCE) if has_patience else usual)
        self._number.setAccessibleName("Steps in a row" if has_patience else "Level")
        self._number.setToolTip(
            "For how many steps in a row, after it was alive"
            if has_patience
            else "The number that it is compared with"
        )
        set_property(self._number, "invalid", "false")
        self._arrange()

    def _arrange(self) -> None:
        """Put the number beside the list, or below it where there is too little room."""
        is_alone = self._number.isHidden()
        needed = self._grid.columnMinimumWidth(0) + 2 * self._grid.horizontalSpacing()
        needed += self._relation.sizeHint().width() + self._amount.sizeHint().width()
        is_narrow = needed > self.width()
        row, column = (1, 1) if is_narrow else (0, 2)
        left = Qt.AlignmentFlag.AlignLeft
        for part in (self._relation, self._amount):
            self._grid.removeWidget(part)
        self._grid.addWidget(self._relation, 0, 1, 1, 2 if is_alone or is_narrow else 1)
        self._grid.addWidget(self._amount, row, column, left)

    def _choose(self) -> None:
        self._show_number()
        self.changed.emit()

    def _edit(self) -> None:
        set_property(self._number, "invalid", "false")
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Arrange the fields in the new width."""
        self._arrange()
