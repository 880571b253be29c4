"""The parts of a saved run, as a file holds them: plain data, and arrays by name."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.batches import Position
from engine.checkpoint import Checkpoint
from engine.datasets.dataset import Examples
from engine.errors import InputError, require
from engine.experiment import Experiment
from engine.extra import Extra
from engine.saved_run import MOST, SavedRun
from engine.settings import from_plain, to_plain
from engine.step import State
from engine.timeline import Branch, Edit

Arrays = Mapping[str, NDArray[Any]]
Part = TypeVar("Part")

CURVES = "curves/"
"""What the names of curves begin with."""
EARLIER = "earlier/"
"""What the names of the vectors of earlier checkpoints begin with."""


def to_parts(run: SavedRun) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """The run as plain data, ready for JSON, and as arrays by name, to be looked at only.

    The parameters where it stands have their own names (W1, b1, …), and so have the optimizer's
    vectors. Settings and edits that several branches share are there once, and go by their place.
    """
    settings: dict[Experiment, int] = {}
    edits: dict[int, tuple[int, Edit]] = {}
    arrays = dict(run.experiment.network.views(run.checkpoint.state.params))
    arrays |= run.checkpoint.state.vectors | _stacked(run.earlier)
    for branch in run.branches:
        for edit in branch.edits:
            settings.setdefault(edit.experiment, len(settings))
            if id(edit) not in edits:
                arrays |= _arrays_of(edit, len(edits))
                edits[id(edit)] = (len(edits), edit)
    plain = {
        "settings": [to_plain(experiment) for experiment in settings],
        "edits": [_plain_edit(edit, settings[edit.experiment]) for _, edit in edits.values()],
        "branches": [
            {
                "number": branch.number,
                "edits": [edits[id(edit)][0] for edit in branch.edits],
                "lineage": [list(ancestor) for ancestor in branch.lineage],
            }
            for branch in run.branches
        ],
        "current": run.current,
        "position": list(run.checkpoint.position),
        "cursor": run.cursor,
        "earlier": [[branch, *checkpoint.position] for branch, checkpoint in run.earlier],
        "dataset": {"name": run.dataset_name, "digest": run.dataset_digest},
    }
    return plain, arrays | {CURVES + name: curve for name, curve in run.curves.items()}


def from_parts(plain: Mapping[str, Any], arrays: Arrays) -> SavedRun:
    """The run that `to_parts` has written so; arrays are taken over as they are.

    Raises `InputError` that says what is missing, or is not what it should be.
    """
    settings = [from_plain(data) for data in _list(plain, "settings")]
    first = _at(settings, 0, "settings")
    edits = [_edit(data, i, settings, arrays) for i, data in enumerate(_list(plain, "edits"))]
    dataset: dict[str, Any] = _typed(dict, plain, "dataset")
    return SavedRun(
        branches=tuple(_branch(data, edits) for data in _list(plain, "branches")),
        current=_whole(plain, "current"),
        checkpoint=Checkpoint(
            _position(plain, "position"),
            State(_parameters(first, arrays), _vectors(first, arrays, "")),
        ),
        cursor=_whole(plain, "cursor"),
        dataset_name=_typed(str, dataset, "name"),
        dataset_digest=_typed(str, dataset, "digest"),
        curves={
            name.removeprefix(CURVES): curve
            for name, curve in arrays.items()
            if name.startswith(CURVES)
        },
        earlier=_earlier(_list(plain, "earlier"), first, arrays),
    )


def _plain_edit(edit: Edit, settings: int) -> dict[str, Any]:
    extra = edit.extra
    return {
        "number": edit.number,
        "step": edit.step,
        "settings": settings,
        "title": edit.title,
        "changed": None if edit.checkpoint is None else list(edit.checkpoint.position),
        "extra": extra and {"steps": extra.steps, "scale": float(extra.examples.scale)},
    }


def _arrays_of(edit: Edit, place: int) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    if edit.checkpoint is not None:
        state = edit.checkpoint.state
        vectors = {"params": state.params, **state.vectors}
        arrays |= {_name(place, name): vector for name, vector in vectors.items()}
    if edit.extra is not None:
        examples = edit.extra.examples
        arrays |= {_name(place, "x"): examples.x, _name(place, "y"): examples.y}
    return arrays


def _stacked(earlier: Sequence[tuple[int, Checkpoint]]) -> dict[str, NDArray[Any]]:
    """The vectors of all these checkpoints, one below the other."""
    states = [
        {"params": checkpoint.state.params, **checkpoint.state.vectors} for _, checkpoint in earlier
    ]
    names = states[0] if states else ()
    return {f"{EARLIER}{name}": np.stack([state[name] for state in states]) for name in names}


def _earlier(
    places: list[Any], experiment: Experiment, arrays: Arrays
) -> tuple[tuple[int, Checkpoint], ...]:
    if not places:
        return ()
    stacks = {
        name: _array(arrays, f"{EARLIER}{name}")
        for name in ("params", *experiment.optimizer.vectors)
    }
    require(
        all(stack.ndim == 2 and len(stack) == len(places) for stack in stacks.values()),
        f"There are not {len(places)} earlier checkpoints.",
    )
    found = []
    for row, place in enumerate(places):
        numbers = dict(enumerate(place)) if type(place) is list else {}
        position = {"earlier": place[1:]} if numbers else {}
        vectors = {name: stack[row] for name, stack in stacks.items()}
        state = State(vectors.pop("params"), vectors)
        found.append((_whole(numbers, 0), Checkpoint(_position(position, "earlier"), state)))
    return tuple(found)


def _name(place: int, name: str) -> str:
    """What an array of an edit is called."""
    return f"edits/{place}/{name}"


def _edit(data: Any, place: int, settings: list[Experiment], arrays: Arrays) -> Edit:
    experiment = _at(settings, _whole(data, "settings"), "settings")
    checkpoint = extra = None
    if _present(data, "changed"):
        params = _vector(experiment, arrays, _name(place, "params"))
        vectors = _vectors(experiment, arrays, _name(place, ""))
        checkpoint = Checkpoint(_position(data, "changed"), State(params, vectors))
    if _present(data, "extra"):
        part: dict[str, Any] = _typed(dict, data, "extra")
        x, y = (_array(arrays, _name(place, name)) for name in "xy")
        y = y.astype(np.intp) if y.dtype.kind in "iu" else y
        extra = Extra(Examples(x, y, _typed(float, part, "scale")), _whole(part, "steps"))
    return Edit(
        number=_whole(data, "number"),
        step=_whole(data, "step"),
        experiment=experiment,
        title=_typed(str, data, "title"),
        checkpoint=checkpoint,
        extra=extra,
    )


def _branch(data: Any, edits: list[Edit]) -> Branch:
    lineage = []
    for ancestor in _list(data, "lineage"):
        pair = dict(enumerate(ancestor)) if type(ancestor) is list else {}
        lineage.append((_whole(pair, 0), _whole(pair, 1)))
    places = dict(enumerate(_list(data, "edits")))
    held = tuple(_at(edits, _whole(places, i), "edit") for i in places)
    return Branch(_whole(data, "number"), held, tuple(lineage))


def _parameters(experiment: Experiment, arrays: Arrays) -> NDArray[Any]:
    """The flat vector of the weights and biases, which have their own names."""
    network, parts = experiment.network, []
    for name, shape in network.shapes().items():
        part = _array(arrays, name)
        require(
            part.shape == shape and part.dtype == network.precision,
            f"{name} is {part.dtype} {part.shape}, but the network's is {network.precision} "
            f"{shape}.",
        )
        parts.append(part.ravel())
    return np.concatenate(parts)


def _vectors(experiment: Experiment, arrays: Arrays, prefix: str) -> dict[str, NDArray[Any]]:
    names = experiment.optimizer.vectors
    return {name: _vector(experiment, arrays, prefix + name) for name in names}


def _vector(experiment: Experiment, arrays: Arrays, name: str) -> NDArray[Any]:
    vector, network = _array(arrays, name), experiment.network
    require(
        vector.shape == (network.parameter_count(),) and vector.dtype == network.precision,
        f"{name} is {vector.dtype} {vector.shape}, but the network has "
        f"{network.parameter_count():,} parameters in {network.precision}.",
    )
    return vector


def _array(arrays: Arrays, name: str) -> NDArray[Any]:
    require(name in arrays, f"The array '{name}' is missing.")
    return arrays[name]


def _position(data: Any, name: str) -> Position:
    numbers = dict(enumerate(_list(data, name)))
    require(len(numbers) == len(Position._fields), f"'{name}' is no place in a training.")
    return Position(*(_whole(numbers, i) for i in numbers))


def _present(data: Any, name: str) -> bool:
    return _read(data, name) is not None


def _list(data: Any, name: str) -> list[Any]:
    return _typed(list, data, name)


def _whole(data: Any, name: str | int) -> int:
    """A whole number from 0 on, not too large."""
    number = _typed(int, data, name)
    require(0 <= number < MOST, f"{_shown(name)} is {str(number)[:30]}, which cannot be.")
    return number


def _typed(meant: Callable[..., Part], data: Any, name: str | int) -> Part:
    """What stands there under a name, or at a place, and is of this type."""
    value: Part = _read(data, name)
    require(type(value) is meant, f"{_shown(name)} is not what it should be.")
    return value


def _read(data: Any, name: str | int) -> Any:
    if not isinstance(data, dict) or name not in data:
        raise InputError(f"{_shown(name)} is missing.")
    return data[name]


def _at(parts: list[Part], place: int, what: str) -> Part:
    require(place < len(parts), f"There is no {what} number {place}.")
    return parts[place]


def _shown(name: str | int) -> str:
    return f"'{name}'" if isinstance(name, str) else f"number {name + 1} of a list"
