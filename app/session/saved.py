"""A bench as a saved run, and a saved run on a bench again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.chronicle import Mark, MarkKind
from app.fitting import require_watchable
from app.history import History, Table
from app.session.bench import Bench
from app.session.messages import Place
from app.session.past import Past
from engine.checkpoint import Checkpoint
from engine.datasets.dataset import Dataset, Examples
from engine.errors import require
from engine.saved_run import MOST, SavedRun
from engine.timeline import Timeline
from engine.training import Trainer

EARLIER_BYTES = 2**22
"""For checkpoints of earlier steps in a file, so that the way back need not begin at step 0."""
MOST_EPOCHS = 1_000_000
"""That are worked out for a run without curves."""
_HITS = "hits"
_OWN_X, _OWN_Y = "own/x", "own/y"
_WATCHED = "watched"
_TABLES = ("steps", "measured", "tests", "epochs")
_GROWING = ("steps", "measured")
"""Tables with at most one row for each step; of others, a step may have several."""

Curves = dict[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Picture:
    """A run as it was at one moment, after so many `steps`, to be saved while it goes on."""

    past: Past
    curves: Curves
    earlier: tuple[tuple[int, Checkpoint], ...]
    dataset: Dataset
    steps: int
    own: Examples | None

    def run(self) -> SavedRun:
        """All of it, ready to be saved; takes a moment, as it looks at all of the data."""
        place = self.past.place
        return SavedRun(
            branches=self.past.branches,
            current=place.branch.number,
            checkpoint=place.checkpoint,
            cursor=place.cursor,
            dataset_name=self.dataset.name,
            dataset_digest=self.dataset.digest,
            curves=self.curves | _own_columns(self.own),
            earlier=self.earlier,
        )


def picture(bench: Bench, place: Place | None = None, steps: int = 0) -> Picture:
    """A picture of the run as it lies on the bench.

    While it runs elsewhere, it is of the last `place` that is kept of it, after so many steps: at
    the end of the branch, the curves end there too.
    """
    past = bench.past() if place is None else bench.archive.past(place)
    histories, branch = past.histories, past.place.branch
    stands = bench.steps if place is None else place.checkpoint.position.step
    if place is not None and branch.fork <= stands and histories[branch.number].length <= steps:
        histories[branch.number] = histories[branch.number].up_to(stands)
    curves: Curves = {}
    for number, history in histories.items():
        curves |= {f"{number}/{name}": column for name, column in _columns(history)}
    for number, marks in bench.archive.hits.items():
        for title in {mark.title for mark in marks}:
            steps_hit = [mark.step for mark in marks if mark.title == title]
            curves[f"{number}/{_HITS}/{title}"] = np.array(steps_hit, np.int64)
    start = past.place.checkpoint.position.step
    earlier = bench.archive.scout.spread(branch, start, EARLIER_BYTES)
    return Picture(past, curves, tuple(earlier), bench.trainer.dataset, stands, bench.own)


def bench_of(run: SavedRun, dataset: Dataset) -> Bench:
    """A bench on which a saved run lies as it did.

    Raises `InputError` if its curves cannot be, or it cannot go on with these data.
    """
    require_watchable(run.experiment)
    timeline = Timeline(run.experiment)
    timeline.bring_back(run.branches, run.branch)
    histories = {branch.number: _history(run, branch.number) for branch in run.branches}
    for history in histories.values():
        if not len(history.epochs):
            history.epochs.append({"step": _epochs(run, dataset)})
    place = Place(run.branch, run.checkpoint, run.cursor)
    trainer = Trainer(run.experiment, dataset)
    bench = Bench(trainer, Past(timeline, run.branches, histories, place))
    bench.archive.hits = {branch.number: _hits(run, branch.number) for branch in run.branches}
    here = run.branch.owner(run.step), run.checkpoint
    bench.archive.scout.take((*run.earlier, here))
    bench.own = _own(run, trainer)
    return bench


def _own_columns(own: Examples | None) -> Curves:
    """The user's own examples, as the network sees them."""
    return {} if own is None else {_OWN_X: own.x * np.float32(own.scale), _OWN_Y: own.y}


