"""The plots as the window shows them."""

import pytest
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.plots.plots import Plots


@pytest.fixture
def plots(qtbot: QtBot) -> Plots:
    plots = Plots()
    qtbot.addWidget(plots)
    plots.resize(1280, 200)
    plots.show_look(Look())
    plots.show()
    qtbot.waitExposed(plots)
    return plots
