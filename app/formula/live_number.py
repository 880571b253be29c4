"""A live number in a formula: its text changes, its room hardly ever does."""

from app.formula.font import MathFont
from app.look.numbers import MINUS


class LiveNumber:
    """The text of a number, and the widest that it has been, so that its neighbours stand still.

    `is_guarded` tells that it follows an operator or has an exponent, so that a negative one is
    put in parentheses.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_guarded = False
        self._room = 0.0

    @property
    def has_parentheses(self) -> bool:
        """Whether it can be read only in parentheses."""
        return self.is_guarded and self.text.startswith(MINUS)

    @property
    def written(self) -> str:
        """The text, in parentheses where they are needed."""
        return f"({self.text})" if self.has_parentheses else self.text

    def room(self, font: MathFont) -> float:
        """What to reserve for it, in em: at least its width, and no less than before."""
        width = sum(font.glyph(character).advance for character in self.written)
        self._room = max(self._room, width)
        return self._room

    def forget_room(self) -> None:
        """Reserve no more than it needs from now on."""
        self._room = 0.0
