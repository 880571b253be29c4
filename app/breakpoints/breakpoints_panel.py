"""The breakpoints panel: what a run stops at by itself, and which values are plotted."""

from dataclasses import replace

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.breakpoints.condition_field import ConditionField
from app.breakpoints.entry_list import Entry, EntryList
from app.breakpoints.kinds import CAN_BE_PLOTTED
from app.breakpoints.presence import is_present
from app.breakpoints.subject_field import Around, SubjectField
from app.look.look import Look
from engine.addresses import Address
from engine.breakpoints import Breakpoint, Hit, Relation
from engine.datasets.dataset import Dataset
from engine.errors import InputError, require
from engine.experiment import Experiment
from engine.guard import MOST_WATCHES
from engine.neuron_watches import DeadNeurons
from engine.watches import Cost, NonFinite, Watch

AT_FIRST = (
    Entry(Breakpoint(NonFinite(), Relation.OCCURS)),
    Entry(Breakpoint(Cost(), Relation.FALLS_BELOW, 0.1), is_on=False),
    Entry(Breakpoint(DeadNeurons(), Relation.OCCURS), is_on=False),
)
"""The breakpoints that everybody finds in the list."""

SECTION_GAP = 8
NOT_HERE = "This network has no such part."
BREAKPOINT_TIP = "Tick it to let a run stop there: at the very step, once each time it happens"
WATCH_TIP = "Tick it to have its value plotted, step by step"


