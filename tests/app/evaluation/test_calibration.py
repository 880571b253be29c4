from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.evaluation.calibration_plot import CalibrationPlot
from app.evaluation.calibration_section import CalibrationSection, verdict
from app.look.look import Look
from tests.app.evaluation.reports import as_list, pictures


def section(qtbot: QtBot) -> tuple[CalibrationSection, CalibrationPlot]:
    widget = CalibrationSection()
    qtbot.addWidget(widget)
    widget.show_look(Look())
    widget.show_report(pictures()[1])
    widget.resize(380, 400)
    widget.show()
    return widget, widget.findChild(CalibrationPlot)


def test_the_verdict_says_to_which_side_it_errs() -> None:
    _, report = pictures()
    assert report.calibration is not None
    assert verdict(report.calibration) == (
        "On average it is 11.9 percentage points too sure. Expected calibration error: 27.9%."
    )


def test_a_click_at_a_bin_shows_its_examples(qtbot: QtBot) -> None:
    widget, plot = section(qtbot)
    with qtbot.waitSignal(widget.examples_chosen) as chosen:
        place = plot.place(9)
        place.setY(plot.axes.box.bottom() - 5)  # anywhere above or below its dot
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place.toPoint())
    numbers, title = chosen.args or ((), "")
    assert title == "90% to 100% sure"
    assert as_list(numbers) == [8, 3, 4]


def test_keys_walk_from_bin_to_bin(qtbot: QtBot) -> None:
    widget, plot = section(qtbot)
    plot.setFocus()
    qtbot.waitUntil(plot.hasFocus)
    told: list[str] = []
    plot.told.connect(told.append)
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert told == [
        "80% to 90% sure: 3 examples, 100.0% of them right.",
        "70% to 80% sure: 1 example, 100.0% of them right.",
    ]
    with qtbot.waitSignal(widget.examples_chosen):
        qtbot.keyClick(plot, Qt.Key.Key_Return)
