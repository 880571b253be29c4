"""What is painted is what the engine has computed: colours are read back and turned into values."""

from collections.abc import Iterator
from dataclasses import replace

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
from app.network_view.edges import Edges
from app.network_view.geometry import Geometry
from app.network_view.ink import LEVELS, ranks
from app.network_view.network_view import NetworkView
from app.network_view.settings import ViewSettings
from engine.reading import EdgeQuantity, Focus
from engine.training import Trainer
from tests.app.network_view.moments import classifier, snapshot, view_of, wait_for_all
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


def distances(edges: Edges, x: float, y: float) -> NDArray[np.floating]:
    """How far a point lies from every edge."""
    starts, ends = edges.lines[:, :2].astype(float), edges.lines[:, 2:].astype(float)
    way, point = ends - starts, np.array([x, y])
    along = np.clip(((point - starts) * way).sum(axis=1) / (way**2).sum(axis=1), 0, 1)
    return np.hypot(*(point - starts - along[:, np.newaxis] * way).T)


def strengths_seen(
    image: QImage, edges: Edges, place: int, look: Look, rivals: NDArray[np.bool_]
) -> list[float]:
    """The strengths of the colours of an edge's pixels which no rival comes near to."""
    found = []
    for x, y in pixels_along(edges.lines[place]):
        near = (distances(edges, x + 0.5, y + 0.5) < 3.0) & rivals
        near[place] = False
        if not near.any():
            colour = image.pixelColor(x, y)
            found.append(read_back(colour, look.ends, look.theme.background))
    return found


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

    edges = Edges(laid_out(trainer, canvas, look))
    weights = snapshot(trainer).reading
    matrices = [weights.fields[f"W{n}"] for n in range(1, len(sizes))]
    scales = [float(np.abs(matrix).max()) for matrix in matrices]
    if is_common:
        scales = [max(scales)] * len(scales)
    checked = 0
    for place in range(len(edges)):
        edge = edges.address(place)
        weight = float(matrices[edge.layer - 1][edge.source, edge.target])
        wanted = float(strength(weight, scales[edge.layer - 1], is_log))
        seen = strengths_seen(image, edges, place, look, np.ones(len(edges), bool))
        if seen:
            strongest = max(seen, key=abs)  # negative edges have gaps
            assert strongest == pytest.approx(wanted, abs=RESOLUTION), str(edge)
            checked += 1
    assert checked >= 0.3 * len(edges)


@pytest.mark.parametrize("quantity", [EdgeQuantity.SIGNAL, EdgeQuantity.GRADIENT])
def test_so_it_is_for_other_quantities(qtbot: QtBot, quantity: EdgeQuantity) -> None:
    trainer, look = steps(classifier(4, 6, 3), 2), Look()
    focus = Focus(1, quantity)
    view = view_of(qtbot, trainer, focus, look=look, width=900, height=640)
    image, canvas = painted(view)
    edges = Edges(laid_out(trainer, canvas, look))
    reading = snapshot(trainer, focus).reading
    for place in range(len(edges)):
        edge = edges.address(place)
        matrix = reading.edges(quantity, edge.layer)
        assert matrix is not None
        scale = float(np.abs(matrix).max())
        wanted = float(strength(matrix[edge.source, edge.target], scale, signed_log=False))
        seen = strengths_seen(image, edges, place, look, np.ones(len(edges), bool))
        if seen:
            assert max(seen, key=abs) == pytest.approx(wanted, abs=RESOLUTION), str(edge)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_of_thousands_the_strongest_have_their_colour_too(qtbot: QtBot, theme: str) -> None:
    trainer, look = steps(classifier(4, 70, 70, 3), 3), Look(THEMES[theme])
    view = view_of(qtbot, trainer, look=look, width=1000, height=700)
    image, canvas = painted(view)
    edges = Edges(laid_out(trainer, canvas, look))
    assert len(edges) > 5000
    fields = snapshot(trainer).reading.fields
    rank = np.concatenate(
        [
            ranks(fields[f"W{n}"].ravel(), float(np.abs(fields[f"W{n}"]).max()), signed_log=False)
            for n in (1, 2, 3)
        ]
    ).astype(int)
    checked = 0
    for place in np.argsort(-rank)[:60]:
        rivals = rank >= rank[place] - 1
        seen = strengths_seen(image, edges, int(place), look, rivals)
        if seen:
            wanted = (rank[place] + 1) // 2 / LEVELS * (-1 if rank[place] % 2 else 1)
            strongest = max(seen, key=abs)
            assert np.sign(strongest) == np.sign(wanted)
            assert strongest == pytest.approx(wanted, abs=0.1), str(edges.address(int(place)))
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
    edges = Edges(laid_out(trainer, canvas, look))
    for x1, y1, x2, y2 in edges.lines:
        for share in (0.3, 0.5, 0.7):
            x, y = x1 + share * (x2 - x1), y1 + share * (y2 - y1)
            assert image.pixelColor(int(x), int(y)) == look.theme.background


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