class BreakpointsPanel(QWidget):
    """Lists of breakpoints and of watches, and a form to add others."""

    #: Others are in force than before: tuples of `Breakpoint` and of `Watch`.
    changed = pyqtSignal(tuple, tuple)

    def __init__(self) -> None:
        super().__init__()
        self._around = Around()
        self._points = list(AT_FIRST)
        self._watched: list[Entry] = []
        self._point_list = EntryList("Breakpoints", "A run stops at nothing.", BREAKPOINT_TIP)
        self._watch_list = EntryList(
            "Watched values", "None yet. What is watched is plotted step by step.", WATCH_TIP
        )
        self._subject = SubjectField()
        self._condition = ConditionField()
        self._stop = QPushButton("Stop there")
        self._watch = QPushButton("Plot it")
        self._reason = QLabel()
        self._headings = [QLabel(text) for text in ("Stop when", "Watched values", "Add")]
        self._column = QVBoxLayout()
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        for heading in self._headings:
            heading.setProperty("role", "heading")
        self._stop.setToolTip("Add a breakpoint: let a run stop when this happens (Return)")
        self._watch.setToolTip("Have this value plotted, step by step; a run goes on")
        self._reason.setProperty("role", "bad")
        self._reason.setWordWrap(True)
        self._reason.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self._stop)
        buttons.addWidget(self._watch)
        buttons.addStretch(1)
        stop, watched, add = self._headings
        sections = (
            (stop, self._point_list),
            (watched, self._watch_list),
            (add, self._subject, self._condition),
        )
        for section in sections:
            for part in section:
                self._column.addWidget(part)
            self._column.addSpacing(SECTION_GAP)
        self._column.insertLayout(self._column.count() - 1, buttons)
        self._column.insertWidget(self._column.count() - 1, self._reason)
        self._column.addStretch(1)
        inside = QWidget()
        inside.setObjectName("inside")
        inside.setLayout(self._column)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _connect(self) -> None:
        self._point_list.toggled.connect(lambda n, on: self._switch(self._points, n, on))
        self._point_list.deleted.connect(lambda n: self._delete(self._points, n))
        self._watch_list.toggled.connect(lambda n, on: self._switch(self._watched, n, on))
        self._watch_list.deleted.connect(lambda n: self._delete(self._watched, n))
        self._subject.changed.connect(self._show_form)
        self._condition.changed.connect(lambda: self._refuse(""))
        self._subject.entered.connect(self._add_breakpoint)
        self._condition.entered.connect(self._add_breakpoint)
        self._stop.clicked.connect(self._add_breakpoint)
        self._watch.clicked.connect(self._add_watch)

    @property
    def breakpoints(self) -> tuple[Breakpoint, ...]:
        """Those that are in force."""
        return tuple(
            e.subject for e in self._points if e.is_on and isinstance(e.subject, Breakpoint)
        )

    @property
    def watches(self) -> tuple[Watch, ...]:
        """Those that are in force."""
        return tuple(e.subject for e in self._watched if e.is_on and isinstance(e.subject, Watch))

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Another run begins: offer what its network and data have, and forget the last hit."""
        self._points = [replace(entry, note="", is_new=False) for entry in self._points]
        self._around = Around(experiment.network, len(dataset.train))
        self._subject.show_around(self._around)
        self._show_form()
        self._show()

    def show_selection(self, address: Address | None) -> None:
        """Offer what is selected in the network."""
        self._around = self._around._replace(selection=address)
        self._subject.show_around(self._around)

    def show_example(self, example: int | None) -> None:
        """Offer the example that is looked at, by its number in the training set."""
        self._around = self._around._replace(example=example)
        self._subject.show_around(self._around)

    def show_hit(self, hit: Hit) -> None:
        """Say at its breakpoint where the run stopped."""
        note = f"after step {hit.step:,}: {hit.event}"
        for number, entry in enumerate(self._points):
            is_hit = entry.subject == hit.breakpoint
            self._points[number] = replace(
                entry, note=note if is_hit else entry.note, is_new=is_hit
            )
        self._show()

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
        self._point_list.show_look(look)
        self._watch_list.show_look(look)
        self._reason.setFont(look.font(0.92))
        margin = round(10 * look.unit)
        self._column.setContentsMargins(margin, margin // 2, margin, margin)
        self._column.setSpacing(round(6 * look.unit))
        self._subject.show_look(look)
        self._condition.show_look(look)

    def _add_breakpoint(self) -> None:
        try:
            point = self._condition.breakpoint(self._subject.watch())
            self._require_new(self._points, point)
        except InputError as error:
            self._refuse(str(error))
            return
        self._points.append(Entry(point))
        self._tell()

    def _add_watch(self) -> None:
        try:
            watch = self._subject.watch()
            self._require_new(self._watched, watch)
            self._require_room()
        except InputError as error:
            self._refuse(str(error))
            return
        self._watched.append(Entry(watch))
        self._tell()

    def _require_new(self, entries: list[Entry], subject: Breakpoint | Watch) -> None:
        require(
            all(entry.subject != subject for entry in entries),
            f"“{subject.title}” is in the list already.",
        )

    def _require_room(self) -> None:
        require(
            len(self.watches) < MOST_WATCHES,
            f"At most {MOST_WATCHES} values can be watched at once: untick or delete one first.",
        )

    def _switch(self, entries: list[Entry], number: int, is_on: bool) -> None:
        try:
            if is_on and entries is self._watched:
                self._require_room()
        except InputError as error:
            self._show()
            self._refuse(str(error))
            return
        entries[number] = replace(entries[number], is_on=is_on)
        self._tell()

    def _delete(self, entries: list[Entry], number: int) -> None:
        del entries[number]
        self._tell()

    def _tell(self) -> None:
        self._refuse("")
        self._show()
        self.changed.emit(self.breakpoints, self.watches)

    def _refuse(self, reason: str) -> None:
        """Say why something could not be done, or nothing."""
        self._reason.setText(f"⚠ {reason}")
        self._reason.setVisible(bool(reason))

    def _show_form(self) -> None:
        self._refuse("")
        self._condition.show_watch(self._subject.likeness())
        self._watch.setVisible(self._subject.kind in CAN_BE_PLOTTED)

    def _show(self) -> None:
        self._point_list.show_entries(map(self._with_note, self._points))
        self._watch_list.show_entries(map(self._with_note, self._watched))

    def _with_note(self, entry: Entry) -> Entry:
        subject = entry.subject
        watch = subject.watch if isinstance(subject, Breakpoint) else subject
        if is_present(watch, self._around.network, self._around.examples):
            return entry
        return replace(entry, note=NOT_HERE, is_new=False)
