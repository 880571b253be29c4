import pytest

from app.formula.atoms import Bracket, Kind, Slot, Symbol
from app.formula.latex import FormulaError, parse
from app.formula.scripts import Scripts
from app.formula.structures import Accent, Fraction, Operator, Root
from engine.activations import Softmax
from engine.layers import Dense
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.regularizers import Regularizer
from engine.schedules import SCHEDULES
from engine.step import Recipe
from tests.engine.cases import OUTPUTS


def test_letters_are_italic_and_numbers_are_not() -> None:
    texts = [atom.text for atom in parse(r"C = 2\eta").atoms if isinstance(atom, Symbol)]
    assert texts == ["𝐶", "=", "2", "𝜂"]


@pytest.mark.parametrize("number", ["2", "3.25", "13,002", "1.234e−5", "1e-8"])
def test_a_number_is_one_symbol(number: str) -> None:
    (symbol,) = parse(number).atoms
    assert isinstance(symbol, Symbol)
    assert symbol.latex == number


def test_e_to_the_power_is_no_number() -> None:
    two, e = parse("2e^{-z}").atoms
    assert isinstance(two, Symbol)
    assert isinstance(e, Scripts)


def test_the_structures() -> None:
    kinds = [type(a) for a in parse(r"\frac{a}{b} \sqrt{c} \tilde{a} \sum_{k} w_3^{(2)} (").atoms]
    assert kinds == [Fraction, Root, Accent, Operator, Scripts, Bracket]


def test_primes_an_index_and_an_exponent_belong_to_one_base() -> None:
    (atom,) = parse("f'_k^2").atoms
    assert isinstance(atom, Scripts)
    assert atom.primes == 1
    assert atom.sub is not None
    assert atom.sup is not None


def test_a_second_exponent_joins_the_first() -> None:
    (atom,) = parse(r"{W^{(2)}}^{\top}").atoms
    assert isinstance(atom, Scripts)
    assert isinstance(atom.base, Symbol)


def test_bars_open_and_close_in_turn() -> None:
    bars = [atom.left for atom in parse("|a - b|").atoms if isinstance(atom, Bracket)]
    assert bars == [Kind.OPENING, Kind.CLOSING]


def test_words_keep_their_spaces() -> None:
    (words,) = parse(r"\text{not yet known}").atoms
    assert isinstance(words, Symbol)
    assert words.text == "not yet known"


def test_a_name_is_a_function_where_something_follows_that_it_could_be_of() -> None:
    function, *_ = parse(r"\operatorname{sign}(w)").atoms
    variable, *_ = parse(r"\operatorname{step} + 1").atoms
    assert function.left is Kind.OPERATOR
    assert variable.left is Kind.ORDINARY


def test_slots_are_filled_by_name() -> None:
    def filled() -> Slot:
        return Slot("S", None, Symbol("x", "x"))

    assert parse(r"#S \cdot 2", {"S": filled}).atoms[0] == filled()
    assert parse(r"#100", {"100": filled}).atoms == (filled(),)


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\frac{a}{b", "braces"),
        ("a}", "braces"),
        (r"\wedge a", r"unknown command \wedge"),
        ("#0", "no slot #0"),
        (r"\text", "without its words"),
    ],
)
def test_what_can_not_be_read_is_named(latex: str, words: str) -> None:
    with pytest.raises(FormulaError, match=words.replace("\\", "\\\\")):
        parse(latex)


def formulas() -> set[str]:
    """Of all statements: every output with every loss, every optimizer, every schedule."""
    strict = Regularizer(0.1, 0.1, 0.1, 0.1)
    found = set()
    settings = [(f, loss, "adam", "constant") for f, loss in OUTPUTS]
    settings += [
        (Softmax(), loss, optimizer, schedule)
        for _, loss in OUTPUTS[:1]
        for optimizer in OPTIMIZERS
        for schedule in SCHEDULES
    ]
    for output, loss, optimizer, schedule in settings:
        layers = (Dense(5, output, dropout=0.5, regularizer=strict), Dense(3, output))
        kinds = OPTIMIZERS[optimizer](), 0.1, SCHEDULES[schedule](), 0
        if type(output) in loss.special or loss.general:
            found |= {s.formula for s in Recipe(Network(4, layers), loss, *kinds).step()}
    return found


def test_every_statement_of_every_experiment_can_be_read() -> None:
    found = formulas()
    assert len(found) > 50
    for formula in found:
        assert parse(formula).atoms
