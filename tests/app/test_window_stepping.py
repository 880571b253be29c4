"""A step of the network that is worked by hand, in strides of any size, forwards and back."""

from typing import NamedTuple

import pytest
from PyQt6.QtCore import Qt

from app.session.strides import Spot
from engine.addresses import EdgeId, NodeId
from engine.statements import Pass
from tests.app.gestures import (
    array_tooltip,
    canvas,
    click_in_listing,
    click_in_ribbon,
    click_part,
    formulas,
    open_tab,
    point_at,
    tab,
)
from tests.app.shell import CTRL, KEY, SHIFT, Shell
from tests.engine.cases import bits

OPERATIONS = (
    ("z1 = x @ W1 + b1", "z⁽¹⁾ = xW⁽¹⁾ + b⁽¹⁾"),
    ("a1 = sigmoid(z1)", "a⁽¹⁾ = 1/(1 + e^(−z⁽¹⁾))"),
    ("z2 = a1 @ W2 + b2", "z⁽²⁾ = a⁽¹⁾W⁽²⁾ + b⁽²⁾"),
    ("a2 = sigmoid(z2)", "a⁽²⁾ = 1/(1 + e^(−z⁽²⁾))"),
    ("L = 0.5 * np.square(a2 - y).sum(axis=1)", "L = 1/2 Σₖ(a⁽²⁾ₖ − yₖ)²"),
    ("C = L.sum() / m", "C = 1/m Σₛ Lₛ"),
    ("da2 = (a2 - y) / m", "∂C/∂a⁽²⁾ = (a⁽²⁾ − y)/m"),
    ("dz2 = da2 * a2 * (1 - a2)", "∂C/∂z⁽²⁾ = ∂C/∂a⁽²⁾ ⊙ a⁽²⁾ ⊙ (1 − a⁽²⁾)"),
    ("dW2 = a1.T @ dz2", "∂C/∂W⁽²⁾ = a⁽¹⁾ᵀ ∂C/∂z⁽²⁾"),
    ("db2 = dz2.sum(axis=0)", "∂C/∂b⁽²⁾ = Σₛ ∂C/∂z⁽²⁾ₛ"),
    ("da1 = dz2 @ W2.T", "∂C/∂a⁽¹⁾ = ∂C/∂z⁽²⁾ W⁽²⁾ᵀ"),
    ("dz1 = da1 * a1 * (1 - a1)", "∂C/∂z⁽¹⁾ = ∂C/∂a⁽¹⁾ ⊙ a⁽¹⁾ ⊙ (1 − a⁽¹⁾)"),
    ("dW1 = x.T @ dz1", "∂C/∂W⁽¹⁾ = xᵀ ∂C/∂z⁽¹⁾"),
    ("db1 = dz1.sum(axis=0)", "∂C/∂b⁽¹⁾ = Σₛ ∂C/∂z⁽¹⁾ₛ"),
    ("update = -learning_rate * grads", "Δ = −η∇C"),
    ("params = params + update", "θ ← θ + Δ"),
)

