from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QImage, QPainter

from app.widgets.class_mark import SHAPES, paint_class_mark


def mark(label: int) -> QImage:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("white"))
    paint_class_mark(painter, QPointF(20, 20), 10, label)
    painter.end()
    return image


def test_each_class_has_its_own_shape_around_the_place() -> None:
    marks = [mark(label) for label in range(SHAPES)]
    assert all(image.pixelColor(20, 20) == QColor("white") for image in marks)
    pairs = [(one, other) for one in range(SHAPES) for other in range(one)]
    assert all(marks[one] != marks[other] for one, other in pairs)


def test_behind_the_last_shape_comes_the_first() -> None:
    assert mark(SHAPES + 1) == mark(1)
