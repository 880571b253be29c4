"""A run is kept in a file and goes on from it to the same bits; other files are refused."""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save

from engine import model_file
from engine.datasets.csv_file import CsvFile
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.embedded import Iris
from engine.datasets.idx_images import Mnist
from engine.errors import InputError
from engine.extra import Extra
from engine.optimizers import OPTIMIZERS
from engine.run_parts import to_parts
from engine.saved_run import SavedRun
from engine.timeline import Branch, Edit, Follower
from engine.training import Trainer
from tests.engine.cases import bits, experiment, steps

DATASET = Iris().load(seed=7)
OWN = Examples(DATASET.train.x[:3], np.array([2, 1, 0]))


def trainer(**settings: Any) -> Trainer:
    """4-8-3 on iris, with dropout and Adam."""
    return Trainer(experiment(**settings), DATASET)


def changed(path: Path, array: Mapping[str, Any] | None = None, **texts: Any) -> None:
    """Write other texts or arrays into a file, as someone would who knows how."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        known: dict[str, str] = json.loads(file.read(length))["__metadata__"]
    known |= {
        key: text if isinstance(text, str) else json.dumps(text) for key, text in texts.items()
    }
    arrays = load_file(path) | dict(array or {})
    path.write_bytes(save(arrays, known | {"checksum": model_file.checksum(known, arrays)}))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of a run that stands 2 operations into step 20."""
    path = tmp_path / "run.nabla"
    model_file.save(SavedRun.of(mid_step()), path)
    return path


def mid_step(**settings: Any) -> Trainer:
    begun = steps(trainer(**settings), 20)
    begun.advance()
    begun.advance()
    return begun


def refused(path: Path) -> str:
    """What is said of a file that is refused."""
    with pytest.raises(InputError) as caught:
        model_file.load(path)
    return str(caught.value)


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_a_run_goes_on_in_mid_step_to_the_same_bits(
    tmp_path: Path, optimizer: str, precision: Any
) -> None:
    network = replace(experiment().network, precision=precision)
    begun = mid_step(optimizer=OPTIMIZERS[optimizer](), network=network)
    model_file.save(SavedRun.of(begun), tmp_path / "run.nabla")
    back = model_file.load(tmp_path / "run.nabla").trainer()
    assert (back.position, back.program.cursor) == (begun.position, 2)
    assert back.experiment == begun.experiment
    assert bits(steps(back, 30)) == bits(steps(begun, 30))


@pytest.mark.parametrize("count", [0, 1, 20])
def test_between_steps_the_last_one_is_still_shown(tmp_path: Path, count: int) -> None:
    begun = steps(trainer(), count)
    model_file.save(SavedRun.of(begun), tmp_path / "run.nabla")
    back = model_file.load(tmp_path / "run.nabla").trainer()
    assert (back.position, back.shown) == (begun.position, begun.shown)
    assert back.program.values["x"].tobytes() == begun.program.values["x"].tobytes()
    assert bits(back) == bits(begun)


def test_a_change_that_waits_for_the_next_step_is_kept(path: Path) -> None:
    begun = mid_step()
    begun.change(experiment(learning_rate=0.5))
    model_file.save(SavedRun.of(begun), path)
    run = model_file.load(path)
    assert [(edit.step, edit.experiment.learning_rate) for edit in run.branch.edits] == [
        (0, 0.01),
        (20, 0.01),
        (21, 0.5),
    ][::2]


def test_a_step_on_own_examples_is_kept(path: Path) -> None:
    begun = steps(trainer(), 5)
    begun.take_examples(OWN)
    begun.advance()
    model_file.save(SavedRun.of(begun), path)
    back = model_file.load(path).trainer()
    begun.take_examples(None)
    assert back.program.values["x"].tolist() == begun.program.values["x"].tolist()
    back.step()
    begun.step()
    assert bits(back) == bits(begun)


