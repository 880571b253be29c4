"""The upkeep of a picture between two paintings: edges that were put off, dots on their way."""

from collections.abc import Callable
from time import monotonic

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QWidget

from app.network_view.picture import NetworkPicture

REST_SLICE = 0.008
"""Seconds that the edges put off may take at once, at rest."""
SECONDS_BETWEEN_PARTS = 0.08
"""Between two looks at a picture that is not complete yet."""
PULSE_MILLISECONDS = 16


class Upkeep:
    """Goes on with a picture; calls `refresh` when all, `update` when only a pulse has changed."""

    def __init__(
        self, parent: QWidget, refresh: Callable[[], None], update: Callable[[], None]
    ) -> None:
        self._refresh = refresh
        self._update = update
        self._picture: NetworkPicture | None = None
        self._painted = 0.0
        self._slices = QTimer(parent)
        self._slices.timeout.connect(self._go_on)
        self._pulses = QTimer(parent)
        self._pulses.setInterval(PULSE_MILLISECONDS)
        self._pulses.timeout.connect(self._beat)

    def note_painted(self, picture: NetworkPicture) -> None:
        """The picture has just been painted: go on with its edges if there are any put off."""
        self._picture, self._painted = picture, monotonic()
        if picture.is_busy:
            self._slices.start()

    def note_pulse(self, picture: NetworkPicture) -> None:
        """A new moment is shown: move the dots of its pulse if there is one."""
        self._picture = picture
        if picture.pulse is not None:
            self._pulses.start()

    def stop(self) -> None:
        """Do nothing any more until the next painting."""
        self._slices.stop()
        self._pulses.stop()

    def _go_on(self) -> None:
        """Paint some of the edges that were put off; show the picture when it is complete."""
        if self._picture is None or not self._picture.is_busy:
            self._slices.stop()
            return
        is_done = self._picture.advance(REST_SLICE)
        if is_done or monotonic() - self._painted > SECONDS_BETWEEN_PARTS:
            self._refresh()

    def _beat(self) -> None:
        """Move the dots of a pulse."""
        picture = self._picture
        if picture is None or picture.pulse is None or picture.pulse.is_over:
            self._pulses.stop()
        self._update()
