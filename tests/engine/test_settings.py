"""An experiment as plain data comes back the same; anything else is refused in one sentence."""

import json
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.activations import LeakyReLU, Softmax
from engine.datasets.csv_file import CsvFile
from engine.datasets.sources import SOURCES
from engine.datasets.synthetic import Spirals
from engine.errors import InputError
from engine.experiment import Experiment
from engine.initializers import INITIALIZERS, Uniform
from engine.layers import Dense
from engine.losses import LOSSES
from engine.network import Network
from engine.optimizers import OPTIMIZERS, Adam
from engine.schedules import SCHEDULES, StepDecay
from engine.settings import from_plain, to_plain
from tests.engine.cases import OUTPUTS, experiment, networks
from tests.setups import LONG, SHORT, Setup

VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
JSON = st.recursive(
    VALUES,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(), parts, max_size=4),
    max_leaves=12,
)
SHARES = st.floats(0.01, 0.99)
SOURCE = st.one_of(
    st.sampled_from([kind() for kind in SOURCES.values() if kind is not CsvFile]),
    st.builds(Spirals, st.integers(10, 99), st.floats(0, 9), SHARES, st.integers(2, 9)),
    st.builds(
        CsvFile,
        st.text(),
        st.none() | st.text(),
        st.none() | st.booleans(),
        st.sampled_from([None, "classes", "regression"]),
        st.lists(st.text(), max_size=3).map(tuple),
        st.booleans(),
        SHARES,
    ),
)


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    """Any kind of source, network, loss, optimizer and schedule."""
    output, loss = draw(st.sampled_from(OUTPUTS))
    network = draw(networks(output, draw(st.sampled_from(["float32", "float64"]))))
    assume(network.output.size > 1 or loss is not LOSSES["cross-entropy"])
    return Experiment(
        draw(SOURCE),
        network,
        loss,
        draw(st.sampled_from([Adam(0.5), *(kind() for kind in OPTIMIZERS.values())])),
        draw(st.floats(0, exclude_min=True, allow_infinity=False)),
        draw(st.sampled_from([StepDecay("epoch"), *(kind() for kind in SCHEDULES.values())])),
        draw(st.none() | st.integers(1, 10**6)),
        draw(st.integers(0, 2**63 - 1)),
        draw(st.none() | st.floats(0, allow_infinity=False)),
    )


