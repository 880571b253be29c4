"""An explanation as text: to be copied as it is, or as LaTeX."""

import re
from collections.abc import Callable, Iterator, Sequence
from unicodedata import normalize

from engine.explanation import Explanation, Over, Sum

_ABOVE = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_BELOW = str.maketrans("0123456789ijks", "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₛ")
_COMMANDS = {
    r"\partial ": "∂",
    r"\Delta ": "Δ",
    r"\Delta": "Δ",
    r"\sum": "Σ",
    r"\cdot": "·",
    r"\leftarrow": "←",
    r"\le": "≤",
    r"\delta": "δ",
    r"\sigma": "σ",
    r"\beta": "β",
    r"\eta": "η",
    r"\rho": "ρ",
    r"\epsilon": "ε",
    r"\lambda": "λ",
    r"\theta": "θ",
    r"\pi": "π",
    r"\nabla": "∇",
    r"\lfloor": "⌊",
    r"\rfloor": "⌋",
    r"\,": "·",
}
_TOKEN = re.compile(r"\\(?:partial|Delta) |\\[A-Za-z]+|\\,|.", re.DOTALL)


def as_text(explanation: Explanation) -> str:
    """The formula with its symbols and with its numbers, every term, and what it all means."""
    lines = [_capitalized(explanation.meaning) + ".", ""]
    symbol = plain(explanation.symbol)
    value = number(explanation.value)
    if not explanation.template:
        lines.append(f"{symbol} = {value}")
        return "\n".join(lines)
    sign = plain(explanation.sign)
    margin = " " * len(symbol)
    lines.append(f"{symbol} {sign} {plain(explanation.formula)}")
    if explanation.template not in ("#S", "#0"):
        lines.append(f"{margin} = {plain(_in_numbers(explanation, number))}")
    lines.append(f"{margin} = {value}")
    if explanation.factors:
        lines += ["", "where"]
        rows = [(plain(f.symbol), "=", number(f.value), f.meaning) for f in explanation.factors]
        lines += _aligned(rows, "<<><")
    if explanation.sum is not None:
        lines += ["", f"The terms of the sum, by {_over(explanation.sum)}:"]
        table = list(_rows(explanation.sum, plain, number))
        lines += _aligned(table, ">" * len(table[0]))
    if explanation.remarks:
        lines += ["", *explanation.remarks]
    return "\n".join(lines)


def as_latex(explanation: Explanation) -> str:
    """The same for a document with amsmath: the formula in steps, and the terms as a table."""
    lines = [f"{explanation.symbol} &= {_latex_number(explanation.value)}"]
    if explanation.template:
        lines = [rf"{explanation.symbol} &{explanation.sign} {explanation.formula} \\"]
        if explanation.template not in ("#S", "#0"):
            lines.append(rf"&= {_in_numbers(explanation, _latex_number)} \\")
        lines.append(f"&= {_latex_number(explanation.value)}")
    blocks = [_environment("aligned", lines)]
    if explanation.factors:
        where = [
            rf"{factor.symbol} &= {_latex_number(factor.value)} && \text{{{_text(factor.meaning)}}}"
            for factor in explanation.factors
        ]
        blocks.append(_environment("aligned", [" \\\\\n".join(where)]))
    if explanation.sum is not None:
        head, *rows = _rows(explanation.sum, str, _latex_number)
        columns = f"{{r|{'r' * (len(head) - 1)}}}"
        body = [" & ".join(head) + r" \\ \hline", " \\\\\n".join(map(" & ".join, rows))]
        blocks.append(_environment("array", body, columns))
    comment = [f"% {explanation.meaning}", *(f"% {remark}" for remark in explanation.remarks)]
    return "\n".join([*comment, *(f"\\[\n{block}\n\\]" for block in blocks)])


def number(value: float) -> str:
    """A number with as many digits as tell one float32 from the next."""
    return f"{value + 0.0:.9g}".replace("-", "−")  # + 0 turns −0 into 0


def plain(latex: str) -> str:
    """A formula in one line of plain text: z^{(2)}_{15} as z⁽²⁾[15], fractions with a slash."""
    return _Plain(latex).text()


