"""Emphasis: a soft light, in the colour of its pass, on what the present operation works at."""

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QLinearGradient, QPainter

from app.look.look import Look
from app.network_view.computing import Site
from app.network_view.geometry import Geometry
from app.network_view.nodes import radius_on_screen
from app.network_view.zoom import Zoom

BAND_ALPHA = 46
RAIL_HEIGHT = 3.0
LEAST_HALF_WIDTH = 16.0


def paint_emphasis(
    painter: QPainter, site: Site, geometry: Geometry, zoom: Zoom, look: Look, height: float
) -> None:
    """Light up the neurons an operation is about, and put a rail over the edges that it uses."""
    colour = QColor(look.theme.of_pass(site.operation.pass_))
    if site.edges is not None:
        left, right = geometry.gap(site.edges)
        rail = QRectF(left * zoom.factor + zoom.dx, 0, 0, RAIL_HEIGHT * look.unit)
        rail.setRight(right * zoom.factor + zoom.dx)
        painter.fillRect(rail, colour)
    if site.column is not None:
        column = geometry.columns[site.column]
        radius = radius_on_screen(column, zoom, look.unit)
        half = max(2.2 * radius, LEAST_HALF_WIDTH * look.unit)
        x = column.x * zoom.factor + zoom.dx
        gradient = QLinearGradient(x - half, 0, x + half, 0)
        for place, share in ((0.0, 0), (0.3, 1), (0.7, 1), (1.0, 0)):
            colour.setAlpha(BAND_ALPHA * share)
            gradient.setColorAt(place, colour)
        painter.fillRect(QRectF(x - half, 0, 2 * half, height), gradient)
