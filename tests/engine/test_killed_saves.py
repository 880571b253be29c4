"""A process that is killed while it saves, or whose disk is full, leaves the old file whole."""

import json
from pathlib import Path

import pytest

from tests.processes import run_python

KILLS = 200
SAVER = """
import json, os, signal, sys
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # so that there is one thread, and a fork is whole
from dataclasses import replace
from pathlib import Path
from random import Random
from time import sleep, time
import numpy as np
from engine import files, model_file
from engine.checkpoint import Checkpoint
from engine.saved_run import SavedRun
from engine.step import State
from engine.training import Trainer
from tests.engine.cases import experiment

path = Path(sys.argv[1])
first = SavedRun.of(Trainer(experiment(), experiment().load()))

def version(number):
    # Whatever is in the file tells of which version it is.
    state = State.initial(first.experiment.recipe)
    for vector in (state.params, *state.vectors.values()):
        vector[:] = number
    curves = {"numbers": np.full(20_000, number)}
    return replace(first, checkpoint=Checkpoint(first.checkpoint.position, state), curves=curves)

def found():
    run = model_file.load(path)
    state = run.checkpoint.state
    held = [state.params, *state.vectors.values(), run.curves["numbers"]]
    numbers = {float(number) for vector in held for number in np.unique(vector)}
    assert len(numbers) == 1, numbers
    return numbers.pop()
"""
KILLED = f"""{SAVER}
random, newest = Random(5), 0
model_file.save(version(0), path)
for _ in range({KILLS}):
    child = os.fork()
    if child == 0:
        number = newest
        while True:
            number += 1
            model_file.save(version(number), path)
    sleep(random.uniform(0.0, 0.02))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    there = found()
    assert there >= newest, (there, newest)
    newest = int(there)
parts = list(path.parent.glob("*.part"))
for part in parts:
    os.utime(part, times=(0, time() - files.FORSAKEN_S - 1))
model_file.save(version(newest), path)
left = [file.name for file in path.parent.iterdir()]
print(json.dumps({{"newest": newest, "parts": len(parts), "left": left}}))
"""
FULL = f"""{SAVER}
import resource
from engine.errors import InputError
model_file.save(version(1), path)
size = path.stat().st_size
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing fails as on a full disk
said = []
for most in (0, 1000, size // 2, size - 1):
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    try:
        model_file.save(version(2), path)
    except InputError as error:
        said.append(str(error))
    assert found() == 1
    assert [file.name for file in path.parent.iterdir()] == [path.name]
resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
model_file.save(version(2), path)
assert found() == 2
print(json.dumps(said))
"""


def result(code: str, path: Path) -> object:
    """What the code prints, in a Python of its own, about a file at this path."""
    process = run_python(code.replace("sys.argv[1]", repr(str(path))))
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


def test_killed_200_times_the_file_is_always_whole(tmp_path: Path) -> None:
    told = result(KILLED, tmp_path / "run.nabla")
    assert isinstance(told, dict)
    assert told["newest"] > KILLS / 5  # most were killed while they saved, not before
    assert told["parts"] > KILLS / 10
    assert told["left"] == ["run.nabla"]  # what they left behind is tidied up


@pytest.mark.parametrize("name", ["run.nabla", "ein Lauf – 2.nabla"])
def test_on_a_full_disk_the_old_file_is_whole(tmp_path: Path, name: str) -> None:
    told = result(FULL, tmp_path / name)
    assert isinstance(told, list)
    assert len(told) == 4
    for sentence in told:
        assert "cannot be saved" in sentence
        assert "What was there before is still whole" in sentence
