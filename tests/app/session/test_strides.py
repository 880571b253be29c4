"""One stride back from any moment."""

import numpy as np
import pytest

from app.session.strides import Spot, after_steps, before
from app.strides import Stride
from engine.statements import Pass
from tests.engine.cases import trainer

OPERATIONS = trainer().program.operations
END = len(OPERATIONS)
PASSES = [operation.pass_ for operation in OPERATIONS]
LOSS, BACKWARD, UPDATE = (PASSES.index(p) for p in (Pass.LOSS, Pass.BACKWARD, Pass.UPDATE))
EPOCHS = np.array([0, 8, 16])


@pytest.mark.parametrize(
    ("stride", "spot", "earlier"),
    [
        (Stride.OPERATION, Spot(5, END), Spot(5, END - 1)),
        (Stride.OPERATION, Spot(5, 2), Spot(5, 1)),
        (Stride.OPERATION, Spot(5, 1), Spot(4, None)),
        (Stride.OPERATION, Spot(5, 0), Spot(4, END - 1)),
        (Stride.OPERATION, Spot(0, 1), Spot(0, 0)),
        (Stride.OPERATION, Spot(0, 0), Spot(0, 0)),
        (Stride.PASS, Spot(5, END), Spot(5, UPDATE)),
        (Stride.PASS, Spot(5, UPDATE), Spot(5, BACKWARD)),
        (Stride.PASS, Spot(5, BACKWARD + 1), Spot(5, BACKWARD)),
        (Stride.PASS, Spot(5, BACKWARD), Spot(5, LOSS)),
        (Stride.PASS, Spot(5, LOSS), Spot(4, None)),
        (Stride.PASS, Spot(5, 0), Spot(4, UPDATE)),
        (Stride.PASS, Spot(0, 2), Spot(0, 0)),
        (Stride.BATCH, Spot(5, END), Spot(4, None)),
        (Stride.BATCH, Spot(5, 3), Spot(4, None)),
        (Stride.BATCH, Spot(5, 0), Spot(3, None)),
        (Stride.BATCH, Spot(0, END), Spot(0, 0)),
        (Stride.EPOCH, Spot(7, END), Spot(0, 0)),
        (Stride.EPOCH, Spot(8, 1), Spot(7, None)),
        (Stride.EPOCH, Spot(8, END), Spot(7, None)),
        (Stride.EPOCH, Spot(15, END), Spot(7, None)),
        (Stride.EPOCH, Spot(20, END), Spot(15, None)),
        (Stride.EPOCH, Spot(0, 0), Spot(0, 0)),
    ],
)
def test_a_stride_back(stride: Stride, spot: Spot, earlier: Spot) -> None:
    assert before(spot, stride, OPERATIONS, EPOCHS) == earlier


def test_after_no_steps_is_the_beginning() -> None:
    assert after_steps(0) == Spot(0, 0)
    assert after_steps(3) == Spot(2, None)
