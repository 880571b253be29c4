"""The plane of two inputs: the boundary of classes, and the examples on it."""

import numpy as np
from PyQt6.QtCore import QLineF, QPointF, Qt
from PyQt6.QtGui import QPainter, QPen

from app.evaluation.point_plot import PointPlot, Points
from app.evaluation.wording import example_sentence
from app.widgets.axes import Axes
from app.widgets.class_mark import paint_class_mark
from app.widgets.plane_ground import class_colour, ground
from engine.activations import Activation
from engine.datasets.dataset import Dataset
from engine.report import Report

MOST = 2000
"""So many examples are drawn at most, mistakes first."""
BOUNDARY = 1.6
SIZE, RING = 3.6, 7.0
"""Of the mark of an example, and of the ring around a mistake, in logical pixels."""


class PlanePlot(PointPlot):
    """Marks by class, mistakes in a ring, over what the network answers everywhere."""

    def __init__(self, dataset: Dataset, output: Activation) -> None:
        names = dataset.input_names or ("x₀", "x₁")
        super().__init__("The plane of both inputs", names[0], names[1])
        self._output = output
        self._report: Report | None = None

    def show_report(self, report: Report) -> None:
        """Show the plane of this report with its examples: mistakes come first, the worst first."""
        assert report.plane is not None
        self._report = report
        given = report.answers
        is_wrong = np.zeros(len(given), bool)
        if report.confusion is not None:
            is_wrong = ~given.is_right
        first = report.worst(MOST) if report.confusion is not None else np.zeros(0, np.intp)
        others = np.flatnonzero(~is_wrong)
        room = min(len(others), MOST - len(first))
        spread = np.linspace(0, len(others) - 1, room).astype(np.intp)
        numbers = np.concatenate([first, others[spread]])
        x = given.examples.x[numbers] * given.examples.scale
        self.show_points(
            Points(
                x[:, 0],
                x[:, 1],
                numbers,
                (report.plane.across.low, report.plane.across.high),
                (report.plane.up.low, report.plane.up.high),
                lambda number: example_sentence(report, number),
            )
        )

    @property
    def note(self) -> str:
        """What is left out, "" if nothing is."""
        assert self._report is not None
        assert self.points is not None
        count, shown = len(self._report.answers), len(self.points.numbers)
        if shown == count:
            return ""
        return f"{shown:,} of {count:,} examples are drawn, mistakes first."

    def paint_ground(self, painter: QPainter, axes: Axes) -> None:
        """What the network answers, and where it goes over from one class to another."""
        report = self._report
        assert report is not None
        assert report.plane is not None
        is_class = report.confusion is not None
        answers = report.plane.outputs
        picture = ground(answers, self._output, self.look, is_classification=is_class)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(axes.box, picture)
        box = axes.box
        scale = (box.width(), box.height(), box.width(), box.height())
        shift = (box.left(), box.top(), box.left(), box.top())
        painter.setPen(QPen(self.look.theme.text, BOUNDARY))
        for line in (report.plane.lines * scale + shift).tolist():
            painter.drawLine(QLineF(*line))

    def paint_points(self, painter: QPainter, axes: Axes) -> None:
        """A shape for each class, so that colour is not alone; rings around mistakes."""
        report, points, unit = self._report, self.points, self.look.unit
        assert report is not None
        assert points is not None
        theme, given = self.look.theme, report.answers
        is_class = report.confusion is not None
        outputs = given.outputs.shape[1]
        for place, number in zip(self.places().tolist(), points.numbers.tolist(), strict=True):
            label = int(given.examples.y[number]) if is_class else 0
            painter.setPen(QPen(theme.background, 1.0))
            colour = class_colour(label, outputs, self.look) if is_class else theme.text
            painter.setBrush(colour)
            paint_class_mark(painter, QPointF(*place), SIZE * unit, label)
            if is_class and not given.is_right[number]:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.text, 2.0))
                painter.drawEllipse(QPointF(*place), RING * unit, RING * unit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
