from itertools import combinations

import pytest
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.network_view.tags import Tag, paint_tags, placed

VIEW = QRectF(0, 0, 400, 300)


@pytest.mark.usefixtures("qapp")
def test_tags_are_inside_the_view_and_clear_of_each_other() -> None:
    corners = [QRectF(x, y, 10, 10) for x in (0, 195, 390) for y in (0, 145, 290)]
    tags = [Tag("w +0.1234", corner) for corner in (*corners, *corners)]
    boxes = [box for _, box in placed(tags, Look(), VIEW)]
    assert len(boxes) == len(tags)
    assert all(VIEW.contains(box) for box in boxes)
    assert not any(first.intersects(other) for first, other in combinations(boxes, 2))


def test_a_tag_is_painted_below_what_it_belongs_to(qtbot: QtBot) -> None:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    look = Look()
    image.fill(look.theme.background)
    painter = QPainter(image)
    paint_tags(painter, [Tag("w +0.1234", QRectF(200, 100, 0, 0))], look, VIEW)
    painter.end()
    below = {image.pixelColor(x, 112).name() for x in range(170, 230)}
    assert look.theme.raised.name() in below
    assert image.pixelColor(200, 95) == look.theme.background
