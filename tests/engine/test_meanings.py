"""What elements are, in plain words."""

import pytest

from engine.layers import Dense
from engine.meanings import meaning
from engine.network import Network
from engine.symbols import Index

NETWORK = Network(3, (Dense(20), Dense(20), Dense(2)))


@pytest.mark.parametrize(
    ("name", "index", "words"),
    [
        (
            "dz2",
            (2, 15),
            "how fast the cost changes with the pre-activation of neuron 15 in hidden layer 2, "
            "for example 3 of the batch",
        ),
        ("W1", (1, 4), "the weight from input 1 to neuron 4 in hidden layer 1"),
        ("W3", (4, 1), "the weight from neuron 4 in hidden layer 2 to output 1"),
        ("b3", (1,), "the bias of output 1"),
        ("x", ("s", 2), "the value of input 2, for each example of the batch"),
        ("y", (0, 1), "the target of output 1, for example 1 of the batch"),
        ("update_b3", (1,), "the change of the bias of output 1 by this step"),
        (
            "cache",
            (0,),
            "the cache of the weight from input 0 to neuron 0 in hidden layer 1: the sum of its "
            "squared gradients",
        ),
        ("params", (), "each weight and bias"),
        ("l1_b1", (), "how much the sizes of the biases of hidden layer 1 cost"),
        ("R3", (), "the penalty on the parameters of the output layer"),
        ("L", (4,), "the loss, for example 5 of the batch"),
        ("learning_rate", (), "the learning rate"),
    ],
)
def test_meanings(name: str, index: Index, words: str) -> None:
    assert meaning(name, index, NETWORK) == words
