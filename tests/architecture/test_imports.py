"""The contracts on imports hold, and a planted violation of each is caught."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT, run_python


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program that may be spoilt."""
    for folder in ("app", "engine"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_program_keeps_its_contracts(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("engine/metrics.py", "import PyQt6.QtCore", "The engine knows no window"),
        ("engine/step.py", "import pyqtgraph", "The engine knows no window"),
        ("engine/training.py", "import app.headless", "The application rests on the engine"),
        ("engine/errors.py", "import engine.training", "built from the bottom up"),
        ("engine/losses.py", "import engine.schedules", "built from the bottom up"),
        ("engine/unlisted.py", "", "built from the bottom up"),
        ("engine/datasets/idx.py", "import engine.datasets.source", "Data sets"),
        ("app/options.py", "import app.headless", "parts that do not know each other"),
    ],
)
def test_a_planted_violation_is_caught(copy: Path, file: str, line: str, contract: str) -> None:
    path = copy / file
    path.write_text(f"{line}\n{path.read_text() if path.exists() else ''}")
    result = lint(copy)
    assert result.returncode != 0
    broken = [text for text in result.stdout.splitlines() if text.endswith("BROKEN")]
    assert any(contract in text for text in broken), result.stdout


def test_importing_the_engine_and_the_terminal_loads_no_window() -> None:
    """What import-linter reads from the source, seen at run time."""
    code = "import sys, app.application; print([m for m in sys.modules if 'qt' in m.lower()])"
    result = run_python(code)
    assert result.stdout == "[]\n"
