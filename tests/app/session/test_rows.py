"""What is recorded of each step."""

from math import isnan

import numpy as np

from app.history import History
from app.session import rows
from engine.optimizers import OPTIMIZERS
from tests.engine.cases import steps, trainer


def test_a_row_becomes_a_point_of_each_curve() -> None:
    driven = steps(trainer(), 4)
    history, metrics = History(layers=2), driven.metrics()
    test = driven.evaluate(driven.dataset.test)
    rows.record(history, np.array([rows.row(driven, 0, metrics, test)]))
    assert history.steps["step"].tolist() == [3]
    assert history.steps["cost"].tolist() == [float(metrics.cost)]
    assert history.measured["quality"].tolist() == [metrics.accuracy]
    assert history.steps["learning_rate"].tolist() == [0.01]
    assert history.tests["step"].tolist() == history.epochs["step"].tolist() == [4]
    assert history.tests["loss"].tolist() == [float(test.loss)]
    assert history.tests["quality"].tolist() == [test.accuracy]
    assert history.measured["step"].tolist() == [3]
    for number, layer in enumerate(metrics.layers, start=1):
        for name in ("gradient_norm", "update_norm", "weight_norm"):
            norm = float(getattr(layer, name))
            assert history.measured[f"{name}{number}"].tolist() == [norm]


def test_in_mid_epoch_nothing_is_tested_and_layers_need_not_be_measured() -> None:
    driven, history = trainer(), History(layers=2)
    numbers = []
    for step in range(3):
        driven.step()
        numbers.append(rows.row(driven, 0, driven.metrics() if step == 1 else None, None))
    assert {len(row) for row in numbers} == {rows.row_length(2)}
    rows.record(history, np.array(numbers))
    assert history.steps["step"].tolist() == [0, 1, 2]
    assert history.measured["step"].tolist() == [1]
    assert (len(history.tests), len(history.epochs)) == (0, 0)


def test_an_optimizer_without_gradients_has_other_norms_all_the_same() -> None:
    driven, history = steps(trainer(optimizer=OPTIMIZERS["random-search"]()), 1), History(layers=2)
    rows.record(history, np.array([rows.row(driven, 0, driven.metrics(), None)]))
    assert isnan(history.measured["gradient_norm2"][0])
    assert history.measured["weight_norm2"][0] > 0