def as_json(original: Experiment) -> Any:
    """What another program reads."""
    return json.loads(json.dumps(to_plain(original), allow_nan=False))


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every place in the data that holds something, as its container and its key."""
    keys = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    return [place for key in keys for place in [(data, key), *places(data[key])]]


@given(experiments())
@settings(max_examples=150, deadline=None)
def test_an_experiment_comes_back_the_same(original: Experiment) -> None:
    assert from_plain(to_plain(original)) == original
    assert from_plain(as_json(original)) == original


@pytest.mark.parametrize("setup", [*SHORT, *LONG], ids=lambda setup: setup.title)
def test_the_classic_set_ups_come_back_the_same(setup: Setup) -> None:
    assert from_plain(as_json(setup.experiment)) == setup.experiment


@pytest.mark.parametrize("kind", INITIALIZERS.values(), ids=INITIALIZERS)
def test_every_initializer_comes_back_the_same(kind: Any) -> None:
    original = experiment(network=Network(4, (Dense(3, Softmax(), kind()),)))
    assert from_plain(as_json(original)) == original


def test_it_reads_as_one_would_write_it() -> None:
    layers = (Dense(8, LeakyReLU(0.1), Uniform(0.5), dropout=0.2), Dense(3, Softmax()))
    plain = to_plain(experiment(network=Network(4, layers)))
    assert plain | {"network": None} == {
        "source": {"kind": "iris", "test_share": 0.2},
        "network": None,
        "loss": "cross-entropy",
        "optimizer": {"kind": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
        "learning_rate": 0.01,
        "schedule": {"kind": "constant"},
        "batch_size": 16,
        "seed": 7,
        "tolerance": None,
    }
    assert plain["network"]["layers"][0] == {
        "size": 8,
        "activation": {"kind": "leaky-relu", "slope": 0.1},
        "weights": {"kind": "uniform", "limit": 0.5},
        "bias": 0.0,
        "regularizer": {
            "weights_l1": 0.0,
            "weights_l2": 0.0,
            "biases_l1": 0.0,
            "biases_l2": 0.0,
        },
        "dropout": 0.2,
    }


def test_numpy_numbers_become_plain_ones() -> None:
    original = experiment(batch_size=np.int64(16), learning_rate=np.float32(0.1))
    assert from_plain(as_json(original)) == original


def test_a_whole_number_may_stand_for_any() -> None:
    rate = from_plain(to_plain(experiment()) | {"learning_rate": 1}).learning_rate
    assert (rate, type(rate)) == (1, float)


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("seed", "7", "experiment.seed must be a whole number, not a text."),
        ("seed", True, "experiment.seed must be a whole number, not true or false."),
        ("seed", 1.5, "experiment.seed must be a whole number, not 1.5."),
        ("seed", 2**63, "experiment.seed must be finite, and not so large."),
        ("seed", -1, "experiment: A seed is a whole number from 0 to 2⁶³ − 1, not -1."),
        ("learning_rate", False, "experiment.learning_rate must be a number, not true or false."),
        ("learning_rate", None, "experiment.learning_rate must be a number, not null."),
        ("learning_rate", float("nan"), "experiment.learning_rate must be finite"),
        ("learning_rate", float("inf"), "experiment.learning_rate must be finite"),
        ("learning_rate", 10**400, "experiment.learning_rate must be finite, and not so large."),
        ("batch_size", [16], "experiment.batch_size must be a whole number, not a list."),
        ("momentum", 0.9, "experiment: there is no setting 'momentum'."),
        ("\x1b[2J" + 99 * "a", 0, r"there is no setting '\x1b[2J" + 36 * "a" + "'."),
        ("loss", "cross-entrop", "experiment.loss: There is no loss 'cross-entrop': did you mean"),
        ("loss", {}, "experiment.loss must be a text, not an object."),
        ("optimizer", "adam", "experiment.optimizer must be an object, not a text."),
        ("optimizer", {"beta1": 0.9}, "experiment.optimizer: 'kind' is missing."),
        ("optimizer", {"kind": "adam"}, "experiment.optimizer: 'beta1' is missing."),
        ("optimizer.kind", "adm", "experiment.optimizer.kind: There is no optimizer 'adm'"),
        ("optimizer.kind", 1, "experiment.optimizer.kind must be a text, not a whole number."),
        ("optimizer.beta1", 1, "experiment.optimizer: The decay β₁ of Adam is at least 0 and"),
        ("network.precision", "float16", "experiment.network.precision: There is no precision"),
        ("network.layers", {}, "experiment.network.layers must be a list, not an object."),
        ("network.layers", [], "experiment.network: A network needs at least one layer"),
        ("network.layers.0", None, "experiment.network.layers[0] must be an object, not null."),
        ("network.layers.0.dropout", 1, "experiment.network.layers[0]: A dropout rate is at least"),
        ("network.layers.1.regularizer.weights_l2", -1, "layers[1].regularizer: A regularization"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(path: str, value: Any, sentence: str) -> None:
    plain = as_json(experiment())
    *containers, key = path.split(".")
    container = plain
    for part in containers:
        container = container[int(part) if part.isdecimal() else part]
    container[int(key) if key.isdecimal() else key] = value
    with pytest.raises(InputError) as caught:
        from_plain(plain)
    assert sentence in str(caught.value)


def test_a_missing_setting_is_named() -> None:
    plain = as_json(experiment())
    del plain["network"]["layers"][1]["bias"]
    with pytest.raises(InputError, match=r"^experiment.network.layers\[1\]: 'bias' is missing\.$"):
        from_plain(plain)


@pytest.mark.parametrize("name", ["seed", "learning_rate"])
def test_a_number_too_long_to_write_is_refused_like_anything_else(name: str) -> None:
    with pytest.raises(InputError, match=f"experiment.{name} must be finite, and not so large"):
        from_plain(as_json(experiment()) | {name: 10**5000})


def test_deep_nesting_is_refused_like_anything_else() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    for plain in (deep, as_json(experiment()) | {"seed": deep}):
        with pytest.raises(InputError, match=r"must be .* not a list"):
            from_plain(plain)


@given(JSON)
@settings(deadline=None)
def test_any_other_json_is_refused(data: Any) -> None:
    with pytest.raises(InputError, match=r"^experiment[ :]"):
        from_plain(data)


@given(experiments(), st.data())
@settings(max_examples=400, deadline=None)
def test_a_damaged_experiment_is_refused_or_is_another_one(
    original: Experiment, data: st.DataObject
) -> None:
    plain = as_json(original)
    container, key = data.draw(st.sampled_from(places(plain)))
    damage = data.draw(st.sampled_from(["replace", "remove", "add"]))
    if damage == "remove":
        del container[key]
    elif damage == "add" and isinstance(container, dict):
        container[data.draw(st.text())] = data.draw(JSON)
    else:
        names = [*SOURCES, *OPTIMIZERS, *SCHEDULES, *INITIALIZERS]
        container[key] = data.draw(JSON | st.sampled_from(names))
    with suppress(InputError):
        assert as_json(from_plain(plain)) == plain
