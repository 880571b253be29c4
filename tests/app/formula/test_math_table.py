import struct

from app.formula.math_table import MathTable


def words(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}H", *numbers)


def table() -> bytes:
    """Glyphs 7 and 9 lean by 30 and 40, the accent of 20…21 stands at 250, 5 has forms 50, 51."""
    header = words(1, 0, 0, 10, 62)
    glyphs = words(8, 28, 0, 0)
    italic = words(12, 2, 30, 0, 40, 0) + words(1, 2, 7, 9)
    accent = words(12, 2, 250, 0, 250, 0) + words(2, 1, 20, 21, 0)
    assert len(header + glyphs) == 18
    assert len(italic) == 20
    assert len(header + glyphs + italic + accent) == 60
    variants = words(0, 12, 0, 1, 0, 18)
    covered = words(1, 1, 5)
    forms = words(0, 2, 50, 900, 51, 1800)
    return header + glyphs + italic + accent + words(0) + variants + covered + forms


def test_leans_accents_and_taller_forms_are_read() -> None:
    found = MathTable(table())
    assert found.italic == {7: 30, 9: 40}
    assert found.accent == {20: 250, 21: 250}
    assert found.taller == {5: (50, 51)}


def test_a_font_without_a_table_has_none() -> None:
    found = MathTable(b"")
    assert (found.italic, found.accent, found.taller) == ({}, {}, {})
