import numpy as np
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from app.evaluation.plane_plot import MOST, PlanePlot
from app.evaluation.plane_section import PlaneSection
from app.evaluation.point_plot import PointPlot
from app.evaluation.regression_sections import predicted_section, residual_section
from app.evaluation.report_section import ReportSection
from app.look.look import Look
from engine.activations import Sigmoid, Softmax
from engine.report import Report
from tests.app.evaluation.reports import as_list, on_plane, regression

LEFT = Qt.MouseButton.LeftButton


def seen(qtbot: QtBot, section: ReportSection, report: Report) -> PointPlot:
    qtbot.addWidget(section)
    section.show_look(Look())
    section.show_report(report)
    section.resize(380, 500)
    section.show()
    QApplication.processEvents()
    plot: PointPlot = section.findChild(PointPlot)
    return plot


def place_of(plot: PointPlot, number: int) -> QPoint:
    assert plot.points is not None
    at = as_list(plot.points.numbers).index(number)
    return QPoint(*np.rint(plot.places()[at]).astype(int).tolist())


def test_a_click_on_a_point_shows_its_example(qtbot: QtBot) -> None:
    _, report = regression()
    for section in (predicted_section(), residual_section()):
        plot = seen(qtbot, section, report)
        with qtbot.waitSignal(section.examples_chosen) as chosen:
            qtbot.mouseClick(plot, LEFT, pos=place_of(plot, 7))
        numbers, title = chosen.args or ((), "")
        assert (as_list(numbers), title) == ([7], "Example 8")


def test_the_pointer_is_told_which_example_it_is_at(qtbot: QtBot) -> None:
    _, report = regression()
    section = predicted_section()
    plot = seen(qtbot, section, report)
    told: list[str] = []
    plot.told.connect(told.append)
    qtbot.mouseMove(plot, place_of(plot, 7))
    assert told[-1].startswith("Example 8: is ")
    qtbot.mouseMove(plot, QPoint(2, 2))
    assert not told[-1].startswith("Example 8: is ")


def test_keys_walk_from_left_to_right(qtbot: QtBot) -> None:
    _, report = regression()
    section = predicted_section()
    plot = seen(qtbot, section, report)
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    with qtbot.waitSignal(section.examples_chosen) as chosen:
        qtbot.keyClick(plot, Qt.Key.Key_Return)
    second = np.argsort(report.answers.examples.y[:, 0])[1]
    numbers, _ = chosen.args or ((), "")
    assert as_list(numbers) == [second]


def test_another_output_has_its_own_points(qtbot: QtBot) -> None:
    _, report = regression(outputs=2)
    section = predicted_section()
    plot = seen(qtbot, section, report)
    box: QComboBox = section.findChild(QComboBox)
    assert box.isVisible()
    assert plot.points is not None
    before = plot.points.xs
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert not np.array_equal(plot.points.xs, before)


def test_mistakes_come_first_on_the_plane(qtbot: QtBot) -> None:
    dataset, _, report = on_plane()
    section = PlaneSection(dataset, Sigmoid())
    plot = seen(qtbot, section, report)
    assert plot.points is not None
    worst = as_list(report.worst(MOST))
    assert worst
    assert as_list(plot.points.numbers)[: len(worst)] == worst
    with qtbot.waitSignal(section.examples_chosen) as chosen:
        qtbot.mouseClick(plot, LEFT, pos=place_of(plot, worst[0]))
    numbers, _ = chosen.args or ((), "")
    assert as_list(numbers) == worst[:1]


def test_the_plane_shows_where_the_answers_are(qtbot: QtBot) -> None:
    dataset, _, report = on_plane(classes=3)
    section = PlaneSection(dataset, Softmax())
    plot = seen(qtbot, section, report)
    assert isinstance(plot, PlanePlot)
    picture = plot.grab().toImage()
    corners = [plot.axes.box.topLeft(), plot.axes.box.bottomRight()]
    inside = [corners[0].toPoint() + QPoint(4, 4), corners[1].toPoint() - QPoint(4, 4)]
    assert picture.pixelColor(inside[0]) != Look().theme.background
    assert plot.note == ""
