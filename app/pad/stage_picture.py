"""The picture of a stage: its ink, with boxes and crosses over it."""

from PyQt6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt
from PyQt6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QToolTip, QWidget

from app.look.look import Look
from app.pad.ink_image import ink_image
from app.pad.stage import Stage
from app.widgets.tip import wrapped
from engine.preprocessing import SIDE


class StagePicture(QWidget):
    """A square, as large as it is given."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._stage = Stage("", "")

    def show_look(self, look: Look) -> None:
        """Take over the colours."""
        self._look = look
        self.update()

    def show_stage(self, stage: Stage) -> None:
        """Show this."""
        self._stage = stage
        self.setAccessibleName(f"{stage.title}: {stage.caption}")
        self.setAccessibleDescription(stage.meaning)
        self.update()

    @property
    def place(self) -> QRectF:
        """Where the square lies inside its frame, in logical pixels."""
        return QRectF(self.rect().adjusted(1, 1, -1, -1))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the ink, then what marks it, then the frame."""
        painter = QPainter(self)
        theme, place, stage = self._look.theme, self.place, self._stage
        painter.fillRect(self.rect(), theme.background)
        is_even = place.width() % stage.field == 0
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not is_even)
        self._paint_ink(painter)
        painter.setPen(QPen(theme.muted, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
        if stage.box is not None:
            self._paint_box(painter, stage.box)
        if stage.centre is not None and stage.cross is not None:
            self._paint_centre(painter, stage.centre)
            self._paint_cross(painter, stage.cross)

    def _on(self, point: QPointF) -> QPointF:
        """Where a point of the field is."""
        return self.place.topLeft() + point * (self.place.width() / self._stage.field)

    def _paint_ink(self, painter: QPainter) -> None:
        ink = self._stage.ink
        if ink is None:
            return
        rows, columns = ink.shape
        corner = self._stage.corner or QPointF()
        share = self.place.width() / self._stage.field
        painter.drawImage(
            QRectF(self._on(corner), QSizeF(columns, rows) * share), ink_image(ink, self._look)
        )

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        pen = QPen(self._look.theme.accent, 1)
        painter.setPen(pen)
        place = QRectF(self._on(box.topLeft()), self._on(box.bottomRight())).toAlignedRect()
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _paint_centre(self, painter: QPainter, centre: QPointF) -> None:
        """Two thin lines through where the cross should come to."""
        place, middle = self.place, self._on(centre)
        painter.setPen(QPen(self._look.theme.muted, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(place.left(), middle.y()), QPointF(place.right(), middle.y()))
        painter.drawLine(QPointF(middle.x(), place.top()), QPointF(middle.x(), place.bottom()))

    def _paint_cross(self, painter: QPainter, cross: QPointF) -> None:
        """A cross with a rim of the ground's colour, to be seen on ink too."""
        theme, arm = self._look.theme, 5.0
        middle = self._on(cross)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((theme.background, 4.0), (theme.accent, 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))

    def event(self, event: QEvent | None) -> bool:
        """Give the number under the pointer as a tooltip, else what the stage is."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._told(event.pos()), self)
            return True
        return super().event(event)

    def _told(self, pos: QPoint) -> str:
        stage, place = self._stage, self.place
        if stage.ink is None or stage.ink.shape != (SIDE, SIDE) or not place.contains(QPointF(pos)):
            return wrapped(stage.meaning)
        row = int((pos.y() - place.top()) * SIDE / place.height())
        column = int((pos.x() - place.left()) * SIDE / place.width())
        return f"row {row}, column {column}: {stage.ink[row, column]} of 255"