def test_all_branches_edits_and_curves_are_kept(path: Path) -> None:
    begun = steps(trainer(), 6)
    slower = experiment(learning_rate=0.001)
    here = begun.checkpoint()
    first = Branch(0, (Edit(0, 0, begun.experiment), Edit(1, 4, slower, "η")))
    second = Branch(
        3,
        (first.edits[0], Edit(3, 6, slower, "W1 = 2", here, Extra(OWN, 2))),
        ((0, 4), (2, 6)),
    )
    curves = {"0/steps/cost": np.array([1.0, np.nan]), "3/epochs/step": np.arange(3)}
    run = SavedRun((first, second), 3, here, 0, DATASET.name, DATASET.digest, curves)
    model_file.save(run, path)
    back = model_file.load(path)
    assert [branch.number for branch in back.branches] == [0, 3]
    assert back.branch.lineage == ((0, 4), (2, 6))
    assert back.branches[0].edits[0] is back.branches[1].edits[0]
    edit = back.branch.edits[1]
    assert (edit.number, edit.step, edit.title, edit.experiment) == (3, 6, "W1 = 2", slower)
    assert edit.checkpoint is not None
    assert edit.checkpoint.state.params.tobytes() == here.state.params.tobytes()
    assert edit.extra is not None
    assert edit.extra.steps == 2
    assert edit.extra.examples.y.tolist() == [2, 1, 0]
    assert back.curves.keys() == curves.keys()
    for name, curve in curves.items():
        np.testing.assert_array_equal(back.curves[name], curve)
    ahead, again = back.trainer(), Trainer(slower, DATASET)
    Follower(again, second).restore(here)
    assert bits(steps(ahead, 1)) == bits(steps(again, 1))


def test_earlier_checkpoints_are_kept(path: Path) -> None:
    begun, earlier = trainer(), []
    for branch in (0, 0, 3):
        begun.step()
        earlier.append((branch, begun.checkpoint()))
    model_file.save(replace(SavedRun.of(begun), earlier=tuple(earlier)), path)
    back = model_file.load(path).earlier
    assert [(branch, c.position) for branch, c in back] == [(b, c.position) for b, c in earlier]
    for (_, checkpoint), (_, expected) in zip(back, earlier, strict=True):
        begun.restore(expected)
        before = bits(begun)
        begun.restore(checkpoint)
        assert bits(begun) == before


@pytest.mark.parametrize(
    "stack", [np.zeros((2, 67), np.float32), np.zeros((1, 66), np.float32), np.zeros((1, 67))]
)
def test_earlier_checkpoints_that_do_not_fit_are_refused(path: Path, stack: Any) -> None:
    begun = steps(trainer(), 2)
    model_file.save(replace(SavedRun.of(begun), earlier=((0, trainer().checkpoint()),)), path)
    changed(path, {"earlier/moment1": stack})
    assert "earlier" in refused(path) or "not those of this network" in refused(path)


def test_other_programs_find_the_parameters_by_name(path: Path) -> None:
    arrays = load_file(path)
    start = mid_step().checkpoint()
    for name, values in experiment().network.views(start.state.params).items():
        assert arrays[name].tobytes() == values.tobytes()
    assert arrays["moment1"].shape == (len(start.state.params),)


def test_an_array_that_is_not_in_one_piece_is_kept_as_it_is(path: Path) -> None:
    curve = np.arange(10.0)[::3]
    run = replace(model_file.load(path), curves={"c": curve, "empty": np.zeros((0, 3))})
    model_file.save(run, path)
    assert model_file.load(path).curves["c"].tolist() == curve.tolist()
    assert model_file.load(path).curves["empty"].shape == (0, 3)


