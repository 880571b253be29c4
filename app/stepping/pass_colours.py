"""The colours of the four passes of a step."""

from collections.abc import Mapping

from PyQt6.QtGui import QColor

from app.look.theme import Theme
from engine.statements import Pass


def pass_colours(theme: Theme) -> Mapping[Pass, QColor]:
    """The colour of each pass in a theme."""
    return {
        Pass.FORWARD: theme.forward,
        Pass.LOSS: theme.loss,
        Pass.BACKWARD: theme.backward,
        Pass.UPDATE: theme.update,
    }


def blend(colour: QColor, background: QColor, share: float) -> QColor:
    """The opaque colour of `colour` at that share over a background."""
    mixed = [
        round(over * share + under * (1 - share))
        for over, under in zip(colour.getRgb(), background.getRgb(), strict=True)
    ]
    return QColor(*mixed)
