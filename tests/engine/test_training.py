"""The trainer: exact to the bit, however it is driven; and safe when numbers explode."""

import pickle
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Linear, Softmax
from engine.batches import Position
from engine.datasets.dataset import Dataset, Examples
from engine.errors import InputError
from engine.layers import Dense
from engine.losses import LOSSES
from engine.metrics import EpochMetrics
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.training import NonFiniteError, Trainer
from tests.engine.cases import experiment, labelled


def trainer(**settings: Any) -> Trainer:
    return Trainer(experiment(**settings), labelled())


def bits(trainer: Trainer) -> bytes:
    state = trainer.checkpoint().state
    return b"".join([state.params.tobytes(), *(v.tobytes() for v in state.vectors.values())])


def steps(trainer: Trainer, count: int) -> Trainer:
    for _ in range(count):
        trainer.step()
    return trainer


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_same_experiment_gives_the_same_bits(name: str) -> None:
    optimizer = OPTIMIZERS[name]()
    first, second = (steps(trainer(optimizer=optimizer), 10) for _ in range(2))
    assert bits(first) == bits(second)
    assert bits(first) != bits(steps(trainer(optimizer=optimizer, seed=8), 10))


@given(st.lists(st.sampled_from(["step", "operations", "some", "look", "back"]), max_size=15))
@settings(max_examples=60, deadline=None)
def test_any_way_of_driving_gives_the_same_bits(actions: list[str]) -> None:
    """Whole steps, single operations, looking on and going back, in any order."""
    driven = trainer()
    for action in actions:
        if action == "step":
            driven.step()
        elif action == "operations":
            list(driven.operations())
        elif action == "some":
            for _ in range(7):
                driven.advance()
        elif action == "look":
            driven.evaluate(driven.dataset.test)
        elif action == "back":
            checkpoint = driven.checkpoint()
            driven.step()
            driven.restore(checkpoint)
    done = driven.position.step
    assert bits(driven) == bits(steps(trainer(), done))


def test_operations_are_the_step_and_end_it() -> None:
    driven = trainer()
    operations = list(driven.operations())
    assert operations == list(driven.program.operations)
    assert driven.position == Position(1, 0, 16)
    assert bits(driven) == bits(steps(trainer(), 1))


def test_a_checkpoint_in_mid_step_is_the_start_of_that_step() -> None:
    driven = steps(trainer(), 3)
    before = bits(driven)
    for _ in driven.program.operations[:-1]:
        driven.advance()
    assert driven.position.step == 3
    assert bits(driven) == before
    driven.restore(driven.checkpoint())
    assert bits(steps(driven, 1)) == bits(steps(trainer(), 4))


def test_a_checkpoint_is_not_touched_by_later_steps() -> None:
    driven = steps(trainer(), 2)
    checkpoint = driven.checkpoint()
    kept = checkpoint.state.params.copy()
    steps(driven, 100)
    np.testing.assert_array_equal(checkpoint.state.params, kept)
    driven.restore(checkpoint)
    assert bits(steps(driven, 5)) == bits(steps(trainer(), 7))


def test_an_interrupted_step_is_as_if_it_had_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    driven = steps(trainer(), 70)
    before = bits(driven)

    def interrupted() -> None:
        for operation in driven.program.operations:
            operation.run()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(driven.program, "_run_all", interrupted)
        with pytest.raises(KeyboardInterrupt):
            driven.step()
    assert bits(driven) == before
    assert bits(steps(driven, 1)) == bits(steps(trainer(), 71))