NEURONS = (
    "z⁽¹⁾₀ = x₀ · w⁽¹⁾₀,₀ + x₁ · w⁽¹⁾₁,₀ + b⁽¹⁾₀ = 0.35 + 0.05 · 0.15 + 0.1 · 0.2 = 0.3775",
    "z⁽¹⁾₁ = x₀ · w⁽¹⁾₀,₁ + x₁ · w⁽¹⁾₁,₁ + b⁽¹⁾₁ = 0.35 + 0.05 · 0.25 + 0.1 · 0.3 = 0.3925",
    "a⁽¹⁾₀ = σ(z⁽¹⁾₀) = σ(0.3775) = 0.5933",
    "a⁽¹⁾₁ = σ(z⁽¹⁾₁) = σ(0.3925) = 0.5969",
    "z⁽²⁾₀ = a⁽¹⁾₀ · w⁽²⁾₀,₀ + a⁽¹⁾₁ · w⁽²⁾₁,₀ + b⁽²⁾₀"
    " = 0.6 + 0.5933 · 0.4 + 0.5969 · 0.45 = 1.106",
    "z⁽²⁾₁ = a⁽¹⁾₀ · w⁽²⁾₀,₁ + a⁽¹⁾₁ · w⁽²⁾₁,₁ + b⁽²⁾₁"
    " = 0.6 + 0.5933 · 0.5 + 0.5969 · 0.55 = 1.225",
    "a⁽²⁾₀ = σ(z⁽²⁾₀) = σ(1.106) = 0.7514",
    "a⁽²⁾₁ = σ(z⁽²⁾₁) = σ(1.225) = 0.7729",
    "∂C/∂a⁽²⁾₀ = (a⁽²⁾₀ − y₀)/m = (0.7514 − 0.01)/1 = 0.7414",
    "∂C/∂a⁽²⁾₁ = (a⁽²⁾₁ − y₁)/m = (0.7729 − 0.99)/1 = −0.2171",
    "∂C/∂z⁽²⁾₀ = ∂C/∂a⁽²⁾₀ · a⁽²⁾₀ · (1 − a⁽²⁾₀) = 0.7414 · 0.7514 · (1 − 0.7514) = 0.1385",
    "∂C/∂z⁽²⁾₁ = ∂C/∂a⁽²⁾₁ · a⁽²⁾₁ · (1 − a⁽²⁾₁) = −0.2171 · 0.7729 · (1 − 0.7729) = −0.03810",
    "∂C/∂w⁽²⁾₁,₀ = a⁽¹⁾₀,₁ · ∂C/∂z⁽²⁾₀,₀ = 0.5969 · 0.1385 = 0.08267",
    "∂C/∂w⁽²⁾₁,₁ = a⁽¹⁾₀,₁ · ∂C/∂z⁽²⁾₀,₁ = 0.5969 · (−0.03810) = −0.02274",
    "∂C/∂b⁽²⁾₀ = ∂C/∂z⁽²⁾₀,₀ = 0.1385 = 0.1385",
    "∂C/∂b⁽²⁾₁ = ∂C/∂z⁽²⁾₀,₁ = −0.03810 = −0.03810",
    "∂C/∂a⁽¹⁾₀ = ∂C/∂z⁽²⁾₀ · w⁽²⁾₀,₀ + ∂C/∂z⁽²⁾₁ · w⁽²⁾₀,₁"
    " = 0.1385 · 0.4 + (−0.03810) · 0.5 = 0.03635",
    "∂C/∂a⁽¹⁾₁ = ∂C/∂z⁽²⁾₀ · w⁽²⁾₁,₀ + ∂C/∂z⁽²⁾₁ · w⁽²⁾₁,₁"
    " = 0.1385 · 0.45 + (−0.03810) · 0.55 = 0.04137",
    "∂C/∂z⁽¹⁾₀ = ∂C/∂a⁽¹⁾₀ · a⁽¹⁾₀ · (1 − a⁽¹⁾₀) = 0.03635 · 0.5933 · (1 − 0.5933) = 0.008771",
    "∂C/∂z⁽¹⁾₁ = ∂C/∂a⁽¹⁾₁ · a⁽¹⁾₁ · (1 − a⁽¹⁾₁) = 0.04137 · 0.5969 · (1 − 0.5969) = 0.009954",
    "∂C/∂w⁽¹⁾₁,₀ = x₀,₁ · ∂C/∂z⁽¹⁾₀,₀ = 0.1 · 0.008771 = 8.771e−4",
    "∂C/∂w⁽¹⁾₁,₁ = x₀,₁ · ∂C/∂z⁽¹⁾₀,₁ = 0.1 · 0.009954 = 9.954e−4",
    "∂C/∂b⁽¹⁾₀ = ∂C/∂z⁽¹⁾₀,₀ = 0.008771 = 0.008771",
    "∂C/∂b⁽¹⁾₁ = ∂C/∂z⁽¹⁾₀,₁ = 0.009954 = 0.009954",
)
"""What is shown where a neuron is complete, in the order of the step."""

TERMS = (
    "z⁽¹⁾₀ = x₀ · w⁽¹⁾₀,₀ + ⋯ + b⁽¹⁾₀ = 0.35 + 0.05 · 0.15 = 0.3575 so far",
    NEURONS[0],
    "z⁽¹⁾₁ = x₀ · w⁽¹⁾₀,₁ + ⋯ + b⁽¹⁾₁ = 0.35 + 0.05 · 0.25 = 0.3625 so far",
    NEURONS[1],
    "z⁽¹⁾ = xW⁽¹⁾ + b⁽¹⁾",
    NEURONS[2],
    NEURONS[3],
    "a⁽¹⁾ = 1/(1 + e^(−z⁽¹⁾))",
    "z⁽²⁾₀ = a⁽¹⁾₀ · w⁽²⁾₀,₀ + ⋯ + b⁽²⁾₀ = 0.6 + 0.5933 · 0.4 = 0.8373 so far",
    NEURONS[4],
)

