"""A job: what makes the content of a file."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from engine.exports.numpy_code import numpy_script
from engine.exports.onnx_file import onnx_model
from engine.exports.pytorch import pytorch_script
from engine.network import Network
from engine.progress import Progress
from engine.trace import Trace
from engine.trace_file import save_csv, save_json
from engine.weights_file import weights_content


class Job(ABC):
    """Writes a file in three parts, of which only the second is done in the window's thread.

    Parts in the background tell `progress` how far they are (0 of 0: nobody knows), give whether it
    let them be finished, and raise `OSError` and `NablascopeError`.
    """

    @property
    def remark(self) -> str:
        """What the user should know of the file when it is there; mostly ""."""
        return ""

    def prepare(self, progress: Progress) -> bool:
        """Do what takes long before the painting."""
        return True

    def paint(self) -> None:  # noqa: B027 (most files need no painting)
        """Paint what can only be painted in the window's thread."""

    @abstractmethod
    def write(self, path: Path, progress: Progress) -> bool:
        """Write the file, whatever is there."""


class Content(Job):
    """A file whose content is made in the background at once."""

    def __init__(self, make: Callable[[], bytes]) -> None:
        self._make = make

    def write(self, path: Path, progress: Progress) -> bool:
        """Write what is made."""
        path.write_bytes(self._make())
        return True


class Record(Job):
    """A file that is written piece by piece: `save` writes it as a whole file."""

    def __init__(self, save: Callable[[Path, Progress], bool]) -> None:
        self._save = save

    def write(self, path: Path, progress: Progress) -> bool:
        """Write the pieces."""
        return self._save(path, progress)


def pytorch(network: Network, params: NDArray[Any]) -> Job:
    """The network as a PyTorch script; `params`, flat, are copied, as all of these do."""
    kept = params.copy()
    return Content(lambda: pytorch_script(network, kept).encode())


def numpy(network: Network, params: NDArray[Any]) -> Job:
    """The network as a NumPy program."""
    kept = params.copy()
    return Content(lambda: numpy_script(network, kept).encode())


def onnx(network: Network, params: NDArray[Any]) -> Job:
    """The network as an ONNX model."""
    kept = params.copy()
    return Content(lambda: onnx_model(network, kept))


def weights(network: Network, params: NDArray[Any]) -> Job:
    """The weights as NumPy arrays."""
    kept = params.copy()
    return Content(lambda: weights_content(network, kept))


def trace_csv(trace: Trace) -> Job:
    """The numbers of a step as a table."""
    return Record(lambda path, progress: save_csv(trace, path, progress))


def trace_json(trace: Trace) -> Job:
    """The numbers of a step, operation by operation."""
    return Record(lambda path, progress: save_json(trace, path, progress))
