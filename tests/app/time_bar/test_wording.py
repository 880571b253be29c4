"""What the time bar says."""

from dataclasses import replace

from app.chronicle import Chronicle, Mark, MarkKind
from app.time_bar import wording
from tests.app.time_bar.chronicles import EDIT, HIT, branched, line, standing


def test_where_a_run_stands() -> None:
    chronicle = standing(line(1652), 1398)
    assert wording.standing(chronicle) == "step 1,398 of 1,652"
    assert wording.epoch(chronicle) == "epoch 14"


def test_the_epoch_is_that_of_the_step_under_way() -> None:
    begun = Chronicle((line(200),), 0, 100, False)
    assert wording.standing(begun) == "step 100 of 200"
    assert wording.epoch(begun) == "epoch 2"


def test_the_hint_says_what_can_be_done() -> None:
    assert wording.hint(standing(line(9), 9)) == "drag to any step"
    assert wording.hint(standing(line(9), 8)) == "End goes back to the newest step"
    assert wording.hint(standing(line(0), 0)) == "run or step to begin"


def test_how_far_a_branch_came() -> None:
    assert wording.outcome(line(1234)) == "1,234 steps · C 0.1234"
    assert wording.outcome(replace(line(1), cost=float("nan"))) == "1 step"


def test_marks_are_told_in_a_line_each() -> None:
    assert wording.about_marks([EDIT, HIT]) == (
        "◆ after step 120: learning rate 0.05\n● after step 260: the cost fell below 0.5 (0.498)"
    )
    assert wording.about_marks([Mark(0, MarkKind.EDIT, "seed 3")]) == "◆ at the start: seed 3"
    assert wording.about_marks([HIT] * 9).endswith("\nand 3 more")


def test_the_value_for_those_who_cannot_see_it() -> None:
    assert wording.value(standing(line(9), 9)) == "step 9 of 9, epoch 1"
    assert wording.value(branched()) == (
        "step 350 of 500, epoch 4, on branch 1. End goes back to the newest step"
    )
