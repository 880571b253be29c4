"""A saved run goes on with its own data, and with settings that continue each other, only."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.datasets.csv_file import CsvFile
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.embedded import Iris
from engine.datasets.idx_images import Mnist
from engine.errors import InputError
from engine.extra import Extra
from engine.saved_run import SavedRun
from engine.timeline import Branch, Edit
from tests.engine.cases import experiment, steps
from tests.engine.saved_runs import DATASET, OWN, trainer


def test_settings_that_do_not_continue_each_other_are_refused() -> None:
    begun = steps(trainer(), 2)
    other = Branch(1, (Edit(0, 0, experiment(seed=8)),))
    with pytest.raises(InputError, match="cannot continue"):
        replace(SavedRun.of(begun), branches=(*SavedRun.of(begun).branches, other))


def test_data_that_are_not_there_are_named(tmp_path: Path) -> None:
    run = SavedRun.of(trainer())
    lost = experiment(source=CsvFile(str(tmp_path / "gone.csv")))
    missing = replace(run, branches=(Branch(0, (Edit(0, 0, lost),)),), dataset_name="gone.csv")
    with pytest.raises(InputError, match=r"trained on 'gone\.csv', which cannot be loaded: .*gone"):
        missing.trainer()
    far = experiment(source=Mnist(folder=str(tmp_path)))
    missing = replace(run, branches=(Branch(0, (Edit(0, 0, far),)),), dataset_name="mnist")
    with pytest.raises(InputError, match=r"download 11\.6 MB"):
        missing.trainer()


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin", "", ".", "a\0b", "x" * 5000])
def test_what_has_no_end_or_is_no_path_is_not_read(path: str) -> None:
    endless = experiment(source=CsvFile(path))
    run = replace(SavedRun.of(trainer()), branches=(Branch(0, (Edit(0, 0, endless),)),))
    with pytest.raises(InputError, match="which cannot be loaded"):
        run.trainer()


def test_data_that_have_changed_are_refused() -> None:
    run = replace(SavedRun.of(trainer()), dataset_digest="0" * 64)
    with pytest.raises(InputError, match="'iris' had another content then"):
        run.trainer()


def test_own_examples_that_do_not_fit_the_data_are_refused() -> None:
    wrong = Extra(Examples(OWN.x, np.array([0, 1, 9])), 1)
    run = SavedRun.of(trainer())
    run = replace(run, branches=(Branch(0, (Edit(0, 0, experiment(), extra=wrong),)),))
    with pytest.raises(InputError, match="label 9"):
        run.trainer()


def test_the_data_may_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    run = SavedRun.of(steps(trainer(), 3))
    monkeypatch.setattr(Iris, "load", None)
    assert run.trainer(DATASET).position.step == 3
    with pytest.raises(InputError, match="other data than this data set"):
        run.trainer(Dataset("iris", DATASET.test, DATASET.test, (4,), DATASET.class_names))