def test_nothing_is_read_but_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Iris, "load", None)
    assert model_file.load(path).dataset_name == "iris"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not a file of Nablascope"),
        (b"\x89PNG\r\n\x1a\n" * 100, "is not a file of Nablascope"),
        (b"\x80\x04\x95cos\nsystem\n(S'true'\ntR.", "is not a file of Nablascope"),
        (b"\xff" * 7 + b"\x7f{}", "is not a file of Nablascope"),
        (b"\x00\x00\x10\x00\x00\x00\x00\x00{}", "is not whole: 10 of its 1,048,584 bytes"),
        (save({"W1": np.ones(3)}), "is not a file of Nablascope"),
        (save({}, {"format": "pt", "version": "1"}), "is not a file of Nablascope"),
        ((100_000).to_bytes(8, "little") + b'{"a":' + b"[" * 99_995, "or is damaged"),
        (save({}, {"format": "nablascope run", "version": "1"}), "its parts cannot be read"),
    ],
)
def test_another_file_is_refused(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    assert said in refused(path)


def test_a_file_from_a_newer_version_is_told_so(path: Path) -> None:
    changed(path, version="3")
    assert refused(path) == (
        f"{path} comes from a newer version of Nablascope (its format is 3, this one knows 1): "
        "update Nablascope to open it."
    )


def test_a_file_cut_short_is_told_so(path: Path) -> None:
    whole = path.read_bytes()
    for length in (len(whole) - 1, len(whole) // 2, 500):
        path.write_bytes(whole[:length])
        assert f"is not whole: {length:,} of its " in refused(path)


def test_a_header_as_long_as_it_likes_is_not_read(path: Path) -> None:
    with path.open("wb") as file:
        file.write((2**40).to_bytes(8, "little") + b"{")
        file.truncate(2**41)  # a hole: it takes no room
    assert "is not a file of Nablascope" in refused(path)


def test_any_other_change_is_noticed(path: Path) -> None:
    whole = path.read_bytes()
    for place in (300, len(whole) - 50, len(whole) - 1):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert "is damaged" in refused(path)


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


def test_settings_that_do_not_continue_each_other_are_refused() -> None:
    begun = steps(trainer(), 2)
    other = Branch(1, (Edit(0, 0, experiment(seed=8)),))
    with pytest.raises(InputError, match="cannot continue"):
        replace(SavedRun.of(begun), branches=(*SavedRun.of(begun).branches, other))


def test_data_that_are_not_there_are_named(tmp_path: Path) -> None:
    run = SavedRun.of(trainer())
    lost = experiment(source=CsvFile(str(tmp_path / "gone.csv")))
    missing = replace(run, branches=(Branch(0, (Edit(0, 0, lost),)),), dataset_name="gone.csv")
    with pytest.raises(InputError, match=r"trained on 'gone\.csv', which cannot be loaded: .*gone"):
        missing.trainer()
    far = experiment(source=Mnist(folder=str(tmp_path)))
    missing = replace(run, branches=(Branch(0, (Edit(0, 0, far),)),), dataset_name="mnist")
    with pytest.raises(InputError, match=r"download 11\.6 MB"):
        missing.trainer()


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin", "", ".", "a\0b", "x" * 5000])
def test_what_has_no_end_or_is_no_path_is_not_read(path: str) -> None:
    endless = experiment(source=CsvFile(path))
    run = replace(SavedRun.of(trainer()), branches=(Branch(0, (Edit(0, 0, endless),)),))
    with pytest.raises(InputError, match="which cannot be loaded"):
        run.trainer()


def test_data_that_have_changed_are_refused() -> None:
    run = replace(SavedRun.of(trainer()), dataset_digest="0" * 64)
    with pytest.raises(InputError, match="'iris' had another content then"):
        run.trainer()


def test_own_examples_that_do_not_fit_the_data_are_refused() -> None:
    wrong = Extra(Examples(OWN.x, np.array([0, 1, 9])), 1)
    run = SavedRun.of(trainer())
    run = replace(run, branches=(Branch(0, (Edit(0, 0, experiment(), extra=wrong),)),))
    with pytest.raises(InputError, match="label 9"):
        run.trainer()


def test_the_data_may_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    run = SavedRun.of(steps(trainer(), 3))
    monkeypatch.setattr(Iris, "load", None)
    assert run.trainer(DATASET).position.step == 3
    with pytest.raises(InputError, match="other data than this data set"):
        run.trainer(Dataset("iris", DATASET.test, DATASET.test, (4,), DATASET.class_names))


def test_a_folder_in_its_place_is_told_so_and_stays(tmp_path: Path) -> None:
    run = SavedRun.of(trainer())
    (tmp_path / "run.nabla").mkdir()
    with pytest.raises(InputError, match=r"cannot be saved as .*run\.nabla: Is a directory"):
        model_file.save(run, tmp_path / "run.nabla")
    assert [file.name for file in tmp_path.iterdir()] == ["run.nabla"]
    with pytest.raises(InputError, match="cannot be opened: Is a directory"):
        model_file.load(tmp_path / "run.nabla")
    with pytest.raises(InputError, match="cannot be opened: No such file"):
        model_file.load(tmp_path / "other.nabla")


def test_where_nothing_can_be_written_it_says_so() -> None:
    with pytest.raises(InputError, match=r"cannot be saved as /proc/run\.nabla"):
        model_file.save(SavedRun.of(trainer()), Path("/proc/run.nabla"))


@pytest.mark.skipif(
    os.name != "posix" or not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write"
)
def test_a_read_only_folder_keeps_its_file(path: Path) -> None:
    before = path.read_bytes()
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(InputError, match="What was there before is still whole"):
            model_file.save(SavedRun.of(trainer()), path)
    finally:
        path.parent.chmod(stat.S_IRWXU)
    assert path.read_bytes() == before
