"""The font of formulas: its glyphs, their measures and their taller forms."""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PyQt6.QtGui import QFont, QFontDatabase, QRawFont

from app.formula.math_table import MathTable

UNITS = 1000
"""Pixels at which glyphs are measured: there, Qt's rounding to whole pixels does no harm."""

FALLBACKS = ("STIX Two Math", "Cambria Math", "Latin Modern Math", "DejaVu Math TeX Gyre")
"""Other mathematical fonts that a computer may have."""

TEXT_FAMILIES = ("DejaVu Serif", "DejaVu Sans", "Segoe UI Symbol", "Times New Roman")
"""Asked, last of all, for the signs that are still missing."""


@dataclass(frozen=True)
class Glyph:
    """The picture of a character, with lengths in em: of the font's size.

    `face` tells which of the fonts it is from; `left` and `right` are the ends of the ink;
    `italic` is how far it leans over its end, `accent` where the middle of an accent belongs.
    """

    face: int
    index: int
    advance: float
    ascent: float
    descent: float
    left: float
    right: float
    italic: float
    accent: float


class MathFont:
    """The mathematical font, and others for what it lacks."""

    def __init__(self, fonts: list[QFont]) -> None:
        self._measured = [_raw(font) for font in fonts]
        self._tables = [MathTable(bytes(raw.fontTable("MATH"))) for raw in self._measured]  # type: ignore[call-overload]  # PyQt takes bytes-like data
        self._raws: dict[tuple[int, float], QRawFont] = {}
        self._glyphs: dict[str, Glyph] = {}

    def glyph(self, character: str) -> Glyph:
        """The glyph of one character; of its upright form if there is no italic one."""
        found = self._glyphs.get(character)
        if found is None:
            found = self._glyphs[character] = self._find(character)
        return found

    def taller(self, character: str) -> list[Glyph]:
        """The forms of a bracket, a root or an operator, from the usual one to the tallest."""
        usual = self.glyph(character)
        forms = self._tables[usual.face].taller.get(usual.index, ())
        return [usual, *(self._measure(usual.face, index) for index in forms)]

    def raw(self, face: int, pixels: float) -> QRawFont:
        """What glyphs of this face are painted with."""
        key = face, pixels
        found = self._raws.get(key)
        if found is None:
            found = self._raws[key] = QRawFont(self._measured[face])
            found.setPixelSize(pixels)
        return found

    def _find(self, character: str) -> Glyph:
        for face, raw in enumerate(self._measured):
            indices = raw.glyphIndexesForString(character)
            if indices and indices[0]:
                return self._measure(face, indices[0])
        plain = upright(character)
        return self._measure(0, 0) if plain == character else self.glyph(plain)

    def _measure(self, face: int, index: int) -> Glyph:
        raw, table = self._measured[face], self._tables[face]
        box = raw.boundingRect(index)
        advance = raw.advancesForGlyphIndexes([index])[0].x()
        middle = table.accent.get(index, (box.left() + box.right()) / 2)
        return Glyph(
            face,
            index,
            advance / UNITS,
            -box.top() / UNITS,
            box.bottom() / UNITS,
            box.left() / UNITS,
            box.right() / UNITS,
            table.italic.get(index, 0) / UNITS,
            middle / UNITS,
        )


@cache
def math_font() -> MathFont:
    """The font, loaded once. It needs a running QGuiApplication."""
    family = _add(shipped_file())
    known = set(QFontDatabase.families())
    wanted = ([family] if family else []) + [
        name for name in FALLBACKS + TEXT_FAMILIES if name in known and name != family
    ]
    fonts = [QFont(name) for name in wanted]
    return MathFont([*fonts, QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)])


def shipped_file() -> Path | None:
    """The file of STIX Two Math in the package ziamath, whose code is not needed."""
    package = find_spec("ziamath")
    folders = package.submodule_search_locations if package else None
    return Path(folders[0]) / "fonts" / "STIXTwoMath-Regular.ttf" if folders else None


def italic(letter: str) -> str:
    """The mathematical italic of a Latin or Greek letter; other characters as they are."""
    if letter == "h":
        return "ℎ"
    for first, last, start in (("A", "Z", "𝐴"), ("a", "z", "𝑎"), ("α", "ω", "𝛼")):
        if first <= letter <= last:
            return chr(ord(start) + ord(letter) - ord(first))
    return {"∂": "𝜕", "ϵ": "𝜖"}.get(letter, letter)


@cache
def upright(letter: str) -> str:
    """The usual form of a mathematical italic letter."""
    candidates = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzαβγδεζηθικλμνξοπρςστυφχψω∂ϵ"
    return next((plain for plain in candidates if italic(plain) == letter), letter)


def _add(file: Path | None) -> str:
    """The family of a font file, now known to Qt; "" if there is no such file."""
    if file is None or not file.is_file():
        return ""
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    return families[0] if families else ""


def _raw(font: QFont) -> QRawFont:
    font.setPixelSize(UNITS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return QRawFont.fromFont(font)
