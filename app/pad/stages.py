"""The stages of the preparation: a row of pictures, and under it what each is, in words."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy

from app.look.look import Look
from app.pad.stage import LONGEST_CAPTIONS, TITLES, Stage
from app.pad.stage_picture import StagePicture
from app.widgets.arranging import Arranging
from engine.preprocessing import SIDE

GAP = 5
LARGEST = 5
"""The most logical pixels for a pixel of a picture, at the usual text size."""
SMALL = 0.9
"""Of text."""
WORDS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class _Places(NamedTuple):
    """Where everything is in some width: titles over pictures, captions under all of them."""

    titles: tuple[QRect, ...]
    pictures: tuple[QRect, ...]
    captions: tuple[QRect, ...]
    height: int


class Stages(Arranging):
    """Up to four pictures, numbered, and a caption for each.

    Room is kept for the longest captions, so that nothing moves while one draws.
    """

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._stages: tuple[Stage, ...] = ()
        self._columns = 4
        self._pictures = [StagePicture() for _ in TITLES]
        for picture in self._pictures:
            picture.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Preparation")

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        for picture in self._pictures:
            picture.show_look(look)
        self.updateGeometry()
        self.arrange()

    def show_stages(self, stages: Sequence[Stage]) -> None:
        """Show these, from the drawing to what the network sees."""
        self._stages = tuple(stages)
        for picture in self._pictures[len(stages) :]:
            picture.hide()
        for picture, stage in zip(self._pictures, stages, strict=False):
            picture.show_stage(stage)
            picture.show()
        self.setAccessibleDescription(". ".join(stage.caption for stage in stages))
        self.update()

    @property
    def are_large(self) -> bool:
        """Whether the pictures stand two and two where they would fit in a row."""
        return self._columns == 2

    def show_large(self, are_large: bool) -> None:
        """Have the pictures two and two, which makes them larger, or in a row."""
        if are_large != self.are_large:
            self._columns = 2 if are_large else 4
            self.updateGeometry()
            self.arrange()
            self.update()

    def height_added(self, width: int) -> int:
        """How much more they take in that width if they are large."""
        return self._places(width, 2).height - self._places(width, 4).height

    def arrange(self) -> None:
        """Place the pictures in the present width."""
        places = self._places(self.width(), self._columns)
        for picture, place in zip(self._pictures, places.pictures, strict=True):
            picture.setGeometry(place)

    def _places(self, width: int, columns: int) -> _Places:
        """The pictures in so many columns, but two and two where their titles would not fit."""
        gap, title = round(GAP * self._look.unit), QFontMetrics(self._font)
        widest = max(title.horizontalAdvance(f"4 {text}") for text in TITLES)
        columns = columns if (width - 3 * GAP) // 4 >= widest else 2
        room = (width - (columns - 1) * GAP) // columns
        side = self._side(room)
        titles, pictures = [], []
        top = 0
        for number in range(len(TITLES)):
            row, column = divmod(number, columns)
            left = column * (room + GAP)
            top = row * (title.height() + 2 + side + gap)
            titles.append(QRect(left, top, room, title.height()))
            pictures.append(QRect(left, top + title.height() + 2, side, side))
        top = pictures[-1].bottom() + 1 + gap
        captions = []
        for height in self._caption_heights(width):
            captions.append(QRect(0, top, width, height))
            top += height + 2
        return _Places(tuple(titles), tuple(pictures), tuple(captions), top)

    def _side(self, room: int) -> int:
        """Of a picture with its frame: a whole number of pixels for each of its own, if it can."""
        each = min((room - 2) // SIDE, round(LARGEST * self._look.unit))
        return each * SIDE + 2 if each >= 2 else max(room, SIDE + 2)

    def _caption_heights(self, width: int) -> Iterator[int]:
        metrics = QFontMetrics(self._font)
        room = QRect(0, 0, max(1, width - self._indent), 10_000)
        for caption in LONGEST_CAPTIONS:
            yield metrics.boundingRect(room, WORDS, caption).height()

    @property
    def _font(self) -> QFont:
        return self._look.font(SMALL)

    @property
    def _indent(self) -> int:
        """Of captions, whose numbers stand before them."""
        return QFontMetrics(self._font).horizontalAdvance("4  ")

    def hasHeightForWidth(self) -> bool:
        """Yes: see `heightForWidth`."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What pictures and captions take in that width."""
        return self._places(width, self._columns).height

    def sizeHint(self) -> QSize:
        """Pictures of two logical pixels a pixel."""
        width = 4 * (2 * SIDE + 2) + 3 * GAP
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns are possible."""
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the words."""
        painter = QPainter(self)
        painter.setFont(self._font)
        places, theme, indent = (
            self._places(self.width(), self._columns),
            self._look.theme,
            self._indent,
        )
        for number, stage in enumerate(self._stages):
            painter.setPen(theme.text)
            painter.drawText(places.titles[number], WORDS, f"{number + 1} {stage.title}")
            place = places.captions[number]
            painter.setPen(theme.muted)
            painter.drawText(place, WORDS, str(number + 1))
            painter.drawText(place.adjusted(indent, 0, 0, 0), WORDS, stage.caption)