def _own(run: SavedRun, trainer: Trainer) -> Examples | None:
    """The own examples in a file, if there are any; raises `InputError` if they cannot be."""
    if _OWN_X not in run.curves or _OWN_Y not in run.curves:
        return None
    own = Examples(run.curves[_OWN_X], run.curves[_OWN_Y])
    trainer.require_fit(own)
    return own if len(own) else None


def _columns(history: History) -> Iterator[tuple[str, NDArray[Any]]]:
    for table_name in _TABLES:
        table: Table = getattr(history, table_name)
        yield from ((f"{table_name}/{name}", table[name]) for name in table.names)
    for title, table in history.watched.items():
        yield from ((f"{_WATCHED}/{name}/{title}", table[name]) for name in table.names)


def _history(run: SavedRun, number: int) -> History:
    """The curves of a branch; there are none of a run that had no window."""
    unrecorded = run.steps if number == run.current else 0
    history, prefix = History(run.experiment.network.depth, unrecorded), f"{number}/"
    for table_name in _TABLES:
        table: Table = getattr(history, table_name)
        names = {name: f"{prefix}{table_name}/{name}" for name in table.names}
        if all(name in run.curves for name in names.values()):
            columns = {name: run.curves[long_name] for name, long_name in names.items()}
            _require_rows(table, columns, f"{prefix}{table_name}", once=table_name in _GROWING)
            table.append(columns)
    for title, values in _titled(run.curves, f"{prefix}{_WATCHED}/value/"):
        steps = run.curves.get(f"{prefix}{_WATCHED}/step/{title}", np.zeros(0))
        table = Table({"step": np.int64, "value": np.float64})
        columns = {"step": steps, "value": values}
        _require_rows(table, columns, f"{prefix}{_WATCHED}/{title}", once=True)
        table.append(columns)
        history.watched[title] = table
    return history


def _epochs(run: SavedRun, dataset: Dataset) -> list[int]:
    """The steps with which epochs began, of a run without curves whose settings never changed."""
    step, epoch, offset = run.checkpoint.position
    batches = run.experiment.batches(len(dataset.train))
    length = batches.steps_per_epoch
    is_regular = step == epoch * length + offset // batches.size and epoch < MOST_EPOCHS
    return list(range(0, (epoch + 1) * length, length)) if is_regular else [0]


def _hits(run: SavedRun, number: int) -> list[Mark]:
    marks = []
    for title, steps in _titled(run.curves, f"{number}/{_HITS}/"):
        _require_steps(steps, title, once=True)
        marks += [Mark(step, MarkKind.BREAKPOINT, title) for step in steps.tolist()]
    return sorted(marks, key=lambda mark: mark.step)


def _titled(curves: Mapping[str, NDArray[Any]], prefix: str) -> list[tuple[str, NDArray[Any]]]:
    return [
        (name.removeprefix(prefix), curve)
        for name, curve in curves.items()
        if name.startswith(prefix)
    ]


def _require_rows(
    table: Table, columns: Mapping[str, NDArray[Any]], what: str, *, once: bool
) -> None:
    """Raise `InputError` unless the columns make rows of the table, in the order of their steps."""
    steps = columns["step"]
    require(
        steps.ndim == 1
        and all(
            column.shape == steps.shape and column.dtype == table[name].dtype
            for name, column in columns.items()
        ),
        f"The curves '{what}' do not belong together.",
    )
    _require_steps(steps, what, once=once)


def _require_steps(steps: NDArray[Any], what: str, *, once: bool) -> None:
    gaps = np.diff(steps) if steps.dtype == np.int64 and steps.ndim == 1 else np.array([-1])
    require(
        bool((gaps >= once).all()) and bool(((steps >= 0) & (steps < MOST)).all()),
        f"The curves '{what}' are not in the order of their steps.",
    )
