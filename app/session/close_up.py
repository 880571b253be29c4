"""Going through a close-up: the next operation done neuron by neuron or term by term, and back."""

from app.session.bench import Bench
from engine.close_up import CloseUpWalk
from engine.trace import take_trace


def forward(bench: Bench, example: int, *, by_neuron: bool, skip_zeros: bool) -> None:
    """Do a term or a neuron of the next operation, in a close-up; behind the last, do it all.

    The close-up is of an example, by its row in the batch. Raises as `Bench.place`.
    """
    if not bench.is_open:
        bench.begin_step()
    if bench.walk is None:
        bench.walk = CloseUpWalk(take_trace(bench.trainer), example)
    bench.walk.forward(by_neuron=by_neuron, skip_zeros=skip_zeros)
    if bench.walk.is_complete:
        bench.advance()


def back(bench: Bench, example: int, *, by_neuron: bool, skip_zeros: bool) -> None:
    """Go a term or a neuron back; without a close-up, enter it from the next operation's end."""
    if bench.walk is None:
        bench.walk = CloseUpWalk(take_trace(bench.trainer), example)
        bench.walk.to_end()
    bench.walk.back(by_neuron=by_neuron, skip_zeros=skip_zeros)
    if bench.walk.is_at_start:
        bench.walk = None
