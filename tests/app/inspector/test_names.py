import numpy as np
import pytest

from app.inspector.names import NO_BREAK, Names
from engine.addresses import Address, BiasId, EdgeId, NodeId
from tests.app.inspector.steps import pictures, two_two_two


@pytest.mark.parametrize(
    ("address", "title"),
    [
        (EdgeId(2, 3, 5), "weight from hidden 1 #3 to hidden 2 #5"),
        (EdgeId(1, 9, 5), "weight from pixel 2, 1 to hidden 1 #5"),
        (EdgeId(3, 3, 4), "weight from hidden 2 #3 to output 4"),
        (BiasId(1, 7), "bias of neuron 7 of hidden 1"),
        (NodeId(0, 9), "input 9 (pixel 2, 1)"),
        (NodeId(3, 4), "output 4"),
    ],
)
def test_parts_have_names_in_words(address: Address, title: str) -> None:
    trainer = pictures()
    found = Names(trainer.experiment.network, trainer.dataset).title(address)
    assert found.replace(NO_BREAK, " ") == title


def test_a_target_row_has_the_name_of_its_class() -> None:
    trainer = pictures()
    names = Names(trainer.experiment.network, trainer.dataset)
    assert names.label(np.eye(10)[7]) == "7"
    by_hand = two_two_two()
    assert Names(by_hand.experiment.network, by_hand.dataset).label(np.array([0.01, 0.99])) == ""
