"""Random traces, and random parts of their networks, for hypothesis."""

from hypothesis import assume
from hypothesis import strategies as st

from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.errors import InputError
from engine.optimizers import OPTIMIZERS
from engine.trace import Trace
from tests.engine.cases import cases
from tests.engine.traces import trace

WITH_GRADIENTS = [name for name, kind in OPTIMIZERS.items() if kind.needs_gradients]


@st.composite
def traces(draw: st.DrawFn, precision: str = "float64") -> Trace:
    """Of a finished step of any kind that computes gradients."""
    step = draw(cases(precision, WITH_GRADIENTS))
    try:
        return trace(step)
    except InputError:  # not every loss is for a single output
        assume(False)
        raise


@st.composite
def addresses(draw: st.DrawFn, trace: Trace) -> Address:
    """A weight, a bias, a neuron or an input."""
    sizes = trace.network.sizes
    layer = draw(st.integers(1, trace.network.depth))
    source = draw(st.integers(0, sizes[layer - 1] - 1))
    target = draw(st.integers(0, sizes[layer] - 1))
    parts: list[Address] = [
        EdgeId(layer, source, target),
        BiasId(layer, target),
        NodeId(layer, target),
        NodeId(0, draw(st.integers(0, sizes[0] - 1))),
    ]
    return draw(st.sampled_from(parts))
