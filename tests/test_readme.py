"""What the README shows works."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.command_line import parser

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_code_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, Any] = {}
    exec(first, names)
    assert len(names["means"]) == 2
    assert len(names["largest"]) == 8
    names = {}
    exec(second, names)
    files = {path.name for path in tmp_path.iterdir()}
    digits = {"digits.nabla", "digits.npz", "digits.onnx", "digits_torch.py", "digits_numpy.py"}
    assert files == digits | {"own.safetensors", "step.csv", "step.json"}
    np.testing.assert_array_equal(names["again"].flat_parameters, names["trainer"].flat_parameters)


def test_the_commands_of_the_readme_are_understood() -> None:
    commands = re.findall(r"^    python main.py (--.*)$", README, re.MULTILINE)
    assert len(commands) == 5
    for command in commands:
        parser().parse_args(command.split())
