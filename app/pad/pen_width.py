"""The width of the pen: a slider, and beside it a dot as wide as the pen draws."""

from PyQt6.QtCore import QPointF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from app.look.look import Look
from app.pad.marks import PAD

USUAL = 22
NARROWEST, WIDEST = 10, 36
"""In pixels of the pad: the usual one is 8 % of its side, on which networks read best."""


class PenWidth(QWidget):
    """Says and changes how wide the pen is."""

    #: The user chose this width, in pixels of the pad.
    chosen = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._name = QLabel("Width")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(NARROWEST, WIDEST)
        self._slider.setValue(USUAL)
        self._slider.setPageStep(4)
        self._slider.setMinimumWidth(1)
        self._slider.setAccessibleName("Width of the pen")
        self._slider.actionTriggered.connect(self._choose)
        self._dot = _Dot()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name)
        row.addWidget(self._slider, 1)
        row.addWidget(self._dot)
        self._show(USUAL)

    @property
    def value(self) -> int:
        """The width that is chosen, in pixels of the pad."""
        return self._slider.sliderPosition()

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._dot.show_look(look)

    def show_scale(self, scale: float, most: float) -> None:
        """Show the dot with so many logical pixels for a pixel of the pad, and room for `most`."""
        self._dot.show_scale(scale, most)

    def _choose(self) -> None:
        """Take over where the user has moved the slider, which is before its value changes."""
        self._show(self.value)
        self.chosen.emit(self.value)

    def _show(self, width: int) -> None:
        self._dot.show_width(width)
        self._slider.setToolTip(
            f"<p>How wide the pen is: {width} of the {PAD} pixels of the pad, {width / PAD:.0%}. "
            f"Usual are {USUAL}. The eraser is half as wide again.</p>"
        )


class _Dot(QWidget):
    """A dot as wide as the pen."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._width, self._scale = float(USUAL), 1.0
        self.setToolTip("As wide as the pen draws")

    def show_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def show_scale(self, scale: float, most: float) -> None:
        self._scale = scale
        side = round(WIDEST * most) + 2
        self.setFixedSize(QSize(side, side))
        self.update()

    def show_width(self, width: int) -> None:
        self._width = float(width)
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.text)
        radius = self._width * self._scale / 2
        painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2), radius, radius)
