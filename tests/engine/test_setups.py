"""The short classic set-ups reach their figures (the long ones: tests/benchmarks)."""

from dataclasses import replace
from statistics import fmean

import pytest

from engine.activations import Linear, Softmax, Tanh
from engine.datasets.embedded import MnistSample
from engine.datasets.synthetic import Line, Xor
from engine.epochs import train_epochs
from engine.experiment import Experiment
from engine.losses import CROSS_ENTROPY, MEAN_SQUARED_ERROR
from engine.optimizers import SGD, Momentum, RandomSearch
from engine.schedules import CosineDecay
from engine.training import Trainer
from tests.setups import SHORT, Setup, reached, relu_softmax, xavier


def train(experiment: Experiment, epochs: int) -> Trainer:
    trainer = Trainer(experiment, experiment.load())
    for _ in train_epochs(trainer, epochs):
        pass
    return trainer


@pytest.mark.parametrize("setup", SHORT, ids=lambda setup: setup.title)
def test_the_mean_over_five_seeds_reaches_its_goal(setup: Setup) -> None:
    results = []
    for seed in range(5):
        trainer = train(replace(setup.experiment, seed=seed), setup.epochs)
        results.append(reached(trainer.evaluate(trainer.dataset.test)))
    assert fmean(results) >= setup.goal


def test_the_embedded_digits_are_learnt() -> None:
    network = relu_softmax(784, 16, 16, 10)
    experiment = Experiment(
        MnistSample(), network, CROSS_ENTROPY, Momentum(), 0.03, CosineDecay(total=1000)
    )
    trainer = train(experiment, 8)
    assert reached(trainer.evaluate(trainer.dataset.test)) >= 0.88


def test_a_linear_neuron_finds_the_line() -> None:
    source = Line(noise=0, weight=2, bias=0.5)
    network = xavier(1, (1, Linear()))
    trainer = train(Experiment(source, network, MEAN_SQUARED_ERROR, SGD(), 0.3), 10)
    assert trainer.parameters["W1"].item() == pytest.approx(2, abs=1e-4)
    assert trainer.parameters["b1"].item() == pytest.approx(0.5, abs=1e-4)


def test_random_search_learns_slowly_what_gradients_learn_fast() -> None:
    """XOR in a hundred steps: the test loss before, by luck, and by gradients."""
    network = xavier(2, (8, Tanh()), (2, Softmax()))
    luck = Experiment(Xor(), network, CROSS_ENTROPY, RandomSearch(), 0.1, batch_size=None)
    gradients = replace(luck, optimizer=Momentum(), learning_rate=0.5)
    before, by_luck, by_gradients = (
        trainer.evaluate(trainer.dataset.test).loss
        for trainer in (train(luck, 0), train(luck, 100), train(gradients, 100))
    )
    assert before > by_luck > 10 * by_gradients
