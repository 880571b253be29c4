"""What the README shows works."""

import re
from pathlib import Path

from app.command_line import parser

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_code_of_the_readme_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    assert len(names["largest"]) == 8  # type: ignore[arg-type]


def test_the_commands_of_the_readme_are_understood() -> None:
    commands = re.findall(r"^    python main.py (--.*)$", README, re.MULTILINE)
    assert len(commands) == 5
    for command in commands:
        parser().parse_args(command.split())
