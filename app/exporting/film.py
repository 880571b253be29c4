"""A film: the network as it came about, as an animated picture."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QImage

from app.exporting.job import Job
from app.exporting.painted import Painter
from app.exporting.replay import Moment, Replay
from app.look import numbers
from app.snapshot import Snapshot
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.exports.packages import PILLOW
from engine.probe import Probe
from engine.progress import Progress
from engine.reading import Focus, Reading

FRAME_MS = 100
LAST_FRAME_MS = 2000
"""Long enough to look at where the run has come to."""
COLOURS = 256
"""Of a frame of a GIF, which cannot have more."""
WEBP_QUALITY = 85


class Film(Job):
    """An animated picture, GIF or WebP by the ending `suffix`: one input all along the run.

    `reading` has the input, and what it should give; of a whole batch, which is no single input,
    the first test example is taken instead.
    """

    def __init__(
        self,
        suffix: str,
        experiment: Experiment,
        dataset: Dataset,
        reading: Reading,
        replay: Replay,
        painter: Painter,
    ) -> None:
        self._suffix = suffix
        self._experiment = experiment
        self._example = _example(reading, experiment, dataset)
        self._focus = Focus(0, reading.focus.edges)
        self._replay = replay
        self._painter = painter

    def write(self, path: Path, progress: Progress) -> bool:
        """Do the steps again, paint the frames, and write them."""
        image = PILLOW.load(".Image")
        frames = (self._frame(image, painted) for painted in self._painted(progress))
        try:
            first = next(frames)
            durations = [FRAME_MS] * len(self._replay.steps)
            durations[-1] = LAST_FRAME_MS
            with path.open("wb") as file:
                first.save(
                    file,
                    self._suffix,
                    save_all=True,
                    append_images=frames,
                    duration=durations,
                    loop=0,
                    quality=WEBP_QUALITY,
                )
        except _Cancelled:
            return False
        return True

    def _painted(self, progress: Progress) -> Iterator[QImage]:
        """The frames; raises `_Cancelled` where no more are wanted."""
        probe = Probe(self._experiment.recipe, 1)
        count = len(self._replay.steps)
        done = 0
        for moment in self._replay.moments(progress):

            def goes_on(_: int, __: int, done: int = done) -> bool:
                return progress(done, count)

            self._painter.show(self._snapshot(moment, probe), caption(moment))
            if not self._painter.complete(1.0, goes_on):
                break
            yield self._painter.image()
            done += 1
        if done < count or not progress(done, count):
            raise _Cancelled

    def _snapshot(self, moment: Moment, probe: Probe) -> Snapshot:
        """What the network makes of the example at this moment."""
        network = self._experiment.network
        results = probe.feed(moment.params, self._example["x"][np.newaxis])
        rows = {name: result[0].copy() for name, result in results.items()}
        reading = Reading(network, self._focus, network.views(moment.params))
        fields = {**reading.of_probe(self._example["x"], rows).fields, **self._example}
        return Snapshot(Reading(network, self._focus, fields), moment.position, (), 0, 1)

    def _frame(self, image: Any, painted: QImage) -> Any:
        """A painted frame as an image of the library that writes them."""
        painted = painted.convertToFormat(QImage.Format.Format_RGBA8888)  # rows without gaps
        bits = painted.constBits()
        assert bits is not None
        content = bits.asstring(painted.sizeInBytes())
        size = painted.width(), painted.height()
        frame = image.frombytes("RGBA", size, content).convert("RGB")
        return _with_few_colours(image, frame) if self._suffix == "gif" else frame


class _Cancelled(Exception):
    """The film is not wanted any more."""


def caption(moment: Moment) -> str:
    """Where the run stands at a moment."""
    step = moment.position.step
    if moment.cost is None:
        return "before the first step"
    steps = "1 step" if step == 1 else f"{numbers.count(step)} steps"
    return f"after {steps} · cost {numbers.plain(moment.cost)}"


def _with_few_colours(image: Any, frame: Any) -> Any:
    """The same frame in as many colours as a GIF can have, the background's own among them."""
    most = COLOURS - 1
    palette = frame.quantize(most, method=image.Quantize.MAXCOVERAGE).getpalette()[: 3 * most]
    colours = image.new("P", (1, 1))
    colours.putpalette([*palette, *frame.getpixel((0, 0))])
    return frame.quantize(palette=colours, dither=image.Dither.NONE)


def _example(reading: Reading, experiment: Experiment, dataset: Dataset) -> dict[str, NDArray[Any]]:
    """The input x and, if it is known, what it should give, y."""
    fields = reading.fields
    if reading.focus.example is not None and "x" in fields:
        return {name: fields[name].copy() for name in ("x", "y") if name in fields}
    network = experiment.network
    x = np.empty((1, network.inputs), network.precision)
    dataset.test.fetch(np.arange(1), out=x)
    y = dataset.targets(dataset.test, network.output.size, network.precision)
    return {"x": x[0], "y": y[0]}
