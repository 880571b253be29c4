from app.stepping.standing import Standing
from tests.app.moments import snapshot
from tests.app.stepping.moments import after, within


def test_the_present_operation_is_the_one_done_last() -> None:
    trainer = after(3)
    standing = Standing.of(snapshot(trainer))
    assert standing.done == 3
    assert standing.present is trainer.program.operations[2]


def test_at_the_start_of_a_step_no_operation_is_present() -> None:
    assert Standing.of(snapshot(after(0))).present is None


def test_in_slow_motion_the_step_can_be_followed() -> None:
    standing = Standing.of(snapshot(after(3), is_running=True, pace=0.5))
    assert standing.present is not None


def test_flat_out_every_operation_is_done_and_none_is_present() -> None:
    trainer = after(3)
    standing = Standing.of(snapshot(trainer, is_running=True))
    assert standing.done == len(trainer.program.operations)
    assert standing.present is None


def test_an_operation_that_is_done_bit_by_bit_is_the_present_one() -> None:
    trainer = after(0)
    standing = Standing.of(within(trainer, "z2", neurons=1, terms=4))
    assert standing.present is trainer.program.next
    assert standing.is_within
    assert standing.done == 4
    assert standing.share == 0.5


def test_an_element_that_is_no_sum_is_done_at_once() -> None:
    assert Standing.of(within(after(0), "a2", neurons=2)).share == 2 / 3
    assert Standing.of(within(after(0), "z2", neurons=3)).share == 1


def test_an_operation_that_is_done_is_not_under_way() -> None:
    standing = Standing.of(snapshot(after(3)))
    assert not standing.is_within
    assert standing.share == 1