class _Plain:
    """Reads LaTeX from left to right."""

    def __init__(self, latex: str) -> None:
        self._tokens = _TOKEN.findall(latex)

    def text(self) -> str:
        """All up to the end, or to the brace that closes this group."""
        parts = []
        while self._tokens:
            token = self._tokens.pop(0)
            if token == "}":
                break
            parts.append(self._part(token))
        return "".join(parts)

    def _part(self, token: str) -> str:
        match token:
            case "{":
                return self.text()
            case "^":
                return self._raised(self._group())
            case "_":
                return self._lowered(self._group())
            case r"\frac":
                return self._fraction(self._group(), self._group())
            case r"\sqrt":
                return f"√({self._group()})"
            case r"\tilde":
                return normalize("NFC", f"{self._group()}\N{COMBINING TILDE}")
            case r"\operatorname" | r"\mathcal" | r"\text":
                return self._group()
            case "'":
                return "′"
            case "-":
                return "−"
        return _COMMANDS.get(token, token.removeprefix("\\"))

    def _group(self) -> str:
        token = self._tokens.pop(0)
        return self.text() if token == "{" else self._part(token)

    def _raised(self, above: str) -> str:
        is_simple = re.fullmatch(r"\(?\d+\)?", above) is not None
        return above.translate(_ABOVE) if is_simple else f"^({above})"

    def _lowered(self, below: str) -> str:
        is_simple = re.fullmatch(r"\d+|[ijks]", below) is not None
        return below.translate(_BELOW) if is_simple else f"[{below}]"

    def _fraction(self, above: str, below: str) -> str:
        if above.startswith("∂") and below.startswith("∂"):
            return f"{above}/{below}"
        return f"{self._held(above)} / {self._held(below)}"

    def _held(self, text: str) -> str:
        return f"({text})" if re.search("[ ·]", text) else text


def _in_numbers(explanation: Explanation, shown: Callable[[float], str]) -> str:
    """The template with numbers in its places, negative ones in parentheses."""
    template = explanation.template

    def digits(slot: re.Match[str]) -> str:
        if slot[1] == "S":
            assert explanation.sum is not None
            text = shown(explanation.sum.total)
        else:
            text = shown(explanation.factors[int(slot[1])].value)
        is_alone = slot[0] == template or template[slot.end() :].startswith("}")
        is_signed = text[0] in "-−" or r"\cdot" in text
        return f"({text})" if is_signed and not is_alone else text

    return re.sub(r"#(\d+|S)", digits, template)


def _latex_number(value: float) -> str:
    digits, _, exponent = f"{value + 0.0:.9g}".partition("e")
    return rf"{digits} \cdot 10^{{{int(exponent)}}}" if exponent else digits


def _rows(
    total: Sum, title: Callable[[str], str], shown: Callable[[float], str]
) -> Iterator[tuple[str, ...]]:
    """The table of a sum: its head, and its terms in their order; see `_first`."""
    if len(total.columns) == 1:
        yield total.letter, title(total.symbols[0])
    else:
        yield total.letter, *map(title, total.symbols), title(r"\text{product}")
    for row, term in enumerate(total.terms):
        name = str(row + _first(total.over))
        factors = [shown(float(column[row])) for column in total.columns]
        yield name, *factors, *([shown(float(term))] if len(factors) > 1 else [])


def _over(total: Sum) -> str:
    name = total.over.value.removesuffix("s")
    return f"{name} {total.letter}, counted from {_first(total.over)}"


def _first(over: Over) -> int:
    """The number of the first term: examples are counted from 1 in the window, neurons from 0."""
    return 1 if over is Over.EXAMPLES else 0


def _aligned(rows: Sequence[tuple[str, ...]], sides: str) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  "
        + "  ".join(
            f"{cell:{side}{width}}" for cell, side, width in zip(row, sides, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _environment(name: str, lines: list[str], arguments: str = "") -> str:
    return "\n".join([rf"\begin{{{name}}}{arguments}", *lines, rf"\end{{{name}}}"])


def _text(words: str) -> str:
    return re.sub(r"([%&#_$])", r"\\\1", words).replace("−", "$-$")


def _capitalized(words: str) -> str:
    return words[:1].upper() + words[1:]
