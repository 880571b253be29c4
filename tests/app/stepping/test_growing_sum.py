import pytest

from app.look import numbers
from app.look.look import Look
from app.stepping.growing_sum import EARLIER, at_index, lines
from tests.app.stepping.moments import after, within


@pytest.mark.parametrize(
    ("symbol", "letter", "expected"),
    [
        ("x_{i}", "i", "x_{7}"),
        ("w^{(1)}_{i,3}", "i", "w^{(1)}_{7,3}"),
        (
            r"\frac{\partial C}{\partial z^{(2)}_{s,15}}",
            "s",
            r"\frac{\partial C}{\partial z^{(2)}_{7,15}}",
        ),
        (r"\tilde{a}^{(1)}_{i}", "i", r"\tilde{a}^{(1)}_{7}"),
    ],
)
def test_the_running_index_is_replaced_and_nothing_else(
    symbol: str, letter: str, expected: str
) -> None:
    assert at_index(symbol, letter, 7) == expected


@pytest.mark.parametrize(("writes", "count"), [("z1", 4), ("z2", 8), ("dW2", 16), ("da1_kept", 3)])
@pytest.mark.parametrize("most", [1, 2, 3])
def test_the_numbers_shown_add_up_to_the_total(writes: str, count: int, most: int) -> None:
    for terms in range(1, count + 1):
        close_up = within(after(0), writes, neurons=1, terms=terms).close_up
        assert close_up is not None
        _, in_numbers = lines(close_up, most, Look())
        values = {slot.key: slot.value or 0.0 for slot in in_numbers.slots}
        total = 0.0
        for summand in in_numbers.template.removeprefix("= ").split(" + "):
            product = 1.0
            for key in summand.split(r" \cdot "):
                product *= values[int(key.removeprefix("#"))]
            total += product
        assert total == pytest.approx(close_up.total, rel=1e-6, abs=1e-7)
        assert in_numbers.result.startswith(f"= {numbers.plain(close_up.total)}")


def test_what_was_added_before_is_one_number() -> None:
    close_up = within(after(0), "z1", terms=4).close_up
    assert close_up is not None
    assert close_up.explanation.sum is not None
    symbols, in_numbers = lines(close_up, 2, Look())
    assert symbols.template.startswith(r"\cdots + ")
    earlier = next(slot.value for slot in in_numbers.slots if slot.key == EARLIER)
    bias = after(0).parameters["b1"][0]
    assert earlier == pytest.approx(bias + close_up.explanation.sum.terms[:2].sum())


def test_the_product_added_last_is_the_one_that_is_lit() -> None:
    close_up = within(after(0), "z1", terms=2).close_up
    assert close_up is not None
    look = Look()
    for line in lines(close_up, 2, look):
        lit = {slot.symbol for slot in line.slots if slot.colour == look.theme.accent}
        assert lit == {"x_{1}", "w^{(1)}_{1,0}"}
