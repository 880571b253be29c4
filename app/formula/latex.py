"""The part of LaTeX that the formulas of this program need, read into atoms."""

import re
from collections.abc import Callable, Mapping

from app.formula.atoms import Atom, Bracket, Kind, Number, Slot, Space, Symbol
from app.formula.font import italic
from app.formula.products import signed_products
from app.formula.row import Row
from app.formula.scripts import Scripts
from app.formula.signs import (
    ACCENTS,
    BRACKETS,
    CHARACTERS,
    FUNCTIONS,
    GREEK,
    SCRIPT_LETTERS,
    SIGNS,
    SPACES,
    SUMS,
)
from app.formula.structures import Accent, Fraction, Operator, Root

_TOKENS = re.compile(
    r"\\[a-zA-Z]+|\\.|#\d+|#[A-Z]|(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e[-−]?\d+)?|\s+|."
)


_WORDS = re.compile(r"\s*\{([^{}]*)\}")


class FormulaError(ValueError):
    """A formula that can't be read, and where."""


def parse(latex: str, slots: Mapping[str, Callable[[], Atom]] | None = None) -> Row:
    """The atoms of a formula, with what `slots` make for "0", …, "S" in place of #0, …, #S.

    Raises `FormulaError` for a brace without a partner and for an unknown command or slot.
    """
    return _Reader(latex, slots or {}).row()


class _Reader:
    """Reads token by token. Each method takes what belongs to one part and returns it."""

    def __init__(self, latex: str, slots: Mapping[str, Callable[[], Atom]]) -> None:
        self._latex = latex
        found = [match for match in _TOKENS.finditer(latex) if not match[0].isspace()]
        self._tokens = [match[0] for match in found]
        self._ends = [match.end() for match in found]
        self._place = 0
        self._slots = slots
        self._structures: dict[str, Callable[[], Atom]] = {
            r"\frac": self._fraction,
            r"\sqrt": lambda: Root(self._argument()),
            r"\operatorname": self._named,
            r"\text": lambda: _worded(self._text(), "text"),
            r"\mathrm": lambda: _worded(self._text(), "mathrm"),
            r"\mathcal": self._script_letter,
            "{": self._group,
        }

    def row(self, end: str = "") -> Row:
        """All atoms up to the token `end`, which is taken too."""
        atoms: list[Atom] = []
        bars = 0
        while (token := self._next()) != end:
            if token == "" or token == "}":
                raise FormulaError(f"The braces of {self._latex!r} do not match.")
            if token in (r"\left", r"\right", r"\displaystyle"):
                continue  # brackets grow anyway
            if token == "|":
                kind = Kind.CLOSING if bars % 2 else Kind.OPENING
                bars += 1
                atoms.append(self._with_scripts(Bracket("|", "|", kind)))
            else:
                atoms.append(self._with_scripts(self._atom(token)))
        return Row(tuple(signed_products(atoms)))

    def _next(self) -> str:
        self._place += 1
        return self._tokens[self._place - 1] if self._place <= len(self._tokens) else ""

    def _peek(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _atom(self, token: str) -> Atom:
        if token in self._structures:
            return self._structures[token]()
        if token[0] == "#":
            if token[1:] not in self._slots:
                raise FormulaError(f"{self._latex!r} has no slot {token}.")
            return self._slots[token[1:]]()
        if token in BRACKETS:
            text, kind = BRACKETS[token]
            return Bracket(text, token, kind)
        if token in SPACES:
            return Space(SPACES[token], token)
        return self._command(token) if token[0] == "\\" else _character(token)

    def _command(self, token: str) -> Atom:
        name = token[1:]
        if name in GREEK:
            return Symbol(italic(GREEK[name]), token)
        if name in SIGNS:
            text, kind = SIGNS[name]
            return Symbol(text, token, kind)
        if name in FUNCTIONS:
            return Operator(Symbol(name, token, Kind.OPERATOR))
        if name in SUMS:
            return Operator(Symbol(SUMS[name], token, Kind.OPERATOR))
        if name in ACCENTS:
            content = self._argument()
            inner = content.atoms[0] if isinstance(content, Row) and content.atoms else content
            return Accent(ACCENTS[name], token, inner)
        raise FormulaError(f"{self._latex!r} has the unknown command {token}.")

    def _argument(self) -> Atom:
        """What follows, in braces or a single token."""
        token = self._next()
        return self.row("}") if token == "{" else Row((self._atom(token),))

    def _group(self) -> Atom:
        """What is in braces; a letter with scripts stays one, to take a further exponent."""
        row = self.row("}")
        return row.atoms[0] if len(row.atoms) == 1 else row

    def _text(self) -> str:
        """What is in braces, letter by letter."""
        found = _WORDS.match(self._latex, self._ends[self._place - 1])
        if not found:
            raise FormulaError(f"{self._latex!r} has a command without its words.")
        while self._next() != "}":
            pass
        return found[1]

    def _fraction(self) -> Atom:
        above, below = self._argument(), self._argument()
        return Fraction(above, below, _is_simple(above) and _is_simple(below) and self._is_over())

    def _named(self) -> Atom:
        """A function's name, or if nothing follows that it could be of, a variable's."""
        name = self._text()
        kind = Kind.ORDINARY if self._is_over() else Kind.OPERATOR
        sign = Symbol(name, rf"\operatorname{{{name}}}", kind)
        return sign if kind is Kind.ORDINARY else Operator(sign)

    def _is_over(self) -> bool:
        """Whether a sum, a sign or an end follows, and not a factor or an argument."""
        following = self._peek()
        sign = SIGNS.get(following[1:]) if following[:1] == "\\" else CHARACTERS.get(following)
        bracket = BRACKETS.get(following)
        is_sign = sign is not None and sign[1] is not Kind.ORDINARY
        is_end = following in ("", "}", "|") or (bracket and bracket[1] is Kind.CLOSING)
        return is_sign or bool(is_end)

    def _script_letter(self) -> Atom:
        letter = self._text()
        return Symbol(SCRIPT_LETTERS[letter], rf"\mathcal{{{letter}}}")

    def _with_scripts(self, base: Atom) -> Atom:
        """The atom with the primes, exponent and index that follow it."""
        primes = 0
        scripts: dict[str, Atom] = {}
        while self._peek() in ("'", "^", "_") and self._peek() not in scripts:
            token = self._next()
            if token == "'":
                primes += 1
            else:
                scripts[token] = self._argument()
        if not primes and not scripts:
            return base
        sub, sup = scripts.get("_"), scripts.get("^")
        if isinstance(base, Operator) and not primes:
            return Operator(base.sign, sub, sup)
        if isinstance(base, Scripts) and base.sup and sup:
            sup = Row((base.sup, Space(3 / 18, ""), sup))
            return Scripts(base.base, sub or base.sub, sup, base.primes + primes)
        return Scripts(base, sub, sup, primes)


def _character(token: str) -> Symbol:
    if token in CHARACTERS:
        text, kind = CHARACTERS[token]
        return Symbol(text, "-" if token == "−" else token, kind)
    return Symbol(token if token[0].isdigit() else italic(token), token)


def _is_simple(part: Atom) -> bool:
    """Whether it is no more than one symbol or number, perhaps with scripts."""
    if isinstance(part, Row):
        return len(part.atoms) == 1 and _is_simple(part.atoms[0])
    if isinstance(part, Slot):
        return _is_simple(part.content)
    return isinstance(part, Symbol | Number | Scripts)


def _worded(words: str, command: str) -> Symbol:
    return Symbol(words, rf"\{command}{{{words}}}")