PLACES = 34 + 16
"""Where one stands term by term in a step: within its operations, and behind each of them."""


class Seen(NamedTuple):
    """What the window shows of one moment, and its numbers to the bit."""

    formula: str
    strip: list[str]
    listing: list[str]
    status: list[str]
    numbers: bytes


def seen(shell: Shell) -> Seen:
    window = shell.window
    trainer = shell.training.bench.trainer
    return Seen(
        " ".join(formulas(window.strip)),
        shell.texts(window.strip),
        shell.texts(window.listing),
        shell.texts(window.status),
        bits(trainer),
    )


def go(shell: Shell, key: Qt.Key, count: int) -> list[Seen]:
    """What is seen before, and after each of so many presses of a key."""
    moments = [seen(shell)]
    for _ in range(count):
        shell.press(key)
        moments.append(seen(shell))
    return moments


def spot(shell: Shell) -> Spot:
    return shell.training.bench.spot


def test_the_right_key_goes_through_the_whole_step_and_the_left_key_back(by_hand: Shell) -> None:
    forwards = go(by_hand, KEY.Key_Right, len(OPERATIONS))
    for number, (statement, formula) in enumerate(OPERATIONS, 1):
        moment = forwards[number]
        assert moment.formula == formula
        assert statement in moment.strip
        assert moment.listing[0].startswith(f"after operation {number} of 16")
    assert go(by_hand, KEY.Key_Left, len(OPERATIONS)) == forwards[::-1]


def test_neuron_by_neuron_the_numbers_are_those_worked_by_hand(by_hand: Shell) -> None:
    by_hand.click("neuron", by_hand.window.transport)
    forwards = go(by_hand, KEY.Key_Right, len(NEURONS) + len(OPERATIONS))
    shown = [moment.formula for moment in forwards[1:]]
    assert [formula for formula in shown if formula in NEURONS] == list(NEURONS)
    others = [formula for formula in shown if formula not in NEURONS]
    assert others == [formula for _, formula in OPERATIONS]
    assert go(by_hand, KEY.Key_Left, len(forwards) - 1) == forwards[::-1]


def test_term_by_term_the_sum_grows(by_hand: Shell) -> None:
    by_hand.click("term", by_hand.window.transport)
    forwards = go(by_hand, KEY.Key_Right, len(TERMS))
    assert [moment.formula for moment in forwards[1:]] == list(TERMS)
    assert "neuron 1 of 2 · term 1 of 2" in forwards[1].strip
    assert forwards[1].listing[0] == "within operation 1 of 16 · forward"
    assert go(by_hand, KEY.Key_Left, len(TERMS)) == forwards[::-1]


def test_term_by_term_the_whole_step_is_gone_and_back(by_hand: Shell) -> None:
    by_hand.click("term", by_hand.window.transport)
    forwards = go(by_hand, KEY.Key_Right, PLACES)
    assert spot(by_hand) == (0, 16)
    shown = [moment.formula for moment in forwards]
    assert [formula for formula in shown if formula in NEURONS] == list(NEURONS)
    assert go(by_hand, KEY.Key_Left, PLACES) == forwards[::-1]


def test_the_edge_of_the_product_added_last_is_lit(by_hand: Shell) -> None:
    by_hand.click("term", by_hand.window.transport)
    lit = []
    for _ in range(4):
        by_hand.press(KEY.Key_Right)
        close_up = by_hand.snapshots[-1].close_up
        assert close_up is not None
        lit.append(close_up.lit)
    assert lit == [EdgeId(1, 0, 0), EdgeId(1, 1, 0), EdgeId(1, 0, 1), EdgeId(1, 1, 1)]


@pytest.mark.parametrize(
    ("part", "values"),
    [
        (NodeId(2, 0), ["a = +0.75136507", "δ = +0.13849856"]),
        (NodeId(2, 1), ["a = +0.772928465", "δ = −0.0380982365"]),
        (EdgeId(2, 0, 0), ["w = +0.35891648", "∂C/∂w = +0.082167041"]),
    ],
)
def test_the_network_tells_every_digit_of_what_was_worked_by_hand(
    by_hand: Shell, part: NodeId | EdgeId, values: list[str]
) -> None:
    by_hand.press(KEY.Key_Right, CTRL)
    point_at(by_hand, part)
    line = by_hand.texts(by_hand.window.status)[1]
    told = dict(fact.split(" = ") for fact in line.split("   ")[1:])
    for value in values:
        name, expected = value.split(" = ")
        digits = len(expected.partition(".")[2])
        number = float(told[name].replace("−", "-"))
        assert f"{number:+.{digits}f}".replace("-", "−") == expected


