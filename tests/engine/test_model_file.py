"""A run is kept in a file and goes on from it to the same bits; other files are refused."""

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save

from engine import model_file
from engine.datasets.csv_file import CsvFile
from engine.datasets.dataset import Examples
from engine.datasets.embedded import Iris
from engine.errors import InputError
from engine.extra import Extra
from engine.optimizers import OPTIMIZERS
from engine.saved_run import SavedRun
from engine.timeline import Branch, Edit, Follower
from engine.training import Trainer
from tests.engine.cases import bits, experiment, steps
from tests.engine.saved_runs import DATASET, OWN, changed, mid_step, refused, trainer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of a run that stands 2 operations into step 20."""
    path = tmp_path / "run.nabla"
    model_file.save(SavedRun.of(mid_step()), path)
    return path


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
        (21, 0.5),
    ]
    assert bits(steps(run.trainer(), 3)) == bits(steps(begun, 3))


def test_own_examples_that_wait_for_the_next_step_are_kept(path: Path) -> None:
    begun = mid_step()
    begun.take_examples(OWN)
    model_file.save(SavedRun.of(begun), path)
    back = steps(model_file.load(path).trainer(), 2)
    assert back.is_extra
    assert bits(back) == bits(steps(begun, 2))


def test_a_step_on_own_examples_is_kept(path: Path) -> None:
    begun = steps(trainer(), 5)
    begun.take_examples(OWN)
    begun.advance()
    model_file.save(SavedRun.of(begun), path)
    back = model_file.load(path).trainer()
    begun.take_examples(None)
    assert back.program.values["x"].tolist() == begun.program.values["x"].tolist()
    assert bits(steps(back, 3)) == bits(steps(begun, 3))


def test_a_path_that_is_no_text_is_kept(path: Path) -> None:
    strange = experiment(source=CsvFile("\udcff.csv"))  # as Python names a file called by byte 255
    run = replace(
        SavedRun.of(trainer()),
        branches=(Branch(0, (Edit(0, 0, strange, "η"),)),),
        dataset_name="\udcff.csv",
    )
    model_file.save(run, path)
    back = model_file.load(path)
    assert back.experiment == strange
    assert (back.dataset_name, back.branch.edits[0].title) == ("\udcff.csv", "η")


def test_examples_with_the_other_end_first_are_kept(path: Path) -> None:
    begun = trainer()
    begun.take_examples(Examples(OWN.x.astype(">f4"), OWN.y.astype(">i8")))
    model_file.save(SavedRun.of(begun), path)
    assert bits(model_file.load(path).trainer()) == bits(begun)


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
    ids=range(9),  # the content is written in another order each time
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


def test_more_than_the_file_says_is_not_read(path: Path) -> None:
    os.truncate(path, 2**40)
    assert refused(path) == f"{path} is damaged: it is not as long as it says."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.nabla")
    assert refused(tmp_path / "pipe.nabla").endswith("is not a usual file.")


@pytest.mark.parametrize("name", ["a\0b", "/"])
def test_what_can_be_no_name_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="cannot be saved"):
        model_file.save(SavedRun.of(trainer()), Path(name))
    with pytest.raises(InputError, match="cannot be opened"):
        model_file.load(Path(name))


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
