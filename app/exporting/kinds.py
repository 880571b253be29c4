"""The kinds of files that can be exported, in one table."""

from typing import NamedTuple

from engine.exports import packages
from engine.exports.packages import Package


class Kind(NamedTuple):
    """A kind of file, by the name that the code calls it.

    `text` is the command, `what` begins the sentence that it was saved, `file` is the usual name.
    Some need a `package` that is not installed everywhere.
    """

    name: str
    text: str
    what: str
    file: str
    suffix: str
    description: str
    tip: str
    package: Package | None = None


PYTORCH = Kind(
    "pytorch",
    "PyTorch script…",
    "The network",
    "network-pytorch",
    "py",
    "Python program",
    "A program that builds the same network with PyTorch; the weights are in it.",
)
NUMPY = Kind(
    "numpy",
    "NumPy program…",
    "The network",
    "network-numpy",
    "py",
    "Python program",
    "The statements that run here, as a program that needs NumPy alone; the weights are in it.",
)
ONNX = Kind(
    "onnx",
    "ONNX model…",
    "The network",
    "network",
    "onnx",
    "ONNX model",
    "The network in a form that many other programs can run.",
    packages.ONNX,
)
WEIGHTS = Kind(
    "weights",
    "Weights…",
    "The file of weights",
    "weights",
    "npz",
    "NumPy arrays",
    "W1, b1, W2, … as NumPy arrays; a weight's row is its input, its column its neuron.",
)
TRACE_CSV = Kind(
    "trace_csv",
    "Numbers of the step as a table (CSV)…",
    "The table of the step",
    "step",
    "csv",
    "Table",
    "Every number that the step has computed so far, a row each.",
)
TRACE_JSON = Kind(
    "trace_json",
    "Numbers of the step (JSON)…",
    "The outline of the step",
    "step",
    "json",
    "JSON",
    "The operations of the step in their order, each with the numbers that it has computed so far.",
)
PNG = Kind(
    "network_png",
    "Network as a picture (PNG)…",
    "The picture of the network",
    "network",
    "png",
    "Picture",
    "The network as it is seen, with every edge and the legend, in twice the pixels each way.",
)
SVG = Kind(
    "network_svg",
    "Network as a drawing (SVG)…",
    "The drawing of the network",
    "network",
    "svg",
    "Drawing",
    "The network as it is seen, sharp at any size; of many edges the strongest are lines, over an "
    "image of all.",
)
GIF = Kind(
    "film_gif",
    "Run as a GIF…",
    "The animation of the run",
    "run",
    "gif",
    "Animated picture",
    "How the network came about, from the first step of this branch to the last: plays anywhere.",
    packages.PILLOW,
)
WEBP = Kind(
    "film_webp",
    "Run as a WebP…",
    "The animation of the run",
    "run",
    "webp",
    "Animated picture",
    "The same in all colours and in a smaller file, which browsers play.",
    packages.PILLOW,
)

GROUPS = (
    (PYTORCH, NUMPY, ONNX, WEIGHTS),
    (TRACE_CSV, TRACE_JSON),
    (PNG, SVG),
    (GIF, WEBP),
)
"""The network itself, the numbers of a step, its pictures, and the run."""
