"""The command line: what is asked for, and what it says of what it cannot read."""

from pathlib import Path

import pytest

from app.command_line import given, parser


def test_the_options_of_the_window() -> None:
    options = parser().parse_args(
        ["--theme", "light", "--perspective", "step", "--size", "900x700", "--steps", "30"]
    )
    assert (options.theme, options.perspective) == ("light", "step")
    assert (options.size, options.steps) == ((900, 700), 30)
    assert parser().parse_args(["--screenshot", "a.png"]).screenshot == Path("a.png")


def test_without_options_the_window_is_as_last_time() -> None:
    options = parser().parse_args([])
    assert (options.theme, options.perspective, options.size) == (None, None, None)
    assert (options.screenshot, options.steps) == (None, 0)


def test_what_was_given_is_told_from_what_is_usual() -> None:
    assert given([]) == set()
    assert given(["--epochs", "5", "--no-standardise"]) == {"epochs", "standardise"}
    assert given(["--data-dir", "here", "--headless"]) == {"folder", "headless"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--size", "wide"], "'wide' is not a size such as 1280x800"),
        (["--size", "1280x"], "'1280x' is not a size such as 1280x800"),
        (["--size", "100x800"], "'100x800': a side has from 300 to 8000 pixels"),
        (["--size", "800x9000"], "'800x9000': a side has from 300 to 8000 pixels"),
        (["--steps", "-1"], "'-1' is not a whole number of at least 0"),
        (["--perspective", "side"], "invalid choice: 'side'"),
        (["--epochs", "0"], "'0' is not a whole number of at least 1"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(arguments)
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_a_list_keeps_names_with_hyphens_in_one_piece(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["--help"])
    assert "high-contrast" in capsys.readouterr().out
