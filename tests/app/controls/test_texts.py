"""Numbers and names as they are typed."""

from typing import Any

import pytest

from app.controls.texts import Name, Names, Number, Text
from engine.errors import InputError

ANY = Number()
WHOLE = Number(is_whole=True)
OR_ALL = Number("all", is_whole=True)


@pytest.mark.parametrize(
    ("text", "typed", "value"),
    [
        (ANY, "0.03", 0.03),
        (ANY, "0,03", 0.03),
        (ANY, " .5 ", 0.5),
        (ANY, "1e-3", 0.001),
        (ANY, "1e−3", 0.001),
        (ANY, "−2", -2.0),
        (ANY, "1E5", 1e5),
        (WHOLE, "16", 16),
        (WHOLE, "60,000", 60000),
        (WHOLE, "-3", -3),
        (OR_ALL, "All", None),
        (OR_ALL, "32", 32),
        (Name(), " species ", "species"),
        (Name(), "", ""),
        (Name("the last"), "", None),
        (Names(), "a, b ,c,", ("a", "b", "c")),
        (Names(), "", ()),
    ],
)
def test_what_is_understood(text: Text, typed: str, value: Any) -> None:
    assert text.read(typed) == value


@pytest.mark.parametrize(
    ("text", "typed", "reason"),
    [
        (ANY, "fast", "“fast” is not a number."),
        (ANY, "nan", "“nan” is not a number."),
        (ANY, "1_000", "“1_000” is not a number."),
        (ANY, "1,000", "“1,000” could be 1.000 or 1000: write it without the comma."),
        (ANY, "", "Nothing is written here: write a number."),
        (WHOLE, "1.5", "“1.5” is not a whole number."),
        (WHOLE, "1,5", "“1,5” is not a whole number."),
        (WHOLE, "9" * 50, f"“{'9' * 40}…” is not a whole number."),
        (OR_ALL, "some", "“some” is not a whole number: write one, or “all”."),
    ],
)
def test_what_is_not_understood(text: Text, typed: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        text.read(typed)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        (ANY, 0.03, "0.03"),
        (ANY, 1e-8, "1e−8"),
        (ANY, 5.0, "5"),
        (ANY, -0.5, "−0.5"),
        (WHOLE, 60000, "60000"),
        (OR_ALL, None, "all"),
        (Name("the last"), None, ""),
        (Names(), ("a", "b"), "a, b"),
    ],
)
def test_what_is_written_can_be_read(text: Text, value: Any, written: str) -> None:
    assert text.write(value) == written
    assert text.read(written) == value


def test_steps_and_neighbours() -> None:
    assert WHOLE.stepped(16, 10) == 26
    assert OR_ALL.stepped(None, 1) is None
    assert list(WHOLE.others(16)) == [17, 15]
    assert list(OR_ALL.others(None)) == [1]
    assert list(Name().others("x")) != ["x"]
    assert list(Names().others(())) != [()]
