"""Explanations as text and as LaTeX: all that is on screen, to be copied."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Sigmoid, Softmax
from engine.addresses import EdgeId, NodeId
from engine.chain_rule import chain, explain
from engine.elements import Element
from engine.explanation_text import as_latex, as_text, number, plain
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY
from engine.network import Network
from engine.optimizers import Adam
from engine.trace import Trace
from engine.worked import update_lines, worked
from tests.engine.cases import Case, case
from tests.engine.traces import steps, trace


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\frac{\partial C}{\partial w^{(2)}_{3,15}}", "∂C/∂w⁽²⁾[3,15]"),
        (r"\sum_{k} a_{k} \cdot w^{(2)}_{3,k}", "Σₖ aₖ · w⁽²⁾[3,k]"),
        (r"\operatorname{ReLU}'(z^{(2)}_{15})", "ReLU′(z⁽²⁾₁₅)"),
        (r"\tilde{a}^{(1)}_{2}", "ã⁽¹⁾₂"),
        (r"-\frac{\eta \cdot v}{\sqrt{c} + \epsilon}", "−(η · v) / (√(c) + ε)"),
        (r"{\beta_{1}}^{\operatorname{step} + 1}", "β₁^(step + 1)"),
        (r"[z \le 0]", "[z ≤ 0]"),
        (r"\Delta w^{(1)}_{0,1}", "Δw⁽¹⁾[0,1]"),
        (r"\frac{a}{m\,n}", "a / (m·n)"),
    ],
)
def test_formulas_in_plain_text(latex: str, text: str) -> None:
    assert plain(latex) == text


def test_numbers_tell_every_float32_from_the_next() -> None:
    assert number(0.10000000149011612) == "0.100000001"
    assert number(-2.5) == "−2.5"
    assert number(-0.0) == "0"


@pytest.fixture
def done() -> Trace:
    network = Network(2, (Dense(2, Sigmoid()), Dense(2, Softmax())), "float64")
    step = case(network, CROSS_ENTROPY, examples=2, optimizer=Adam())
    step.state.params[:] = 1, 2, 3, 4, 0, 0, 0.5, -0.5, 0.25, 0.75, 0, 0
    step.program.namespace["x"][:] = [[0, 0], [1, -1]]
    step.program.namespace["y"][:] = [[1, 0], [0, 1]]
    return trace(step)


def test_a_chain_as_text(done: Trace) -> None:
    assert as_text(chain(done, EdgeId(1, 0, 1), 1)) == (
        "How fast the cost changes with the weight from input 0 to neuron 1 in hidden layer 1: "
        "the share of example 2 of the batch.\n"
        "\n"
        "∂C/∂w⁽¹⁾[0,1] = (Σₖ ∂C/∂z⁽²⁾ₖ · w⁽²⁾[1,k]) · σ′(z⁽¹⁾₁) · x₀\n"
        "              = (−0.128723989) · 0.104993585 · 1\n"
        "              = −0.0135151931\n"
        "\n"
        "where\n"
        "  σ′(z⁽¹⁾₁)  =  0.104993585  the slope of the activation function of neuron 1 in hidden "
        "layer 1, at its pre-activation, for example 2 of the batch\n"
        "  x₀         =            1  the value of input 0, for example 2 of the batch\n"
        "\n"
        "The terms of the sum, by neuron k, counted from 0:\n"
        "  k     ∂C/∂z⁽²⁾ₖ  w⁽²⁾[1,k]       product\n"
        "  0   0.257447978       0.25  0.0643619945\n"
        "  1  −0.257447978       0.75  −0.193085983"
    )


def test_the_examples_of_a_sum_are_counted_from_1_as_in_the_window(done: Trace) -> None:
    lines = as_text(chain(done, EdgeId(1, 0, 1), None)).splitlines()
    start = lines.index("The terms of the sum, by example s, counted from 1:")
    assert [line.split()[0] for line in lines[start + 1 : start + 4]] == ["s", "1", "2"]


def test_a_line_of_an_update_as_text(done: Trace) -> None:
    assert as_text(update_lines(done, EdgeId(1, 0, 1))[0]).splitlines()[2] == (
        "m₁ ← β₁ · m₁ + (1 − β₁) · ∂C/∂w⁽¹⁾[0,1]"
    )


def test_what_is_known_is_a_line(done: Trace) -> None:
    assert as_text(explain(done, Element("x", (1, 0)))) == (
        "The value of input 0, for example 2 of the batch; an input, as the data give it.\n\nx₀ = 1"
    )


def test_a_chain_as_latex(done: Trace) -> None:
    latex = as_latex(chain(done, NodeId(1, 1), 1))
    assert latex.startswith("% how fast the cost changes with the pre-activation of neuron 1")
    assert r"\frac{\partial C}{\partial z^{(1)}_{1}} &= (\sum_{k} " in latex
    assert r"&= (-0.128723989) \cdot 0.104993585 \\" in latex
    assert r"0 & 0.257447978 & 0.25 & 0.0643619945 \\" in latex


def assert_well_formed(latex: str) -> None:
    """Whether braces and environments close, and all is within displays that fit amsmath."""
    code = re.sub(r"^%.*$", "", latex, flags=re.MULTILINE)
    assert code.isascii()
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", code):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    opened: list[str] = []
    for kind, name in re.findall(r"\\(begin|end)\{(\w+)\}", code):
        if kind == "begin":
            opened.append(name)
        else:
            assert opened.pop() == name
    assert not opened
    assert "#" not in code
    assert not re.search(r"\^\{[^{}]*\}\^|_\{[^{}]*\}_", code)  # no double scripts


@given(steps(), st.data())
@settings(max_examples=40, deadline=None)
def test_every_explanation_can_be_written(step: Case, data: st.DataObject) -> None:
    done = trace(step)
    for operation in done.operations:
        index = tuple(data.draw(st.integers(0, size - 1)) for size in operation.shape)
        explanation = worked(done, operation, index)
        assert_well_formed(as_latex(explanation))
        assert not re.search(r"[\\{}#]", as_text(explanation))
