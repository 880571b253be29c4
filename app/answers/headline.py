"""The headline: the answer in large letters, and what comes second beside or below it."""

from collections.abc import Sequence

from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.answers.subject import Said
from app.look.look import Look

LARGEST, SMALLEST = 2.2, 1.2
"""How much larger than usual text the answer is."""
GAP = 12
"""Between the two, in logical pixels at the usual text size."""


class Headline(QWidget):
    """Paints "7 · 93.1%" and "then 1 · 4.2%", or an invitation where there is no answer.

    Its height depends on the width, the look and the `longest` it may have to say only, so that
    nothing moves while the answer changes.
    """

    def __init__(self, longest: Said, invitation: str, *, has_second: bool) -> None:
        super().__init__()
        self._longest = longest
        self._has_second = has_second
        self._invitation = invitation
        self._said: Sequence[Said] = ()
        self._is_right: bool | None = None
        self._look = Look()
        self._large = QFont()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.text)

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self._large = self._fitting(self.width())
        self.updateGeometry()
        self.update()

    def show_said(self, said: Sequence[Said], *, is_right: bool | None = None) -> None:
        """Show the answer and what comes second, or none; and whether it is right, if known."""
        if (said, is_right) != (self._said, self._is_right):
            self._said, self._is_right = said, is_right
            self.setAccessibleName(self.text)
            self.update()

    @property
    def text(self) -> str:
        """All that it says."""
        return self._mark + ", then ".join(map(_text, self._said)) or self._invitation

    @property
    def _mark(self) -> str:
        return "" if self._is_right is None else "✓ " if self._is_right else "✗ "

    @property
    def _second(self) -> str:
        return f"then {_text(self._said[1])}" if len(self._said) > 1 else ""

    def _fitting(self, width: int) -> QFont:
        """The largest font in which the longest answer fits."""
        font = self._look.font(LARGEST, bold=True)
        needed = QFontMetrics(font).horizontalAdvance("✗ " + _text(self._longest))
        scale = max(SMALLEST, min(LARGEST, LARGEST * width / max(needed, 1)))
        return self._look.font(scale, bold=True)

    def _is_one_line(self, font: QFont, width: int) -> bool:
        """Whether both of the longest stand side by side."""
        large = QFontMetrics(font).horizontalAdvance("✗ " + _text(self._longest))
        small = QFontMetrics(self._look.font(1.1)).horizontalAdvance("then " + _text(self._longest))
        return not self._has_second or large + small + GAP * self._look.unit <= width

    def heightForWidth(self, width: int) -> int:
        """One line or two, and at least the room that the invitation needs."""
        font, usual = self._fitting(width), QFontMetrics(self._look.font())
        height = QFontMetrics(font).height()
        if not self._is_one_line(font, width):
            height += QFontMetrics(self._look.font(1.1)).height()
        room = QRect(0, 0, width, 1000)
        return max(height, usual.boundingRect(room, _WRAPPED, self._invitation).height())

    def hasHeightForWidth(self) -> bool:
        """Yes: see `heightForWidth`."""
        return True

    def sizeHint(self) -> QSize:
        """As wide as a panel is usually."""
        width = round(340 * self._look.unit)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow panels are possible."""
        return QSize(1, QFontMetrics(self._look.font()).height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Choose the size of letters that fits."""
        super().resizeEvent(event)
        self._large = self._fitting(self.width())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the answer, or the invitation."""
        painter = QPainter(self)
        theme = self._look.theme
        if not self._said:
            painter.setPen(theme.muted)
            painter.setFont(self._look.font())
            painter.drawText(
                self.rect(), _WRAPPED | Qt.AlignmentFlag.AlignVCenter, self._invitation
            )
            return
        large, small = QFontMetrics(self._large), QFontMetrics(self._look.font(1.1))
        text = self._mark + _text(self._said[0])
        answer = large.elidedText(text, Qt.TextElideMode.ElideMiddle, self.width())
        colours = {None: theme.text, True: theme.good, False: theme.bad}
        painter.setPen(colours[self._is_right])
        painter.setFont(self._large)
        painter.drawText(0, large.ascent(), answer)
        painter.setPen(theme.muted)
        painter.setFont(self._look.font(1.1))
        if self._is_one_line(self._large, self.width()):
            left = self.width() - small.horizontalAdvance(self._second)
            painter.drawText(left, large.ascent(), self._second)
        else:
            painter.drawText(0, large.height() + small.ascent(), self._second)


def _text(said: Said) -> str:
    return f"{said.name} · {said.number}"


_WRAPPED = int(Qt.TextFlag.TextWordWrap)
