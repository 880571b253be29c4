"""The appearance: the look in force, and how the user changes it."""

from dataclasses import replace

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QApplication

from app.look import style
from app.look.look import USUAL_TEXT_SIZE, Look
from app.look.palettes import PALETTES
from app.look.theme import THEMES


class Appearance(QObject):
    """Holds the look, gives it to the application, and tells when it changes.

    It is made before there are widgets: those made earlier would keep their fonts.
    """

    #: The new `Look`.
    changed = pyqtSignal(object)

    def __init__(self, app: QApplication, look: Look) -> None:
        super().__init__()
        self._app = app
        self.look = look
        style.apply(app, look)

    def show(self) -> None:
        """Tell the look that the application has."""
        self.changed.emit(self.look)

    def choose_theme(self, name: str) -> None:
        """Take the theme of this name."""
        self._take(replace(self.look, theme=THEMES[name]))

    def choose_palette(self, name: str) -> None:
        """Take the palette of this name."""
        self._take(replace(self.look, palette=PALETTES[name]))

    def enlarge(self) -> None:
        """Make text one point larger."""
        self._take(self.look.with_text_size(self.look.text_size + 1))

    def reduce(self) -> None:
        """Make text one point smaller."""
        self._take(self.look.with_text_size(self.look.text_size - 1))

    def reset_size(self) -> None:
        """Give text its usual size."""
        self._take(self.look.with_text_size(USUAL_TEXT_SIZE))

    def reduce_motion(self, reduced: bool) -> None:
        """Let nothing move that is not a value, or let it."""
        self._take(replace(self.look, reduced_motion=reduced))

    def _take(self, look: Look) -> None:
        if look != self.look:
            self.look = look
            style.apply(self._app, look)
            self.show()
