from dataclasses import replace

import pytest

from app.network_view.follow import Following, computed_by
from app.network_view.settings import ViewSettings
from app.snapshot import Snapshot
from engine.activations import Softmax
from engine.layers import Dense
from engine.network import Network
from engine.optimizers import Adam, RandomSearch
from engine.reading import EdgeQuantity, NeuronQuantity
from engine.training import Trainer
from tests.app.moments import snapshot
from tests.app.network_view.moments import advance_to, classifier, close_up
from tests.engine.cases import experiment, labelled

WEIGHT, SIGNAL, GRADIENT, UPDATE = EdgeQuantity
A, Z, DA, DELTA, BIAS = NeuronQuantity


def after(writes: str, trainer: Trainer | None = None) -> Snapshot:
    trainer = trainer or classifier(4, 5, 3)
    advance_to(trainer, writes)
    trainer.advance()
    return snapshot(trainer)


@pytest.mark.parametrize(
    ("writes", "edges", "neurons"),
    [
        ("z1", SIGNAL, Z),
        ("a1", None, A),
        ("C", None, A),
        ("dz2", None, DELTA),
        ("dW2", GRADIENT, DELTA),
        ("db2", GRADIENT, DELTA),
        ("da1", WEIGHT, DA),
        ("update", UPDATE, None),
        ("params", WEIGHT, None),
    ],
)
def test_one_sees_what_an_operation_computes(
    writes: str, edges: EdgeQuantity | None, neurons: NeuronQuantity | None
) -> None:
    assert computed_by(after(writes)) == (edges, neurons)


def test_behind_dropout_too_one_sees_the_derivative_by_the_activation() -> None:
    network = Network(4, (Dense(5, dropout=0.5), Dense(3, Softmax())))
    trainer = Trainer(experiment(network=network), labelled())
    assert computed_by(after("da1_kept", trainer)) == (WEIGHT, DA)
    trainer.advance()
    assert computed_by(snapshot(trainer)) == (None, DA)


def test_an_optimizer_begins_with_the_gradients() -> None:
    trainer = classifier(4, 5, 3, optimizer=Adam())
    assert computed_by(after("moment1", trainer)) == (GRADIENT, None)
    assert computed_by(after("correction2", trainer)) == (GRADIENT, None)


def test_without_gradients_an_update_begins_with_the_users_own_choice() -> None:
    trainer = classifier(4, 5, 3, optimizer=RandomSearch())
    moment = after("C", trainer)
    assert moment.next is not None
    trainer.advance()
    assert computed_by(snapshot(trainer)) == (None, None)
    assert computed_by(after("params", trainer)) == (WEIGHT, None)


def test_before_the_first_operation_there_is_nothing_to_follow() -> None:
    assert computed_by(snapshot(classifier(4, 5, 3))) == (None, None)


def test_a_close_up_shows_the_operation_that_is_under_way() -> None:
    trainer = classifier(4, 5, 3)
    advance_to(trainer, "z2")
    assert computed_by(snapshot(trainer)) == (None, A)
    assert computed_by(close_up(trainer, 1, 2)) == (SIGNAL, Z)


def test_the_users_own_choice_is_shown_when_off_and_while_it_runs() -> None:
    following, moment = Following(), after("dW2")
    following.show_snapshot(moment)
    assert following.settings == ViewSettings()
    following.turn(True)
    assert following.settings == ViewSettings(GRADIENT, DELTA)
    following.show_snapshot(replace(moment, is_running=True))
    assert following.settings == ViewSettings()
    following.show_snapshot(moment)
    following.turn(False)
    assert following.settings == ViewSettings()


def test_what_the_user_chooses_meanwhile_holds_up_to_the_next_operation() -> None:
    trainer, following = classifier(4, 5, 3), Following()
    following.turn(True)
    following.show_snapshot(after("dW2", trainer))
    following.choose(replace(following.settings, neurons=BIAS))
    assert following.settings == ViewSettings(GRADIENT, BIAS)
    following.choose(replace(following.settings, edges=SIGNAL, is_log=True))
    assert following.settings == ViewSettings(SIGNAL, BIAS, is_log=True)
    following.show_snapshot(snapshot(trainer))
    assert following.settings.edges is SIGNAL
    trainer.advance()
    following.show_snapshot(snapshot(trainer))
    assert following.settings == ViewSettings(GRADIENT, DELTA, is_log=True)
    following.turn(False)
    assert following.settings == ViewSettings(SIGNAL, BIAS, is_log=True)
