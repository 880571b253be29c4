"""Tests need no screen, nobody's clicks but their own, and widgets that last as long as they do."""

import os
from collections.abc import Callable

import pytest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """The usual one, which knows widgets only weakly, and here keeps them until they are closed.

    When a test returns they are painted once more. What nobody holds then may be collected, and so
    destroyed, in the midst of that.
    """
    kept: list[QWidget] = []
    add = qtbot.addWidget

    def add_and_keep(
        widget: QWidget, *, before_close_func: Callable[[QWidget], None] | None = None
    ) -> None:
        kept.append(widget)
        add(widget, before_close_func=before_close_func)

    qtbot.addWidget = add_and_keep  # type: ignore[method-assign]
    return qtbot
