"""What a mathematical font says about its glyphs: the OpenType table MATH."""

import struct
from collections.abc import Iterator

_CONSTANTS_TO_SKIP = 6
"""The bytes of the version and of the place of the constants."""


class MathTable:
    """By glyph, in font units: how far letters lean, where accents stand, which taller forms exist.

    All are empty for a font without such a table. Source: OpenType 1.9, "MATH".
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.italic: dict[int, int] = {}
        self.accent: dict[int, int] = {}
        self.taller: dict[int, tuple[int, ...]] = {}
        if data:
            self._read()

    def _read(self) -> None:
        glyphs, variants = self._numbers(_CONSTANTS_TO_SKIP, 2)
        italic, accent = self._numbers(glyphs, 2)
        self.italic = self._values(glyphs + italic)
        self.accent = self._values(glyphs + accent)
        (coverage,) = self._numbers(variants + 2, 1)
        (count,) = self._numbers(variants + 6, 1)
        places = self._numbers(variants + 10, count)
        covered = self._covered(variants + coverage)
        self.taller = {
            glyph: self._forms(variants + place)
            for glyph, place in zip(covered, places, strict=False)
        }

    def _numbers(self, start: int, count: int) -> tuple[int, ...]:
        return struct.unpack_from(f">{count}H", self._data, start)

    def _values(self, start: int) -> dict[int, int]:
        """A list of glyphs, and one value for each, which stands before the place of a detail."""
        coverage, count = self._numbers(start, 2)
        values = struct.unpack_from(">" + "hH" * count, self._data, start + 4)[::2]
        return dict(zip(self._covered(start + coverage), values, strict=True))

    def _forms(self, start: int) -> tuple[int, ...]:
        _, count = self._numbers(start, 2)
        return self._numbers(start + 4, 2 * count)[::2]

    def _covered(self, start: int) -> Iterator[int]:
        """The glyphs of a list, which is written one by one or as ranges."""
        kind, count = self._numbers(start, 2)
        if kind == 1:
            yield from self._numbers(start + 4, count)
            return
        for number in range(count):
            first, last, _ = self._numbers(start + 4 + 6 * number, 3)
            yield from range(first, last + 1)
