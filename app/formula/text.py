"""Formulas as plain text, such as ∂C/∂w⁽²⁾₃,₁₅ = …, and as LaTeX."""

import re
from unicodedata import normalize

from app.formula.atoms import Atom, Kind, Number, Slot, Space, Symbol
from app.formula.font import upright
from app.formula.row import Row, spaced
from app.formula.scripts import Scripts
from app.formula.signs import SCRIPT_LETTERS
from app.formula.structures import Accent, Fraction, Operator, Root
from app.look.numbers import MINUS

_RAISED = dict(
    zip(
        "0123456789()+−=abcdefghijklmnoprstuvwxyz⊤,",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻⁼ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ,",
        strict=True,
    )
)
_LOWERED = dict(
    zip("0123456789()+−=aehijklmnoprstuvx,", "₀₁₂₃₄₅₆₇₈₉₍₎₊₋₌ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ,", strict=True)
)

_ENDS_IN_COMMAND = re.compile(r"\\[a-zA-Z]+$")

_ROMAN = {script: letter for letter, script in SCRIPT_LETTERS.items()} | {"∑": "Σ", "∏": "Π"}
_TOO_MANY = (Kind.BINARY, Kind.RELATION)
"""What makes parentheses necessary above and below a stroke."""


def plain(atom: Atom) -> str:
    """An atom in characters that every font has."""
    match atom:
        case Row():
            return _in_row(atom)
        case Symbol():
            return "".join(_ROMAN.get(c, upright(c)) for c in atom.text).replace("⋅", "·")
        case Number():
            return atom.value.written
        case Slot():
            return plain(atom.content)
        case Space():
            return " " if atom.width > 0 else ""
        case Fraction():
            below = _grouped(atom.denominator)
            if " " in below and not below.startswith("("):
                below = f"({below})"
            return f"{_grouped(atom.numerator)}/{below}"
        case Scripts():
            scripts = _script(atom.sup, "^", _RAISED) + _script(atom.sub, "_", _LOWERED)
            return plain(atom.base) + "′" * atom.primes + scripts
        case Operator():
            sub, sup = _script(atom.sub, "_", _LOWERED), _script(atom.sup, "^", _RAISED)
            return plain(atom.sign) + sub + sup
        case Root():
            return f"√({plain(atom.content)})"
        case Accent():
            return normalize("NFC", plain(atom.content) + atom.mark)
    raise TypeError(f"There is no text for {atom!r}.")


def latex(atom: Atom) -> str:
    """An atom in LaTeX, with the symbols or numbers that are in its slots."""
    match atom:
        case Row():
            return _latex_row(atom)
        case Symbol() | Space():
            return atom.latex
        case Number():
            return _number(atom.value.written)
        case Slot():
            return latex(atom.content)
        case Fraction():
            return rf"\frac{{{latex(atom.numerator)}}}{{{latex(atom.denominator)}}}"
        case Scripts():
            base = latex(atom.base)
            if isinstance(atom.base, Accent | Number | Slot):
                base = f"{{{base}}}"
            return base + "'" * atom.primes + _braced("_", atom.sub) + _braced("^", atom.sup)
        case Operator():
            return latex(atom.sign) + _braced("_", atom.sub) + _braced("^", atom.sup)
        case Root():
            return rf"\sqrt{{{latex(atom.content)}}}"
        case Accent():
            return rf"{atom.command}{{{latex(atom.content)}}}"
    raise TypeError(f"There is no LaTeX for {atom!r}.")


def _latex_row(row: Row) -> str:
    """With spaces around operators, and where a command would swallow the next letter."""
    text, before = "", Kind.ORDINARY
    for atom, _, left, right in spaced(row.atoms):
        part = latex(atom)
        is_wide = left in _TOO_MANY or before in _TOO_MANY
        if text and part and (is_wide or (part[0].isalpha() and _ENDS_IN_COMMAND.search(text))):
            text += " "
        text += part
        before = right
    return text


def _in_row(row: Row) -> str:
    words: list[str] = []
    is_signed = False
    for atom, gap, left, _ in spaced(row.atoms):
        words.append((" " if gap and not is_signed else "") + plain(atom))
        is_signed = left is Kind.ORDINARY and atom.left is Kind.BINARY
    return "".join(words)


def _grouped(atom: Atom) -> str:
    """In parentheses if it is a sum."""
    text = plain(atom)
    inner = atom.content if isinstance(atom, Slot) else atom
    is_sum = isinstance(inner, Row) and any(
        left in _TOO_MANY for _, _, left, _ in spaced(inner.atoms)
    )
    return f"({text})" if is_sum else text


def _script(atom: Atom | None, mark: str, table: dict[str, str]) -> str:
    """Small raised or lowered characters, or if there are none such, ^(…) or _(…)."""
    if atom is None:
        return ""
    text = plain(atom).replace(" ", "")
    if all(character in table for character in text):
        return "".join(table[character] for character in text)
    return mark + (text if len(text) == 1 else f"({text})")


def _braced(mark: str, atom: Atom | None) -> str:
    return f"{mark}{{{latex(atom)}}}" if atom else ""


def _number(text: str) -> str:
    """A number such as (−1.2e−5) in LaTeX."""
    digits, e, exponent = text.strip("()").replace(MINUS, "-").partition("e")
    written = rf"{digits} \times 10^{{{exponent}}}" if e else digits
    written = written.replace(",", "{,}").replace("∞", r"\infty").replace("NaN", r"\text{NaN}")
    return f"({written})" if text.startswith("(") else written
