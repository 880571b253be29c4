"""What is painted is what the engine has computed: colours are read back and turned into values."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.look.palettes import Ends, strength
from app.look.theme import THEMES
from app.network_view.canvas import Canvas
from app.network_view.captions import Captions
from app.network_view.geometry import Geometry
from app.network_view.ink import LEVELS
from app.network_view.network_view import NetworkView
from app.network_view.settings import ViewSettings
from engine.addresses import EdgeId
from engine.reading import EdgeQuantity, Focus
from engine.training import Trainer
from tests.app.moments import snapshot
from tests.app.network_view.moments import classifier, view_of, wait_for_all
from tests.engine.cases import steps

RESOLUTION = 0.5 / LEVELS + 0.02
"""Half a step of the colours, and the rounding of channels."""


def painted(view: NetworkView) -> tuple[QImage, Canvas]:
    canvas = view.findChild(Canvas)
    assert canvas is not None
    return canvas.grab().toImage(), canvas


def laid_out(trainer: Trainer, canvas: Canvas, look: Look) -> Geometry:
    captions = Captions(trainer.experiment.network, trainer.dataset, look)
    return captions.arrange(canvas.width(), canvas.height(), frozenset())


def read_back(colour: QColor, ends: Ends, background: QColor) -> float:
    """The strength that a colour stands for, the other way round than `Ends.colour`."""
    ground, seen = (np.array(c.getRgb()[:3], float) for c in (background, colour))
    best, least = 0.0, np.inf
    for sign, end in ((-1, ends.negative), (1, ends.positive)):
        way = np.array(end.getRgb()[:3], float) - ground
        share = float((seen - ground) @ way / (way @ way))
        error = float(np.abs(seen - ground - share * way).sum())
        if error < least:
            best, least = sign * share, error
    return best


def pixels_along(line: NDArray[np.floating]) -> Iterator[tuple[int, int]]:
    """Pixels whose middle an edge crosses, away from its ends."""
    x1, y1, x2, y2 = line.astype(float)
    if abs(y2 - y1) > abs(x2 - x1):
        for y, x in pixels_along(np.array([y1, x1, y2, x2])):
            yield x, y
        return
    for x in range(int(x1 + 0.2 * (x2 - x1)), int(x1 + 0.8 * (x2 - x1))):
        y = y1 + (x + 0.5 - x1) / (x2 - x1) * (y2 - y1)
        if abs(y - np.floor(y) - 0.5) < 0.2:
            yield x, int(y)


def lines_of(geometry: Geometry) -> tuple[list[EdgeId], NDArray[np.float64]]:
    """Every edge that is drawn, and the line between the middles of its neurons."""
    names, lines = [], []
    for before, after in pairwise(geometry.columns):
        for (source, start), (target, end) in product(
            zip(before.shown, before.places, strict=True),
            zip(after.shown, after.places, strict=True),
        ):
            names.append(EdgeId(after.layer, int(source), int(target)))
            lines.append([*start, *end])
    return names, np.array(lines, float)


def distances(lines: NDArray[np.float64], x: float, y: float) -> NDArray[np.float64]:
    """How far a point lies from every line."""
    starts, ways = lines[:, :2], lines[:, 2:] - lines[:, :2]
    point = np.array([x, y])
    along = np.clip(((point - starts) * ways).sum(axis=1) / (ways**2).sum(axis=1), 0, 1)
    gaps: NDArray[np.float64] = np.linalg.norm(point - starts - along[:, None] * ways, axis=1)
    return gaps


def strength_seen(
    image: QImage,
    lines: NDArray[np.float64],
    place: int,
    look: Look,
    rivals: NDArray[np.bool_] | None = None,
) -> float | None:
    """The greatest strength among the pixels of an edge which no rival comes near to.

    The greatest, as negative edges have gaps. None if the edge is nowhere free.
    """
    found = []
    for x, y in pixels_along(lines[place]):
        is_near = distances(lines, x + 0.5, y + 0.5) < 3.0
        is_near[place] = False
        if rivals is not None:
            is_near &= rivals
        if not is_near.any():
            colour = image.pixelColor(x, y)
            found.append(read_back(colour, look.ends, look.theme.background))
    return max(found, key=abs, default=None)


@pytest.mark.parametrize("is_common", [False, True])
@pytest.mark.parametrize("is_log", [False, True])
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("sizes", [(1, 2), (2 + 1, 4, 2), (4, 6, 5, 3), (3, 12, 10, 4)])
def test_the_colour_of_every_free_edge_is_its_weight(
    qtbot: QtBot, sizes: tuple[int, ...], theme: str, *, is_log: bool, is_common: bool
) -> None:
    trainer = steps(classifier(*sizes, seed=sum(sizes)), 3)
    look = Look(THEMES[theme])
    view = view_of(qtbot, trainer, look=look, width=900, height=640)
    _, canvas = painted(view)
    canvas.show_settings(ViewSettings(is_log=is_log, is_common=is_common))
    wait_for_all(qtbot, view)
    image, _ = painted(view)

    names, lines = lines_of(laid_out(trainer, canvas, look))
    weights = snapshot(trainer).reading
    matrices = [weights.fields[f"W{n}"] for n in range(1, len(sizes))]
    scales = [float(np.abs(matrix).max()) for matrix in matrices]
    if is_common:
        scales = [max(scales)] * len(scales)
    checked = 0
    for place, edge in enumerate(names):
        weight = float(matrices[edge.layer - 1][edge.source, edge.target])
        wanted = float(strength(weight, scales[edge.layer - 1], is_log))
        seen = strength_seen(image, lines, place, look)
        if seen is not None:
            assert seen == pytest.approx(wanted, abs=RESOLUTION), str(edge)
            checked += 1
    assert checked >= 0.3 * len(names)


@pytest.mark.parametrize("quantity", [EdgeQuantity.SIGNAL, EdgeQuantity.GRADIENT])
def test_so_it_is_for_other_quantities(qtbot: QtBot, quantity: EdgeQuantity) -> None:
    trainer, look = steps(classifier(4, 6, 3), 2), Look()
    focus = Focus(1, quantity)
    view = view_of(qtbot, trainer, focus, look=look, width=900, height=640)
    image, canvas = painted(view)
    names, lines = lines_of(laid_out(trainer, canvas, look))
    reading = snapshot(trainer, focus).reading
    for place, edge in enumerate(names):
        matrix = reading.edges(quantity, edge.layer)
        assert matrix is not None
        scale = float(np.abs(matrix).max())
        wanted = float(strength(matrix[edge.source, edge.target], scale, signed_log=False))
        seen = strength_seen(image, lines, place, look)
        if seen is not None:
            assert seen == pytest.approx(wanted, abs=RESOLUTION), str(edge)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_of_thousands_the_strongest_have_their_colour_too(qtbot: QtBot, theme: str) -> None:
    trainer, look = steps(classifier(4, 70, 70, 3), 3), Look(THEMES[theme])
    view = view_of(qtbot, trainer, look=look, width=1000, height=700)
    image, canvas = painted(view)
    names, lines = lines_of(laid_out(trainer, canvas, look))
    assert len(names) > 5000
    matrices = [snapshot(trainer).reading.fields[f"W{n}"] for n in (1, 2, 3)]
    shares = np.concatenate([(matrix / np.abs(matrix).max()).ravel() for matrix in matrices])
    checked = 0
    for place in np.argsort(-np.abs(shares))[:60]:
        rivals = np.abs(shares) > abs(shares[place]) - 1.5 / LEVELS
        seen = strength_seen(image, lines, int(place), look, rivals)
        if seen is not None:
            assert seen == pytest.approx(float(shares[place]), abs=0.1), str(names[place])
            checked += 1
    assert checked >= 30


def test_what_is_not_computed_is_not_painted(qtbot: QtBot) -> None:
    trainer = steps(classifier(4, 6, 3), 2)
    for _ in range(3):
        trainer.advance()
    look = Look()
    focus = Focus(0, EdgeQuantity.GRADIENT)
    view = view_of(qtbot, trainer, focus, look=look)
    image, canvas = painted(view)
    _, lines = lines_of(laid_out(trainer, canvas, look))
    for x1, y1, x2, y2 in lines:
        for share in (0.3, 0.5, 0.7):
            x, y = x1 + share * (x2 - x1), y1 + share * (y2 - y1)
            assert image.pixelColor(int(x), int(y)) == look.theme.background


def test_a_run_leaves_no_haze_of_another_quantity(qtbot: QtBot) -> None:
    trainer, look = classifier(4, 70, 70, 3), Look()
    view = view_of(qtbot, trainer, look=look)
    for _ in range(3):
        view.show_snapshot(snapshot(trainer, is_running=True))
        painted(view)
    view.choose_edges(EdgeQuantity.GRADIENT)
    image, canvas = painted(view)
    _, lines = lines_of(laid_out(trainer, canvas, look))
    for x1, y1, x2, y2 in lines:
        x, y = 0.45 * x1 + 0.55 * x2, 0.45 * y1 + 0.55 * y2
        assert image.pixelColor(int(x), int(y)) == look.theme.background


def test_a_run_does_not_say_that_the_picture_before_it_is_complete(qtbot: QtBot) -> None:
    trainer = classifier(4, 70, 70, 3)
    view = view_of(qtbot, trainer)
    trainer.step()
    view.show_snapshot(snapshot(trainer, is_running=True))
    painted(view)
    assert not view.has_complete_picture


def test_a_picture_at_rest_follows_the_next_step(qtbot: QtBot) -> None:
    trainer = classifier(4, 70, 70, 3)
    view = view_of(qtbot, trainer)
    before, _ = painted(view)
    trainer.step()
    with qtbot.waitSignal(view.completed):
        view.show_snapshot(snapshot(trainer))
    after, _ = painted(view)
    fresh, _ = painted(view_of(qtbot, trainer))
    assert after != before
    assert after == fresh


def test_looks_differ_only_in_colour_not_in_values(qtbot: QtBot) -> None:
    trainer = steps(classifier(3, 4, 2), 2)
    for theme in THEMES.values():
        image, _ = painted(view_of(qtbot, trainer, look=replace(Look(), theme=theme)))
        assert image.pixelColor(2, 2) == theme.background
