"""What a file of a run holds is looked at part by part, and refused where it cannot be."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import model_file
from engine.run_parts import to_parts
from engine.saved_run import SavedRun
from tests.engine.cases import steps
from tests.engine.saved_runs import OWN, changed, mid_step, refused, trainer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of a run that stands 2 operations into step 20."""
    path = tmp_path / "run.nabla"
    model_file.save(SavedRun.of(mid_step()), path)
    return path


@pytest.mark.parametrize(
    "stack", [np.zeros((2, 67), np.float32), np.zeros((1, 66), np.float32), np.zeros((1, 67))]
)
def test_earlier_checkpoints_that_do_not_fit_are_refused(path: Path, stack: Any) -> None:
    begun = steps(trainer(), 2)
    model_file.save(replace(SavedRun.of(begun), earlier=((0, trainer().checkpoint()),)), path)
    changed(path, {"earlier/moment1": stack})
    assert "earlier" in refused(path) or "not those of this network" in refused(path)


def plain() -> dict[str, Any]:
    return to_parts(SavedRun.of(mid_step()))[0]


def setting(**changes: Any) -> dict[str, Any]:
    return {"settings": [plain()["settings"][0] | changes]}


def edit(**changes: Any) -> dict[str, Any]:
    return {"edits": [plain()["edits"][0] | changes]}


def branch(**changes: Any) -> dict[str, Any]:
    return {"branches": [plain()["branches"][0] | changes]}


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"settings": []}, "There is no settings number 0"),
        ({"settings": "[" * 5000}, "its parts cannot be read"),
        ({"settings": '[{"a": 1e999}]'}, "there is no setting 'a'"),
        ({"settings": "[NaN]"}, "NaN is no number"),
        (setting(learning_rate=-1), "above 0"),
        (setting(source={"kind": "os.system"}), "There is no source 'os.system'"),
        (setting(optimizer={"kind": "sgd"}), ""),
        (setting(network=plain()["settings"][0]["network"] | {"inputs": 2**60}), "W1 is float32"),
        (edit(step=3), "not in the order of their steps"),
        (edit(step=-1), "'step' is -1, which cannot be"),
        (edit(step=2**62), "'step' is 4611686018427387904, which cannot be"),
        (edit(step=1.0), "'step' is not what it should be"),
        (edit(settings=7), "There is no settings number 7"),
        (edit(changed=[0, 0, 0]), "The array 'edits/0/params' is missing"),
        (edit(extra={"steps": 1, "scale": 1.0}), "The array 'edits/0/x' is missing"),
        (edit(title=None), "'title' is not what it should be"),
        (branch(edits=[]), "not in the order"),
        (branch(edits=[0, 0]), "not in the order"),
        (branch(edits=[4]), "There is no edit number 4"),
        (branch(lineage=[[1, 5], [2, 5]]), "ancestors"),
        (branch(lineage=[5]), "number 1 of a list is missing"),
        ({"branches": plain()["branches"] * 2}, "Two branches"),
        ({"current": 9}, "There is no branch 9"),
        ({"position": [1, 2]}, "'position' is no place in a training"),
        ({"position": [1, 2, "3"]}, "number 3 of a list"),
        ({"cursor": 100}, "of which 100 cannot be done"),
        ({"earlier": [[0, 1, 0, 16]]}, "The array 'earlier/params' is missing"),
        ({"earlier": [5]}, "The array 'earlier/params' is missing"),
        ({"dataset": []}, "'dataset' is not what it should be"),
    ],
)
def test_what_cannot_be_is_refused(path: Path, texts: dict[str, Any], said: str) -> None:
    changed(path, **texts)
    if said:
        problem = refused(path)
        assert problem.startswith(f"{path} is damaged: ")
        assert said in problem
    else:  # vectors that its optimizer does not have are of no use
        assert model_file.load(path).checkpoint.state.vectors == {}


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (np.array(1.0), OWN.y),
        (OWN.x, np.array(1)),
        (OWN.x.astype(np.complex64), OWN.y),
    ],
)
def test_extra_examples_of_another_kind_are_refused(path: Path, x: Any, y: Any) -> None:
    arrays = {"edits/0/x": x, "edits/0/y": y}
    changed(path, arrays, **edit(extra={"steps": 1, "scale": 1.0}))
    assert "is damaged: " in refused(path)


@pytest.mark.parametrize(
    ("name", "array", "said"),
    [
        ("W1", np.ones((4, 9), np.float32), "W1 is float32 (4, 9)"),
        ("W1", np.ones((4, 8)), "W1 is float64 (4, 8)"),
        ("b2", np.array([1, np.nan, 0], np.float32), "not all finite"),
        ("moment1", np.full(67, np.inf, np.float32), "not all finite"),
        ("moment2", np.ones(66, np.float32), "moment2 is float32 (66,)"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(path: Path, name: str, array: Any, said: str) -> None:
    changed(path, {name: array})
    assert said in refused(path)
