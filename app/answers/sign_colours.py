"""What the colours of the two signs are called."""

from app.look.look import Look


def sign_colours(look: Look) -> tuple[str, str]:
    """The names of the palette's colours for negative and for positive numbers."""
    negative, _, positive = look.palette.title.lower().partition(" and ")
    return negative, positive


def swatch(positive: bool, look: Look) -> str:
    """A square in the colour of a sign, as rich text."""
    colour = look.positive if positive else look.negative
    return f'<span style="color: {colour.name()}">■</span>'


def named(positive: bool, look: Look) -> str:
    """The square, the colour's name and its sign, as rich text."""
    return f"{swatch(positive, look)} {sign_colours(look)[positive]}, {'+' if positive else '−'}"
