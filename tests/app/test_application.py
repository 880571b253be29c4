"""The program as a user starts it in a terminal."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.application import SCREENS, main
from engine import model_file
from engine.training import Trainer
from tests.engine.cases import bits, steps
from tests.processes import ROOT, run_python

FAST = ["--headless", "--layers", "784,8,10"]


def test_headless_trains_and_reports_each_epoch(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*FAST, "--epochs", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "mnist-5k: 10 classes, 4,000 examples to learn from, 1,000 to test with",
        "784 → 8 ReLU → 10 softmax: 6,370 parameters",
        "cross-entropy · Momentum · η 0.03, constant · batches of 32, 125 steps an epoch · seed 0",
    ]
    assert [line.split()[:2] for line in lines[3:6]] == [["epoch", str(n)] for n in range(3)]
    assert lines[6].startswith("after 375 steps: test accuracy ")
    assert lines[6].endswith(" images/s")


def test_the_headline_names_what_is_not_usual(capsys: pytest.CaptureFixture[str]) -> None:
    main([*FAST, "--epochs", "1", "--dropout", "0.1", "--l2", "0.01,0", "--batch-size", "all"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "784 → 8 ReLU (dropout 0.1, L2 0.01) → 10 softmax: 6,370 parameters"
    assert "batches of 4,000, 1 step an epoch" in lines[2]


def test_a_loss_that_cannot_tell_classes_apart_comes_with_a_caution(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main([*FAST, "--epochs", "1", "--loss", "cross-entropy", "--output-activation", "sigmoid"])
    assert "Caution: Cross-entropy never tells a sigmoid" in capsys.readouterr().out


def test_json_holds_the_metrics_of_every_step_and_epoch(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    assert main([*FAST, "--epochs", "2", "--batch-size", "500", "--json", str(path)]) == 0
    record = json.loads(path.read_text())
    assert [step["step"] for step in record["steps"]] == list(range(16))
    assert set(record["steps"][0]["layers"][0]) >= {"weight_norm", "gradient_norm", "dead"}
    assert [epoch["epoch"] for epoch in record["epochs"]] == [0, 1]
    assert record["test"] == record["epochs"][-1]["test"]
    settings = record["experiment"]
    assert settings["batch_size"] == 500
    assert settings["optimizer"] == {"kind": "momentum", "beta": 0.9}
    assert settings["network"]["layers"][0]["activation"] == {"kind": "relu"}


def test_the_same_command_gives_the_same_numbers(tmp_path: Path) -> None:
    costs = []
    for name in ("a.json", "b.json"):
        main([*FAST, "--epochs", "1", "--dropout", "0.2", "--json", str(tmp_path / name)])
        steps = json.loads((tmp_path / name).read_text())["steps"]
        costs.append([step["cost"] for step in steps])
    assert costs[0] == costs[1]


def test_a_regression_reports_r2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--headless", "--dataset", "sine", "--epochs", "1"]) == 0
    out = capsys.readouterr().out
    assert "mean squared error" in out
    assert "R² " in out
    assert "within tolerance" in out
    assert "examples/s" in out


def test_no_screen_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for screen in SCREENS:
        monkeypatch.delenv(screen, raising=False)
    assert main(["--dataset", "xor", "--epochs", "1"]) == 0
    captured = capsys.readouterr()
    assert captured.err == "There is no screen: training in the terminal.\n"
    assert "after 25 steps" in captured.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--json", "x" * 300], "The metrics cannot be written to xxx"),
        (["--screenshot", "x.png"], "--screenshot takes a picture of the window: leave out"),
        (["--optimizer", "adm"], "There is no optimizer 'adm': did you mean 'adam'?"),
        (["--layers", "784,0,10"], "A layer needs at least 1 neuron, not 0."),
        (["run.nabla"], "The run in run.nabla goes on in the window: leave out --headless."),
        (["--json", "/nowhere/run.json"], "The metrics cannot be written to /nowhere/run.json"),
        (["--dataset", "mnist", "--data-dir", "/nowhere"], "MNIST, 70,000 images is not on this"),
    ],
)
def test_bad_input_gets_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--headless", *arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"nablascope: {sentence}")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--theme", "lihgt"], "There is no theme 'lihgt': did you mean 'light'?"),
        (["--save", "a.nabla"], "--save is for --headless: in the window, Ctrl+S saves the run."),
        (["a.nabla"], "a.nabla cannot be opened: No such file or directory."),
        (["a.nabla", "--seed", "1"], "The run in a.nabla has its own settings: leave out --seed."),
        (["--layers", "784,0,10"], "A layer needs at least 1 neuron, not 0."),
    ],
)
def test_bad_input_gets_one_sentence_instead_of_a_window(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--screenshot", "a.png", *arguments]) == 2
    assert capsys.readouterr().err.startswith(f"nablascope: {sentence}")


def test_a_loss_that_explodes_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "run.json"
    assert main([*FAST, "--learning-rate", "1e30", "--json", str(path)]) == 1
    captured = capsys.readouterr()
    assert "gave the first number that is not finite" in captured.err
    assert "test accuracy" in captured.out
    record = json.loads(path.read_text())
    assert record["epochs"] == []
    stopped_in = int(captured.err.split("stopped in step ")[1].split()[0])
    assert [step["step"] for step in record["steps"]] == list(range(stopped_in))
    assert "NaN" not in path.read_text()


def test_the_run_is_saved_as_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "run.nabla"
    options = ["--headless", "--dataset", "two-moons", "--layers", "2,4,2", "--epochs", "2"]
    assert main([*options, "--save", f"{path}"]) == 0
    trainer = model_file.load(path).trainer()
    usual = Trainer(trainer.experiment, trainer.dataset)
    assert trainer.position.epoch == 2
    assert bits(trainer) == bits(steps(usual, trainer.position.step))


def test_the_old_metrics_stay_until_the_new_ones_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("old")
    with pytest.raises(SystemExit):
        main([*FAST, "--json", str(path), "--epochs", "none"])
    assert path.read_text() == "old"
    assert main([*FAST, "--json", str(path), "--epochs", "1"]) == 0
    assert json.loads(path.read_text())["epochs"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*FAST, "--epochs", "1", "--json", "/dev/full"]) == 2
    assert "cannot be written to /dev/full: No space left on device" in capsys.readouterr().err


def test_a_reader_who_leaves_and_a_terminal_without_greek_do_no_harm() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUNBUFFERED": "1"}
    command = f"{sys.executable} main.py {' '.join(FAST)} --epochs 3 | head -2"
    result = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "784 ? 8 ReLU" in result.stdout
    assert "Traceback" not in result.stderr


def test_too_little_memory_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError("Unable to allocate 37.5 GiB")

    monkeypatch.setattr("app.options.build", exhausted)
    assert main(FAST) == 2
    assert capsys.readouterr().err == (
        "nablascope: There is not enough memory: Unable to allocate 37.5 GiB. "
        "Make layers or batches smaller.\n"
    )


def test_ctrl_c_ends_with_a_summary(tmp_path: Path) -> None:
    """Interrupted in mid-run, the program finishes its step, reports, and writes its metrics."""
    path = tmp_path / "run.json"
    command = [sys.executable, "main.py", *FAST, "--epochs", "1000", "--json", str(path)]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if line.startswith("epoch"))
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
    assert process.returncode == 130
    *_, stopped, summary = out.splitlines()
    assert stopped.startswith("Stopped in epoch ")
    assert summary.startswith("after ")
    assert "Traceback" not in error
    record = json.loads(path.read_text())
    assert len(record["steps"]) == record["steps"][-1]["step"] + 1


def test_ctrl_c_while_the_metrics_are_written_does_not_lose_them(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    code = (
        "import os, pathlib, signal, sys; from app.application import main\n"
        "write = pathlib.Path.write_text\n"
        "def interrupted(self, *arguments, **options):\n"
        "    os.kill(os.getpid(), signal.SIGINT); os.kill(os.getpid(), signal.SIGINT)\n"
        "    return write(self, *arguments, **options)\n"
        "pathlib.Path.write_text = interrupted\n"
        f"sys.exit(main({[*FAST, '--epochs', '1', '--json', str(path)]!r}))"
    )
    result = run_python(code)
    assert (result.returncode, result.stderr) == (0, "")
    assert len(json.loads(path.read_text())["steps"]) == 125


def test_a_second_ctrl_c_stops_at_once_and_keeps_what_was_measured(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    code = (
        "import os, signal, sys; from app.application import main; from engine.training import "
        "Trainer\n"
        "def impatient(self, examples):\n"
        "    os.kill(os.getpid(), signal.SIGINT); os.kill(os.getpid(), signal.SIGINT)\n"
        "Trainer.evaluate = impatient\n"
        f"sys.exit(main({[*FAST, '--json', str(path)]!r}))"
    )
    result = run_python(code)
    assert result.returncode == 130
    assert result.stderr.endswith("nablascope: stopped at once.\n")
    assert len(json.loads(path.read_text())["steps"]) == 125
