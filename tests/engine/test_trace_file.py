"""The numbers of a step in files: all of them, and each reads back to the same number."""

import csv
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.datasets.csv_file import CsvFile
from engine.layers import Dense
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.settings import to_plain
from engine.trace import Trace, take_trace
from engine.trace_file import AT_ONCE, entries, save_csv, save_json
from engine.training import Trainer
from tests.engine.cases import experiment, labelled, steps, trainer

FIRST = ("dropout1", "x", "W1", "b2", "moment1")
"""Some of what a step begins with."""


def go_on(done: int, total: int) -> bool:
    return True


def trace_of(operations: int, **settings: Any) -> Trace:
    """The third step, so many operations of it done."""
    begun = steps(trainer(**settings), 2)
    for _ in range(operations):
        begun.advance()
    return take_trace(begun)


def rows_of(path: Path) -> Iterator[tuple[tuple[int, str, str], tuple[int, ...], float]]:
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            index = tuple(map(int, row["index"].split()))
            yield (int(row["operation"]), row["pass"], row["name"]), index, float(row["value"])


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
def test_the_table_has_every_number_of_a_finished_step(tmp_path: Path, optimizer: str) -> None:
    begun = steps(trainer(optimizer=OPTIMIZERS[optimizer]()), 3)
    trace = take_trace(begun)
    path = tmp_path / "step.csv"
    assert save_csv(trace, path, go_on)
    found: dict[tuple[int, str, str], dict[tuple[int, ...], float]] = {}
    for key, index, value in rows_of(path):
        found.setdefault(key, {})[index] = value
    assert [(e.operation, e.pass_, e.name) for e in entries(trace)] == list(found)
    for entry in entries(trace):
        rows = found[entry.operation, entry.pass_, entry.name]
        assert list(rows) == list(np.ndindex(entry.value.shape))
        numbers = np.array([*rows.values()], entry.value.dtype).reshape(entry.value.shape)
        np.testing.assert_array_equal(numbers, entry.value)


def test_nothing_that_the_step_has_computed_is_missing() -> None:
    trace = trace_of(1, optimizer=OPTIMIZERS["adam"]())
    finished = take_trace(steps(trainer(optimizer=OPTIMIZERS["adam"]()), 3))
    begins = {entry.name: entry.value for entry in entries(finished) if entry.operation == 0}
    for name in FIRST:
        np.testing.assert_array_equal(begins[name], trace.values[name])
    later = {entry.name: entry.value for entry in entries(finished) if entry.operation}
    parts = [f"{kind}{name}" for kind in ("", "d", "update_") for name in trace.network.shapes()]
    written = {o.writes for o in finished.operations} - {"params", "grads", "update"}
    assert {*parts, *written} == set(later)
    for name, value in later.items():
        np.testing.assert_array_equal(value, finished.values[name])
    assert not np.array_equal(begins["W1"], later["W1"])


def test_of_a_step_under_way_only_what_is_computed_is_there() -> None:
    trace = trace_of(3)
    names = [entry.name for entry in entries(trace) if entry.operation]
    assert names == [operation.writes for operation in trace.operations[:3]]
    assert {"grads", "dW1"}.isdisjoint(entry.name for entry in entries(trace))


def test_the_outline_has_operations_settings_and_values(tmp_path: Path) -> None:
    trace = trace_of(5)
    path = tmp_path / "step.json"
    assert save_json(trace, path, go_on)
    outline = json.loads(path.read_text(encoding="utf-8"))
    assert outline["settings"] == to_plain(trace.experiment)
    assert outline["position"] == trace.position._asdict()
    assert (outline["examples"], outline["operations_done"]) == (trace.examples, 5)
    for name in FIRST:
        assert outline["begins_with"][name] == np.asarray(trace.values[name]).tolist()
    operations = outline["operations"]
    assert [o["text"] for o in operations] == [o.text for o in trace.operations]
    assert [o["formula"] for o in operations] == [o.formula for o in trace.operations]
    assert operations[0]["pass"] == "forward"
    assert operations[0]["values"] == {"z1": trace.values["z1"].tolist()}
    assert [bool(o["values"]) for o in operations].count(True) == 5


def test_a_path_that_is_no_text_is_written(tmp_path: Path) -> None:
    strange = experiment(source=CsvFile("\udcff.csv"))  # as Python names a file called by byte 255
    path = tmp_path / "step.json"
    assert save_json(take_trace(Trainer(strange, labelled())), path, go_on)
    assert json.loads(path.read_text())["settings"] == to_plain(strange)


def large() -> Trace:
    """A step whose arrays take several pieces."""
    network = Network(300, (Dense(40), experiment().network.output))
    data = labelled(inputs=300)
    return take_trace(steps(Trainer(experiment(network=network), data), 1))


def test_large_arrays_are_written_in_pieces_and_whole(tmp_path: Path) -> None:
    trace = large()
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    assert save_json(trace, tmp_path / "step.json", progress)
    outline = json.loads((tmp_path / "step.json").read_text())
    assert outline["begins_with"]["W1"] == trace.before["W1"].tolist()
    total = sum(entry.value.size for entry in entries(trace))
    assert {total for _, total in told} == {total}
    assert told[-1][0] == total
    assert max(after - before for (before, _), (after, _) in pairwise(told)) <= AT_ONCE
    rows = (
        list(rows_of(tmp_path / "step.csv"))
        if save_csv(trace, tmp_path / "step.csv", go_on)
        else []
    )
    weights = [row for row in rows if row[0] == (0, "", "W1")]
    assert [index for _, index, _ in weights] == list(np.ndindex(300, 40))
    assert [value for _, _, value in weights] == trace.before["W1"].ravel().tolist()


@pytest.mark.parametrize("save", [save_csv, save_json])
def test_what_is_cancelled_leaves_the_file_that_was_there(tmp_path: Path, save: Any) -> None:
    path = tmp_path / "step"
    path.write_text("before")
    assert not save(large(), path, lambda done, total: done < total / 2)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_numbers_that_are_not_finite_are_words(tmp_path: Path) -> None:
    trace = trace_of(1)
    value = np.array([[np.nan, np.inf], [-np.inf, 1.5]], np.float32)
    strange = Trace(**{**vars(trace), "values": {**trace.values, "z1": value}})
    assert save_json(strange, tmp_path / "step.json", go_on)
    assert save_csv(strange, tmp_path / "step.csv", go_on)
    (first, *_) = json.loads((tmp_path / "step.json").read_text())["operations"]
    assert first["values"]["z1"] == [["NaN", "Infinity"], ["-Infinity", 1.5]]
    rows = [value for key, _, value in rows_of(tmp_path / "step.csv") if key[2] == "z1"]
    np.testing.assert_array_equal(rows, value.ravel())
