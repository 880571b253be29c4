"""What the engine learns later appears by itself."""

from dataclasses import dataclass, replace
from typing import Literal

from pytestqt.qtbot import QtBot

from engine.optimizers import SGD
from tests.app.controls.desk import Desk, marked
from tests.engine.cases import experiment, labelled


@dataclass(frozen=True)
class Fancy(SGD):
    """A kind of optimizer that nobody knows yet."""

    strength: float = 0.5
    warm_up: int | None = None
    mode: Literal["soft", "hard"] = "soft"
    is_careful: bool = False
    title_of_run: str = "first"
    skipped: tuple[str, ...] = ()


def test_a_new_kind_has_a_field_for_each_of_its_settings(qtbot: QtBot) -> None:
    fancy = Fancy()
    desk = Desk(qtbot, experiment(optimizer=fancy), labelled())
    desk.type(desk.line("Strength"), "0.7")
    desk.type(desk.line("Warm up"), "3")
    desk.choose(desk.box("Mode"), "hard")
    desk.choose(desk.box("Is careful"), "yes")
    desk.type(desk.line("Title of run"), "second")
    desk.type(desk.line("Skipped"), "a, b")
    changed = Fancy(0.7, 3, "hard", True, "second", ("a", "b"))
    assert desk.edited[-1] == experiment(optimizer=changed)
    desk.type(desk.line("Warm up"), "automatic")
    assert desk.edited[-1].optimizer == replace(changed, warm_up=None)
    assert not marked(desk.line("Strength"))