def test_an_interruption_in_mid_operation_undoes_the_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    driven = steps(trainer(optimizer=OPTIMIZERS["momentum"]()), 3)
    before = bits(driven)
    driven.advance()
    velocity = next(op for op in driven.program.operations if op.writes == "velocity")
    while driven.program.next is not velocity:
        driven.advance()

    def interrupted() -> None:
        driven.program.namespace["velocity"] *= 0.9
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setitem(velocity.__dict__, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            driven.advance()
    assert bits(driven) == before
    assert bits(steps(driven, 1)) == bits(steps(trainer(optimizer=OPTIMIZERS["momentum"]()), 4))


def test_the_batch_of_the_next_step_is_there_before_it_begins() -> None:
    driven = trainer()
    first = driven.program.values["x"].copy()
    assert first.any()
    steps(driven, 3)
    driven.restore(trainer().checkpoint())
    np.testing.assert_array_equal(driven.program.values["x"], first)
    assert driven.program.values["step"] == 0


def test_a_hook_cannot_drive_its_trainer() -> None:
    driven = trainer()
    driven.hooks.on_operation(lambda *_: driven.step())
    driven.step()
    assert "a hook cannot drive the trainer" in str(driven.hooks.failures[0])
    assert bits(driven) == bits(steps(trainer(), 1))


def test_before_the_first_step_there_are_no_metrics() -> None:
    with pytest.raises(RuntimeError, match="no step is finished"):
        trainer().metrics()


def test_epochs_see_every_example_and_report() -> None:
    driven = trainer()
    first, second = driven.epochs(2)
    assert isinstance(first, EpochMetrics)
    assert (first.epoch, first.steps, first.examples) == (0, 4, 60)
    assert (second.epoch, second.steps, second.examples) == (1, 4, 60)
    assert second.cost < first.cost
    assert second.test == driven.evaluate(driven.dataset.test)
    assert second.seconds > 0


def test_the_cost_of_an_epoch_is_the_mean_over_its_examples() -> None:
    driven = trainer()
    costs: list[tuple[float, int]] = []
    driven.hooks.on_step(lambda metrics: costs.append((metrics.cost, metrics.examples)))
    (epoch,) = driven.epochs(1)
    assert epoch.cost == pytest.approx(sum(c * m for c, m in costs) / 60)


def test_epochs_stop_when_progress_says_so() -> None:
    driven = trainer()
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return len(seen) < 6

    assert len(list(driven.epochs(3, progress))) == 1
    assert driven.position.step == 6
    assert seen[-1] == (60 + 32, 180)
    (rest,) = driven.epochs(1)
    assert (rest.epoch, rest.steps, rest.examples) == (1, 2, 28)


def test_stopping_at_the_end_of_an_epoch_keeps_its_metrics() -> None:
    driven = trainer()
    assert len(list(driven.epochs(3, lambda done, _: done < 60))) == 1
    assert driven.position == Position(4, 1, 0)


@pytest.mark.parametrize(
    "other",
    [
        {"optimizer": OPTIMIZERS["sgd"]()},
        {"network": Network(4, (Dense(9), Dense(3, Softmax())))},
        {"network": Network(4, (Dense(8), Dense(3, Softmax())), "float64")},
    ],
)
def test_a_checkpoint_of_another_experiment_is_refused_and_changes_nothing(
    other: dict[str, Any],
) -> None:
    driven = steps(trainer(), 2)
    before = bits(driven)
    with pytest.raises(InputError, match="it comes from another experiment"):
        driven.restore(trainer(**other).checkpoint())
    assert bits(driven) == before


def test_a_checkpoint_of_a_larger_data_set_is_refused() -> None:
    larger = steps(Trainer(experiment(), labelled(examples=200)), 5).checkpoint()
    with pytest.raises(InputError, match="A checkpoint at example 80 of an epoch"):
        trainer().restore(larger)


@pytest.mark.parametrize(
    ("examples", "sentence"),
    [
        (Examples(np.zeros((0, 4)), np.zeros(0, int)), "no examples to evaluate"),
        (Examples(np.zeros((2, 5)), np.zeros(2, int)), "have 5 inputs, the network 4"),
        (Examples(np.zeros((2, 4)), np.array([0, -1])), "has the label -1"),
        (Examples(np.zeros((2, 4)), np.array([0, 3])), "has the label 3"),
    ],
)
def test_examples_that_do_not_fit_are_not_evaluated(examples: Examples, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        trainer().evaluate(examples)


@pytest.mark.parametrize("size", [np.int64(16), np.uint8(16)])
def test_a_batch_size_may_be_a_numpy_number(size: Any) -> None:
    assert bits(steps(trainer(batch_size=size), 5)) == bits(steps(trainer(batch_size=16), 5))


def test_whole_set_and_single_examples_are_batches_too() -> None:
    assert trainer(batch_size=None).steps_per_epoch == 1
    assert trainer(batch_size=1).steps_per_epoch == 60
    assert bits(steps(trainer(batch_size=60), 3)) == bits(steps(trainer(batch_size=None), 3))


def test_evaluation_is_the_same_in_any_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    driven = steps(trainer(), 20)
    whole = driven.evaluate(driven.dataset.test)
    monkeypatch.setattr("engine.training.CHUNK", 7)
    chunked = driven.evaluate(driven.dataset.test)
    assert chunked.accuracy == whole.accuracy
    assert chunked.loss == pytest.approx(whole.loss, rel=1e-6)


def test_evaluation_equals_the_forward_pass_without_dropout() -> None:
    driven = steps(trainer(), 20)
    data, p = driven.dataset.test, driven.parameters
    a1 = np.maximum(data.x @ p["W1"] + p["b1"], 0)
    z2 = a1 @ p["W2"] + p["b2"]
    probabilities = np.exp(z2) / np.exp(z2).sum(axis=1, keepdims=True)
    evaluation = driven.evaluate(data)
    assert evaluation.accuracy == (z2.argmax(axis=1) == data.y).mean()
    right = probabilities[np.arange(len(data)), data.y]
    assert evaluation.loss == pytest.approx(-np.log(right).mean(), rel=1e-5)


def test_evaluation_of_a_regression() -> None:
    rng = np.random.default_rng(0)
    x = rng.standard_normal((50, 2))
    data = Examples(x, x @ [[1.0], [2.0]])
    driven = Trainer(
        experiment(
            network=Network(2, (Dense(1, Linear()),)),
            loss=LOSSES["mean-squared-error"],
            optimizer=OPTIMIZERS["sgd"](),
            learning_rate=0.3,
            batch_size=None,
        ),
        Dataset("plane", data, data, (2,)),
    )
    before = driven.evaluate(data)
    assert before.r2 is not None
    assert before.r2 < 0.9
    steps(driven, 100)
    after = driven.evaluate(data)
    assert after.r2 == pytest.approx(1, abs=1e-9)
    assert (after.within_tolerance, after.accuracy) == (1, None)
    driven.step()
    assert driven.metrics().r2 == pytest.approx(1, abs=1e-9)


def test_parameters_cannot_be_changed_by_looking() -> None:
    with pytest.raises(ValueError, match="read-only"):
        trainer().parameters["W1"][0, 0] = 1


class TestNonFinite:
    """A learning rate that makes the loss explode."""

    def exploding(self) -> Trainer:
        network = Network(4, (Dense(8), Dense(3, Softmax())))
        sgd = OPTIMIZERS["sgd"]()
        return trainer(network=network, optimizer=sgd, learning_rate=1e12)

    def test_training_stops_and_names_the_operation(self) -> None:
        driven = self.exploding()
        with pytest.raises(NonFiniteError) as caught:
            steps(driven, 1000)
        operation = driven.program.operations[caught.value.number - 1]
        assert operation.text == caught.value.text
        assert re.match(
            rf"The training stopped in step {driven.position.step} \(epoch \d+\): operation "
            rf"{operation.number}, '{re.escape(operation.text)}', gave the first number that is "
            "not finite. All parameters are kept as they were before this step. Usually the "
            "learning rate is too large",
            str(caught.value),
        )

    def test_the_last_good_parameters_are_kept(self) -> None:
        driven = self.exploding()
        with pytest.raises(NonFiniteError) as caught:
            steps(driven, 1000)
        assert driven.position == caught.value.position
        assert np.isfinite(driven.checkpoint().state.params).all()
        assert bits(driven) == bits(steps(self.exploding(), driven.position.step))

    def test_the_operation_is_the_first_of_the_step_that_is_not_finite(self) -> None:
        driven = self.exploding()
        with pytest.raises(NonFiniteError) as caught:
            steps(driven, 1000)
        at_fault = driven.program.operations[caught.value.number - 1]
        for operation in driven.program.operations:
            driven.program.advance()
            value = driven.program.values[operation.writes]
            assert np.isfinite(value).all() == (operation is not at_fault)
            if operation is at_fault:
                break

    def test_the_error_can_be_sent_to_another_process(self) -> None:
        with pytest.raises(NonFiniteError) as caught:
            steps(self.exploding(), 1000)
        copy = pickle.loads(pickle.dumps(caught.value))
        assert str(copy) == str(caught.value)
        assert copy.position == caught.value.position

    def test_stepping_by_operations_stops_too(self) -> None:
        driven = self.exploding()
        driven.hooks.on_operation(lambda *_: None)
        with pytest.raises(NonFiniteError):
            steps(driven, 1000)
        assert np.isfinite(driven.checkpoint().state.params).all()

    def overflowing(self) -> Trainer:
        """Inputs so large that the squares of their gradients overflow, but not their cost."""
        data = Examples(np.full((2, 1), 1e25), np.ones((2, 1)))
        return Trainer(
            experiment(
                network=Network(1, (Dense(1, Linear()),)),
                loss=LOSSES["mean-absolute-error"],
                optimizer=OPTIMIZERS["adagrad"](),
                batch_size=1,
            ),
            Dataset("huge", data, data, (1,)),
        )

    def test_a_checkpoint_is_always_finite(self) -> None:
        driven = steps(self.overflowing(), 1)
        with pytest.raises(NonFiniteError):
            driven.checkpoint()
        assert np.isfinite(driven.checkpoint().state.vectors["cache"]).all()
        assert driven.position == Position()

    @pytest.mark.parametrize("by_epoch", [True, False])
    def test_an_infinity_that_the_cost_does_not_show_is_found(self, by_epoch: bool) -> None:
        driven = self.overflowing()
        with pytest.raises(NonFiniteError) as caught:
            list(driven.epochs(1)) if by_epoch else steps(driven, 1000)
        assert caught.value.text == "cache = cache + np.square(grads)"
        assert driven.position == Position()
