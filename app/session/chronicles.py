"""Chronicles: what the timeline shows of the run on a bench."""

from math import nan

from app.chronicle import Chronicle, Mark, MarkKind, Track
from app.session.bench import Bench
from engine.timeline import Branch


def chronicle(bench: Bench, step: int, *, is_done: bool) -> Chronicle:
    """All branches of a bench, and the step that is shown."""
    tracks = tuple(_track(bench, branch) for branch in bench.archive.timeline.branches)
    return Chronicle(tracks, bench.branch.number, step, is_done)


def _track(bench: Bench, branch: Branch) -> Track:
    history = bench.archive.histories[branch.number]
    edits = [Mark(e.step, MarkKind.EDIT, e.title) for e in branch.edits if e.title]
    hits = bench.archive.hits.get(branch.number, ())
    costs = history.steps["cost"]
    parent, fork = _left(bench, branch)
    own = [edit.title for edit in branch.edits if edit.step >= branch.fork and edit.title]
    return Track(
        number=branch.number,
        title=own[0] if branch.lineage and own else "first run",
        parent=parent,
        fork=fork,
        length=history.length,
        epochs=history.epochs["step"],
        marks=tuple(sorted([*edits, *hits], key=lambda mark: mark.step)),
        cost=float(costs[-1]) if len(costs) else nan,
    )


def _left(bench: Bench, branch: Branch) -> tuple[int | None, int]:
    """The nearest ancestor of a branch that is not dropped, and the first step not shared."""
    kept = {other.number for other in bench.archive.timeline.branches}
    shared = [(number, step) for number, step in branch.lineage if number in kept]
    return shared[-1] if shared else (None, 0)
