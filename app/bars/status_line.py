"""The status line: where the training stands, and how fast it goes."""

from time import monotonic

from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.bars import summary
from app.look import numbers
from app.look.look import Look
from app.snapshot import Snapshot
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment


class StatusLine(QWidget):
    """One line: running or paused, and where; what is under the mouse; step, epoch, seed, speed."""

    def __init__(self) -> None:
        super().__init__()
        self._state = QLabel()
        self._state.setToolTip("Whether the training runs, and which operation comes next")
        self._hovered = QLabel()
        self._hovered.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._place = QLabel()
        self._place.setToolTip("Steps done (updates on one batch), and epochs (all examples once)")
        self._seed = QLabel()
        self._seed.setToolTip("The seed: the same one gives the same numbers everywhere")
        self._rate = QLabel()
        self._rate.setToolTip("Examples that the network learns from in a second")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(18)
        row.addWidget(self._state)
        row.addWidget(self._hovered, 1)
        for label in (self._rate, self._place, self._seed):
            row.addWidget(label)
        self._standing = ""
        self._is_flat_out = False
        self._shown_at = 0.0
        self._noun = "example"
        self._examples_a_step = 0.0

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show the seed, and get ready to count what these data are."""
        self._seed.setText(f"seed {experiment.seed}")
        self._noun = summary.noun(dataset)
        examples = len(dataset.train)
        self._examples_a_step = examples / experiment.batches(examples).steps_per_epoch

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show where the training stands."""
        now = monotonic()
        is_flat_out = snapshot.is_blur
        if is_flat_out and self._is_flat_out and now < self._shown_at + numbers.READABLE_S:
            return
        self._is_flat_out, self._shown_at = is_flat_out, now
        step, epoch, _ = snapshot.position
        done = step + (snapshot.next is None)
        self._place.setText(f"step {numbers.count(done)} · epoch {numbers.count(epoch + 1)}")
        self._standing = "▶ running" if is_flat_out else _standing(snapshot)
        self._state.setText(self._standing)
        if not snapshot.is_running:
            self._rate.clear()

    def show_rate(self, steps_per_second: float) -> None:
        """Show the speed of the training, or nothing if it is 0, which means unknown."""
        if not steps_per_second:
            self._rate.clear()
            return
        rate = numbers.rate(steps_per_second * self._examples_a_step)
        self._rate.setText(rate.replace("/s", f" {self._noun}s/s"))

    def show_travel(self, done: int, total: int) -> None:
        """Show how far it is on the way to another moment; 0 of 0: it is there, or given up."""
        steps = f"{numbers.count(done)} of {numbers.count(total)} steps"
        self._state.setText(f"▶ doing {steps} again (Esc: stay here)" if total else self._standing)

    def show_opening(self, name: str) -> None:
        """Show which file is being opened; "": none, or no longer."""
        self._state.setText(f"… opening {name}" if name else self._standing)

    def show_hovered(self, text: str) -> None:
        """Show what is under the mouse, or "" if there is nothing."""
        self._hovered.setText(text)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        for label in self.findChildren(QLabel):
            label.setFont(look.font(0.92))


def _standing(snapshot: Snapshot) -> str:
    """Which operation comes next or is under way, in a pause or in slow motion."""
    state = "▶ running" if snapshot.is_running else "❚❚ paused"
    following = snapshot.next
    if following is None:
        return f"{state} at the end of the step"
    where = "before" if snapshot.close_up is None else "within"
    return f"{state} {where} operation {following.number}: {following.text}"
