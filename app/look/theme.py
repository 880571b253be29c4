"""The colours of the window: one table of tokens for each theme."""

from dataclasses import dataclass
from typing import Any

from PyQt6.QtGui import QColor

from engine.statements import Pass


@dataclass(frozen=True)
class Theme:
    """Every colour that is not a value of the network, by what it is for.

    `text` and `muted` are legible on `background` (the centre), `panel`, `raised` (buttons and
    fields, with the rim `edge`) and `hover`; `accent`, `good`, `warning` and `bad` on the first
    two; `on_accent` on `accent`. `faint` is what can't be used now; `line` separates; `focus` is
    around what the keyboard acts on. `forward`, `loss`, `backward` and `update` are the four
    passes; `curves` the layers and lines of a plot, in this order. Separating lines are
    `line_width` logical pixels wide.
    """

    name: str
    title: str
    is_dark: bool
    line_width: int
    background: QColor
    panel: QColor
    raised: QColor
    hover: QColor
    edge: QColor
    line: QColor
    text: QColor
    muted: QColor
    faint: QColor
    accent: QColor
    on_accent: QColor
    focus: QColor
    good: QColor
    warning: QColor
    bad: QColor
    forward: QColor
    loss: QColor
    backward: QColor
    update: QColor
    curves: tuple[QColor, ...]

    def of_pass(self, pass_: Pass) -> QColor:
        """The colour of one of the passes of a step."""
        passes = (self.forward, self.loss, self.backward, self.update)
        return dict(zip(Pass, passes, strict=True))[pass_]


def _theme(
    name: str, title: str, *, is_dark: bool, line_width: int, curves: str, **tokens: str
) -> Theme:
    """The theme whose colours are given as #rrggbb, those of the curves in a row."""
    colours: dict[str, Any] = {token: QColor(code) for token, code in tokens.items()}
    lines = tuple(QColor(code) for code in curves.split())
    return Theme(name, title, is_dark, line_width, **colours, curves=lines)


DARK = _theme(
    "dark",
    "Dark",
    is_dark=True,
    line_width=1,
    background="#0d1017",
    panel="#121722",
    raised="#1c2233",
    hover="#283048",
    edge="#262d40",
    line="#2a3146",
    text="#e6e9f2",
    muted="#9aa4bf",
    faint="#5f6880",
    accent="#ff9d3c",
    on_accent="#14100a",
    focus="#7db8ff",
    good="#7fe0a5",
    warning="#ffd166",
    bad="#ff7b7b",
    forward="#4a9eff",
    loss="#ffd166",
    backward="#ff8f2b",
    update="#4fd6b0",
    curves="#4a8fff #f28c28 #d1b8f5 #35dca0 #f0476f #f7ee8c",
)

LIGHT = _theme(
    "light",
    "Light",
    is_dark=False,
    line_width=1,
    background="#ffffff",
    panel="#f5f6f9",
    raised="#e9ecf2",
    hover="#dce1eb",
    edge="#d3d9e5",
    line="#ccd2de",
    text="#1a2030",
    muted="#525c74",
    faint="#969eb0",
    accent="#b84e00",
    on_accent="#ffffff",
    focus="#0b63c5",
    good="#0f7037",
    warning="#8a5a00",
    bad="#c02626",
    forward="#2674dc",
    loss="#ad8200",
    backward="#9e3000",
    update="#006048",
    curves="#4a78e0 #d35a00 #4b14a8 #0c9466 #8c104c #3a2c00",
)

HIGH_CONTRAST = _theme(
    "high-contrast",
    "High contrast",
    is_dark=True,
    line_width=2,
    background="#000000",
    panel="#000000",
    raised="#1a1a1a",
    hover="#444444",
    edge="#ffffff",
    line="#ffffff",
    text="#ffffff",
    muted="#e0e0e0",
    faint="#9a9a9a",
    accent="#ffb000",
    on_accent="#000000",
    focus="#00e5ff",
    good="#5cff8f",
    warning="#ffe14d",
    bad="#ff9090",
    forward="#5cb8ff",
    loss="#ffe14d",
    backward="#ff9420",
    update="#3df0c0",
    curves="#5c9dff #f09400 #cdaef2 #7dff86 #ff5b8a #fff8c8",
)

THEMES: dict[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT, HIGH_CONTRAST)}
