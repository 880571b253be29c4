from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication

from app.formula import font
from app.formula.font import MathFont, italic, math_font, shipped_file, upright
from app.formula.signs import CHARACTERS, GREEK, SIGNS, SUMS


def test_the_font_is_shipped_as_a_file() -> None:
    file = shipped_file()
    assert file is not None
    assert file.is_file()


def test_finding_it_runs_no_code_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(__import__("sys").modules, "ziamath", raising=False)
    shipped_file()
    assert "ziamath" not in __import__("sys").modules


def test_it_has_every_sign_that_formulas_use(qapp: QApplication) -> None:
    signs = [*GREEK.values(), *SUMS.values(), *"0123456789√′()[]{}|⌊⌋𝒩"]
    signs += [text for text, _ in (*SIGNS.values(), *CHARACTERS.values())]
    for sign in signs:
        glyph = math_font().glyph(italic(sign))
        assert glyph.index, sign
        assert glyph.face == 0, sign


def test_all_digits_are_equally_wide(qapp: QApplication) -> None:
    assert len({math_font().glyph(digit).advance for digit in "0123456789"}) == 1


def test_italic_letters_and_back() -> None:
    assert italic("w") == "𝑤"
    assert italic("h") == "ℎ"
    assert italic("β") == "𝛽"
    assert italic("∂") == "𝜕"
    assert italic("2") == "2"
    assert [upright(italic(letter)) for letter in "Chw∂ϵη3"] == list("Chw∂ϵη3")


def test_brackets_have_taller_forms(qapp: QApplication) -> None:
    heights = [form.ascent + form.descent for form in math_font().taller("(")]
    assert len(heights) > 3
    assert heights == sorted(heights)


def test_f_leans_and_digits_do_not(qapp: QApplication) -> None:
    assert math_font().glyph("𝑓").italic > 0
    assert math_font().glyph("3").italic == 0


def without_the_shipped_font(monkeypatch: pytest.MonkeyPatch, file: Path | None) -> MathFont:
    monkeypatch.setattr(font, "shipped_file", lambda: file)
    monkeypatch.setattr(font, "FALLBACKS", ())
    return math_font.__wrapped__()


@pytest.mark.parametrize("file", [None, Path("/nowhere/missing.ttf")])
def test_without_it_a_font_of_the_system_is_taken(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, file: Path | None
) -> None:
    fallback = without_the_shipped_font(monkeypatch, file)
    for sign in "0Cw∂∑−=()":
        assert fallback.glyph(italic(sign)).index, sign
    assert fallback.taller("(")[0] == fallback.glyph("(")


def test_a_letter_without_an_italic_form_stands_upright(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    fallback = without_the_shipped_font(monkeypatch, None)
    measured = fallback._measured
    monkeypatch.setattr(
        fallback, "_measured", [raw for raw in measured if not raw.glyphIndexesForString("𝑤")[0]]
    )
    assert fallback.glyph("𝑤") == fallback.glyph("w")
