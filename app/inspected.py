"""What is inspected: a part of the network, and the step that it is looked at in."""

from dataclasses import dataclass

from engine.addresses import Address
from engine.trace import Trace


@dataclass(frozen=True, eq=False)
class Inspected:
    """A selected part of the network (None: nothing is), the step, and the example looked at.

    `example` is a row of the batch, None for the whole batch.
    """

    trace: Trace
    address: Address | None
    example: int | None