def test_the_listing_tells_the_cost_with_every_digit(by_hand: Shell) -> None:
    click_in_listing(by_hand, 6)
    told = array_tooltip(by_hand, 6, "C")
    assert "the cost of the batch" in told
    assert "0.298371108760" in told


def test_a_click_in_the_listing_or_the_ribbon_runs_to_there_forwards_and_back(
    by_hand: Shell,
) -> None:
    forwards = go(by_hand, KEY.Key_Right, len(OPERATIONS))
    for number in (9, 3, 14):
        click_in_listing(by_hand, number)
        assert seen(by_hand) == forwards[number]
    for number in (2, 16, 7):
        click_in_ribbon(by_hand, number)
        assert seen(by_hand) == forwards[number]
    by_hand.press(KEY.Key_Home)
    assert seen(by_hand) == forwards[0]


def test_passes_and_steps_are_gone_forward_and_back(by_hand: Shell) -> None:
    spots, numbers = [], []
    for modifier in (SHIFT, SHIFT, SHIFT, SHIFT, CTRL, CTRL):
        spots.append(spot(by_hand))
        numbers.append(bits(by_hand.training.bench.trainer))
        by_hand.press(KEY.Key_Right, modifier)
    assert spots == [(0, 0), (0, 4), (0, 6), (0, 14), (0, 16), (1, 16)]
    for modifier in (CTRL, CTRL, SHIFT, SHIFT, SHIFT, SHIFT):
        by_hand.press(KEY.Key_Left, modifier)
        assert spot(by_hand) == spots.pop()
        assert bits(by_hand.training.bench.trainer) == numbers.pop()
    by_hand.press(KEY.Key_Left, SHIFT)
    assert spot(by_hand) == (0, 0)


def test_what_is_not_computed_yet_is_said_to_be_so_everywhere(by_hand: Shell) -> None:
    by_hand.press(KEY.Key_Right, CTRL)  # so that there are old numbers
    by_hand.press(KEY.Key_Right)
    assert by_hand.snapshots[-1].last is not None
    assert by_hand.snapshots[-1].last.pass_ is Pass.FORWARD
    assert "not computed yet: operation 3 will do so" in array_tooltip(by_hand, 3, "z2")
    assert "0.37" in array_tooltip(by_hand, 2, "z1")
    click_part(by_hand, EdgeId(2, 0, 0))
    line = by_hand.texts(by_hand.window.status)[1]
    assert line == "W2[0, 0]   w = +0.35891647971788465"
    assert formulas(tab(by_hand)) == []
    notes = by_hand.texts(tab(by_hand))
    assert any("is not computed yet: operation" in note for note in notes), notes
    open_tab(by_hand, "Update")
    assert formulas(tab(by_hand)) == []
    assert "The update is not computed yet: go on (→) to operation 15." in by_hand.texts(
        tab(by_hand)
    )
    point_at(by_hand, NodeId(2, 0))
    told = by_hand.texts(by_hand.window.status)[1]
    assert told == "a2[0] · output ŷ[0]   b = +0.5307507191857215"


def test_zeros_are_passed_over_on_request(by_hand: Shell) -> None:
    by_hand.session.set_parameter(EdgeId(1, 0, 0), 0.0)
    by_hand.click("term", by_hand.window.transport)
    by_hand.click("Skip zeros")
    by_hand.press(KEY.Key_Right)
    assert formulas(by_hand.window.strip)[1] == "= 0.35 + 0.05 · 0 + 0.1 · 0.2 = 0.37"


def test_the_arrow_keys_step_also_after_a_click_on_an_edge(by_hand: Shell) -> None:
    click_part(by_hand, EdgeId(2, 0, 0))
    assert canvas(by_hand).hasFocus()
    by_hand.press(KEY.Key_Right)
    assert spot(by_hand) == (0, 1)
    by_hand.press(KEY.Key_Left)
    assert spot(by_hand) == (0, 0)
