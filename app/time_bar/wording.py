"""What the time bar says."""

from math import isnan

from app.chronicle import Chronicle, Mark, MarkKind, Track
from app.look import numbers
from app.time_bar.geometry import epoch_at, position

GO = "drag to any step"
NOTHING_YET = "run or step to begin"
BACK_TO_NEWEST = "End goes back to the newest step"

KEYS = (
    "The whole run. Click or drag to go to any step: nothing is lost. Keys: ← and → one step, "
    "Page ↑ and Page ↓ an epoch, Home and End the start and the newest step."
)
BRANCH_KEYS = (
    "With ↑ and ↓ you point at a branch: Return follows it, Delete drops it. Ctrl+Z brings a "
    "dropped branch back."
)

MARK_SIGNS = {MarkKind.EDIT: "◆", MarkKind.BREAKPOINT: "●"}
MOST_MARKS = 6
"""Lines of a tooltip."""


def standing(chronicle: Chronicle) -> str:
    """Where the run stands: "step 398 of 652"."""
    of = numbers.count(chronicle.track.length)
    return f"step {numbers.count(position(chronicle))} of {of}"


def epoch(chronicle: Chronicle) -> str:
    """The epoch of the step that is shown: "epoch 3"."""
    return f"epoch {numbers.count(epoch_at(chronicle.track, chronicle.step + 1))}"


def hint(chronicle: Chronicle) -> str:
    """What can be done here."""
    if chronicle.is_past:
        return BACK_TO_NEWEST
    return GO if chronicle.track.length else NOTHING_YET


def place(track: Track, step: int) -> str:
    """A step that can be gone to: "step 231 · epoch 2"."""
    return f"step {numbers.count(step)} · epoch {numbers.count(epoch_at(track, step))}"


def outcome(track: Track) -> str:
    """How far a branch came: "652 steps · C 0.123"."""
    plural = "s" if track.length != 1 else ""
    cost = "" if isnan(track.cost) else f" · C {numbers.plain(track.cost)}"
    return f"{numbers.count(track.length)} step{plural}{cost}"


def about_branch(track: Track) -> str:
    """What a click on another branch does."""
    return f"{track.title}: {outcome(track)}. Click to follow this branch."


def about_dropping(track: Track) -> str:
    """What a click on the cross does."""
    return f"Drop {track.title} with its curves. Ctrl+Z brings it back."


def about_marks(marks: list[Mark]) -> str:
    """What happened, a line each."""
    lines = [f"{MARK_SIGNS[mark.kind]} {_when(mark.step)}: {mark.title}" for mark in marks]
    more = len(lines) - MOST_MARKS
    return "\n".join([*lines[:MOST_MARKS], *([f"and {more} more"] if more > 0 else [])])


def about_keys(*, has_branches: bool) -> str:
    """How to use the bar, as a text that can be broken into lines."""
    return f"<p>{KEYS} {BRANCH_KEYS}</p>" if has_branches else f"<p>{KEYS}</p>"


def value(chronicle: Chronicle) -> str:
    """All of it, for those who cannot see the bar."""
    branch = f", on {chronicle.track.title}" if len(chronicle.tracks) > 1 else ""
    past = f". {BACK_TO_NEWEST}" if chronicle.is_past else ""
    return f"{standing(chronicle)}, {epoch(chronicle)}{branch}{past}"


def _when(step: int) -> str:
    return f"after step {numbers.count(step)}" if step else "at the start"
