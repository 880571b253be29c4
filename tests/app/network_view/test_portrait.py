"""A portrait is the network as the view shows it, painted once more, in any thread."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from PyQt6.QtCore import QByteArray, QRect, QSize
from PyQt6.QtGui import QColor, QImage, QPainter
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.look.theme import THEMES
from app.network_view import keys
from app.network_view.canvas import Canvas
from app.network_view.network_view import NetworkView
from app.network_view.portrait import Portrait, caption
from app.network_view.portrait_painter import PortraitPainter
from app.network_view.settings import ViewSettings
from engine.addresses import NodeId
from engine.reading import EdgeQuantity, NeuronQuantity
from engine.training import Trainer
from tests.app.moments import snapshot
from tests.app.network_view.moments import classifier, of_pictures, view_of, wait_for_all
from tests.app.network_view.test_network_view import press
from tests.app.network_view.test_truth import painted
from tests.engine.cases import steps


def go_on(done: int, total: int) -> bool:
    return True


def portrait_of(view: NetworkView) -> Portrait:
    portrait = view.portrait()
    assert portrait is not None
    return portrait


def image_of(portrait: Portrait, ratio: float = 1.0) -> QImage:
    painter = PortraitPainter(portrait)
    assert painter.complete(ratio, go_on)
    return painter.image()


def network_part(image: QImage, portrait: Portrait) -> QImage:
    """The picture without caption and legend."""
    header = image.height() - portrait.size.height()
    return image.copy(QRect(0, header, portrait.size.width(), portrait.size.height()))


def pixels(image: QImage) -> bytes:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = image.constBits()
    assert bits is not None
    return bits.asstring(image.sizeInBytes())


@pytest.fixture
def many() -> Trainer:
    """6,448 edges, which are too many to be drawn in every frame."""
    return steps(of_pictures(20, 16, 3), 2)


def test_there_is_none_before_the_first_moment(qtbot: QtBot) -> None:
    view = NetworkView()
    qtbot.addWidget(view)
    assert view.portrait() is None


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("trainer", [classifier(4, 6, 3), classifier(2, 4, 2)], ids=["4", "2"])
def test_it_has_the_very_pixels_of_the_view(qtbot: QtBot, trainer: Trainer, theme: str) -> None:
    look = replace(Look(), theme=THEMES[theme])
    view = view_of(qtbot, steps(trainer, 2), look=look)
    press(qtbot, view, "scale: log")
    view.show_selection(NodeId(1, 1))
    seen, _ = painted(view)
    portrait = portrait_of(view)
    assert pixels(network_part(image_of(portrait), portrait)) == pixels(seen)


def test_it_shows_what_is_zoomed_into_and_unfolded(qtbot: QtBot) -> None:
    view = view_of(qtbot, steps(classifier(4, 90, 3), 2), height=300)
    press(qtbot, view, "edges: signal a·w")
    canvas = view.findChild(Canvas)
    assert canvas is not None
    qtbot.keyClick(canvas, keys.FOLD)
    view.zoom_in()
    wait_for_all(qtbot, view)
    seen, _ = painted(view)
    portrait = portrait_of(view)
    assert portrait.unfolded == {1}
    assert pixels(network_part(image_of(portrait), portrait)) == pixels(seen)


def test_of_a_run_every_edge_is_there(qtbot: QtBot, many: Trainer) -> None:
    view = view_of(qtbot, many)
    at_rest = portrait_of(view)
    view.show_snapshot(snapshot(many, is_running=True))
    assert not view.has_complete_picture
    running = portrait_of(view)
    assert pixels(image_of(running)) == pixels(image_of(at_rest))


def test_caption_and_legend_stand_at_the_top(qtbot: QtBot) -> None:
    portrait = portrait_of(view_of(qtbot, classifier(4, 6, 3)))
    title = portrait.experiment.source.title
    assert portrait.caption == f"{title} · 4 – 6 – 3 · before the first step"
    image = image_of(portrait)
    header = image.height() - portrait.size.height()
    background = portrait.look.theme.background

    def has_ink(left: float, right: float) -> bool:
        columns = range(int(left * image.width()), int(right * image.width()))
        return any(image.pixelColor(x, y) != background for x in columns for y in range(header))

    assert has_ink(0, 0.2)
    assert not has_ink(0.4, 0.5)
    assert has_ink(0.7, 1)


def test_the_caption_says_at_which_moment() -> None:
    trainer = steps(classifier(4, 6, 3), 2)
    after = replace(snapshot(trainer), position=trainer.shown)
    first = replace(after, cursor=1)
    before = replace(after, cursor=0)
    probe = replace(after, cursor=0, operations=(), is_probe=True)
    ends = ["after 2 steps", "in step 2", "after 1 step", "4 – 6 – 3"]
    for moment, end in zip((after, first, before, probe), ends, strict=True):
        assert caption(trainer.experiment, moment).endswith(f" · {end}")


@pytest.mark.parametrize("text_size", [10, 16])
@pytest.mark.parametrize("width", [300, 900])
def test_whatever_the_caption_and_the_width_all_pictures_have_one_size(
    qtbot: QtBot, width: int, text_size: int
) -> None:
    trainer = classifier(4, 6, 3)
    look = replace(Look(), text_size=text_size)
    portrait = portrait_of(view_of(qtbot, trainer, look=look, width=width))
    painter = PortraitPainter(portrait)
    sizes, headers = set(), set()
    for text in ("", "after 1,234,567 steps · cost 1.234"):
        painter.show(portrait.snapshot, text)
        painter.complete(1, go_on)
        image = painter.image()
        sizes.add((image.width(), image.height()))
        headers.add(
            pixels(image.copy(0, 0, image.width(), image.height() - portrait.size.height()))
        )
    assert len(sizes) == 1
    assert len(headers) == 2


def test_a_png_file_has_twice_the_pixels(qtbot: QtBot) -> None:
    portrait = portrait_of(view_of(qtbot, classifier(4, 6, 3)))
    painter = PortraitPainter(portrait)
    painter.complete(2, go_on)
    image = QImage.fromData(painter.png())
    assert image.width() == 2 * portrait.size.width()


def drawn(content: bytes, size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    QSvgRenderer(QByteArray(content)).render(painter)
    painter.end()
    return image


def test_a_drawing_of_few_edges_has_a_line_for_each(qtbot: QtBot) -> None:
    portrait = portrait_of(view_of(qtbot, steps(classifier(4, 6, 3), 2)))
    painter = PortraitPainter(portrait)
    painter.complete(1, go_on)
    content = painter.svg()
    assert painter.remark == "Every edge is a line."
    assert f"<title>{portrait.caption}</title>".encode() in content
    assert content.count(b"<polyline") + content.count(b"<line") >= 42
    image, seen = drawn(content, painter.image().size()), painter.image()
    same = sum(
        image.pixelColor(x, y) == seen.pixelColor(x, y)
        for x in range(0, seen.width(), 3)
        for y in range(0, seen.height(), 3)
    )
    assert same > 0.85 * (seen.width() // 3) * (seen.height() // 3)


def test_a_drawing_of_many_edges_says_which_are_lines(qtbot: QtBot, many: Trainer) -> None:
    painter = PortraitPainter(portrait_of(view_of(qtbot, many)))
    painter.complete(1, go_on)
    content = painter.svg()
    remark = "The strongest 1,500 edges are lines, over an image of all 6,448."
    assert painter.remark == remark
    assert f"<desc>{remark}</desc>".encode() in content
    assert b"data:image/png;base64" in content
    assert len(content) < 2_000_000


def test_a_thread_paints_the_same_while_the_window_paints(qtbot: QtBot, many: Trainer) -> None:
    view = view_of(qtbot, many)
    portrait = portrait_of(view)
    alone = pixels(image_of(portrait))
    seen = pixels(painted(view)[0])
    with ThreadPoolExecutor(1) as threads:
        future = threads.submit(image_of, portrait)
        while not future.done():
            view.show_snapshot(snapshot(many))
            QApplication.processEvents()
    wait_for_all(qtbot, view)
    assert pixels(future.result()) == alone
    assert pixels(painted(view)[0]) == seen


def test_it_can_be_given_up(qtbot: QtBot, many: Trainer) -> None:
    painter = PortraitPainter(portrait_of(view_of(qtbot, many)))
    assert not painter.complete(1, lambda *_: False)


def test_another_moment_can_be_painted_after_it(qtbot: QtBot) -> None:
    trainer = classifier(4, 6, 3)
    painter = PortraitPainter(portrait_of(view_of(qtbot, trainer)))
    painter.complete(1, go_on)
    before = pixels(painter.image())
    painter.show(snapshot(steps(trainer, 3)), "after 3 steps")
    painter.complete(1, go_on)
    assert pixels(painter.image()) != before


def test_a_film_shows_the_whole_network_with_what_needs_no_step(qtbot: QtBot) -> None:
    view = view_of(qtbot, steps(classifier(4, 6, 3), 2))
    portrait = replace(
        portrait_of(view),
        settings=ViewSettings(EdgeQuantity.UPDATE, NeuronQuantity.DELTA, is_log=True),
        selection=NodeId(1, 1),
    )
    film = portrait.of_film(QSize(300, 200))
    assert film.settings == ViewSettings(is_log=True)
    assert film.size == QSize(300, 200)
    assert film.selection is None
    kept = ViewSettings(EdgeQuantity.SIGNAL, NeuronQuantity.BIAS)
    assert replace(portrait, settings=kept).of_film(QSize(3, 2)).settings == kept
