"""The file of --json: claimed at once, written in the end, never half."""

import json
import os
import threading
from pathlib import Path

import pytest

from app.history import History
from app.metrics_file import MetricsFile
from engine.errors import InputError
from engine.training import Trainer
from tests.engine.cases import experiment, labelled
from tests.processes import run_python

NORMS = ("gradient_norm", "update_norm", "weight_norm")


def written(path: Path, steps: int = 3) -> None:
    trainer = Trainer(experiment(), labelled())
    file = MetricsFile(path)
    trainer.hooks.on_step(file.add)
    for _ in range(steps):
        trainer.step()
    file.write(trainer.experiment, steps - 1, [], trainer.evaluate(trainer.dataset.test))


def test_it_holds_the_settings_and_the_steps_that_count(tmp_path: Path) -> None:
    written(tmp_path / "run.json")
    record = json.loads((tmp_path / "run.json").read_text())
    assert record["experiment"]["optimizer"]["kind"] == "adam"
    assert record["experiment"]["loss"] == "cross-entropy"
    assert record["experiment"]["network"]["layers"][1]["activation"] == {"kind": "softmax"}
    assert [step["step"] for step in record["steps"]] == [0, 1]
    assert len(record["steps"][0]["layers"]) == 2


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "run.json")
    written(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert json.loads((tmp_path / "run.json").read_text())["steps"]


def test_a_loop_of_links_gives_way_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    written(tmp_path / "a")
    assert json.loads((tmp_path / "a").read_text())["steps"]


def test_the_output_of_the_process_can_be_a_file_too() -> None:
    code = (
        "from pathlib import Path; from app.metrics_file import MetricsFile; "
        "from tests.engine.cases import experiment; "
        "MetricsFile(Path('/dev/stdout')).write(experiment(), 0, [], None)"
    )
    result = run_python(code)
    assert json.loads(result.stdout)["steps"] == []


def test_a_pipe_gets_it_too(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    received: list[str] = []
    reader = threading.Thread(target=lambda: received.append(path.read_text()))
    reader.start()
    written(path)
    reader.join()
    assert json.loads(received[0])["steps"]


@pytest.mark.parametrize("place", ["", "nowhere/run.json"])
def test_a_place_where_nothing_can_be_written_is_refused_at_once(
    place: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="The metrics cannot be written to"):
        MetricsFile(tmp_path / place)
    assert list(tmp_path.iterdir()) == []


def test_the_curves_of_a_window_can_be_written_too(tmp_path: Path) -> None:
    history = History(layers=2)
    columns = {"cost": [2.0, 1.0], "learning_rate": [0.5, 0.25]}
    history.steps.append({"step": [0, 1], **columns})
    norms = {f"{name}{n}": [n] for name in NORMS for n in (1, 2)}
    history.measured.append({"step": [1], "quality": [0.5], **norms})
    history.tests.append({"step": [2], "loss": [0.5], "quality": [float("nan")]})
    MetricsFile(tmp_path / "run.json").write_curves(experiment(), history, "accuracy")
    record = json.loads((tmp_path / "run.json").read_text())
    assert record["experiment"]["optimizer"]["kind"] == "adam"
    assert record["steps"] == [
        {"step": 0, "cost": 2.0, "learning_rate": 0.5},
        {
            "step": 1,
            "cost": 1.0,
            "accuracy": 0.5,
            "learning_rate": 0.25,
            "layers": [dict.fromkeys(NORMS, 1.0), dict.fromkeys(NORMS, 2.0)],
        },
    ]
    assert record["epochs"] == [{"steps": 2, "test": {"loss": 0.5, "accuracy": None}}]
    assert record["test"] == {"loss": 0.5, "accuracy": None}
