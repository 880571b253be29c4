from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.network_view.legend import Legend
from app.network_view.network_view import NetworkView
from engine.reading import EdgeQuantity, Focus
from tests.app.moments import snapshot
from tests.app.network_view.moments import classifier, of_pictures, view_of
from tests.app.network_view.test_truth import laid_out, painted
from tests.engine.cases import steps


def button(view: NetworkView, name: str) -> QToolButton:
    return next(b for b in view.findChildren(QToolButton) if b.accessibleName() == name)


def press(qtbot: QtBot, view: NetworkView, name: str) -> None:
    qtbot.mouseClick(button(view, name), Qt.MouseButton.LeftButton)


def test_another_quantity_of_the_edges_is_told(qtbot: QtBot) -> None:
    view = view_of(qtbot, classifier(4, 5, 3))
    with qtbot.waitSignal(view.edge_quantity_chosen) as chosen:
        press(qtbot, view, "edges: gradient ∂C/∂w")
    assert chosen.args == [EdgeQuantity.GRADIENT]


def test_what_is_chosen_by_program_is_shown_but_not_told(qtbot: QtBot) -> None:
    view = view_of(qtbot, classifier(4, 5, 3))
    with qtbot.assertNotEmitted(view.edge_quantity_chosen):
        view.choose_edges(EdgeQuantity.SIGNAL)
    assert button(view, "edges: signal a·w").isChecked()


def test_another_quantity_of_the_neurons_is_not_told_as_one_of_the_edges(qtbot: QtBot) -> None:
    view = view_of(qtbot, classifier(4, 5, 3))
    with qtbot.assertNotEmitted(view.edge_quantity_chosen):
        press(qtbot, view, "neurons: bias b")
    assert button(view, "neurons: bias b").isChecked()


@pytest.mark.parametrize(
    "name",
    [
        "neurons: z",
        "neurons: ∂C/∂a",
        "neurons: δ",
        "neurons: bias b",
        "scale: common",
        "scale: log",
    ],
)
def test_every_choice_changes_the_picture(qtbot: QtBot, name: str) -> None:
    view = view_of(qtbot, steps(classifier(4, 5, 3), 2))
    before, _ = painted(view)
    press(qtbot, view, name)
    after, _ = painted(view)
    assert after != before


def test_the_legend_says_the_true_scale_of_each_layer(qtbot: QtBot) -> None:
    trainer = steps(classifier(4, 5, 3), 2)
    view = view_of(qtbot, trainer)
    legend = view.findChild(Legend)
    assert legend is not None
    for name in ("W1", "W2"):
        scale = f"{abs(trainer.parameters[name]).max():.4g}"
        assert scale[:5] in legend.accessibleDescription()


def test_the_legend_says_what_is_not_computed_yet(qtbot: QtBot) -> None:
    trainer = classifier(4, 5, 3)
    trainer.advance()
    view = view_of(qtbot, trainer, Focus(0, EdgeQuantity.GRADIENT))
    legend = view.findChild(Legend)
    assert legend is not None
    assert "Edges, ∂C/∂w, by layer: not computed yet\n" in legend.accessibleDescription()


def test_the_legend_says_what_is_never_computed_of_a_probe(qtbot: QtBot) -> None:
    trainer = steps(classifier(4, 5, 3), 1)
    view = view_of(qtbot, trainer)
    press(qtbot, view, "edges: gradient ∂C/∂w")
    fed = snapshot(classifier(4, 5, 3), Focus(0, EdgeQuantity.GRADIENT))
    view.show_snapshot(replace(fed, operations=(), cursor=0, is_probe=True))
    painted(view)
    legend = view.findChild(Legend)
    assert legend is not None
    words = "Edges, ∂C/∂w, by layer: not computed for an input that is only fed forward\n"
    assert words in legend.accessibleDescription()


def test_the_legend_says_what_a_step_never_computes(qtbot: QtBot) -> None:
    trainer = classifier(4, 5, 3)
    trainer.advance()
    view = view_of(qtbot, trainer)
    press(qtbot, view, "neurons: ∂C/∂a")
    painted(view)
    legend = view.findChild(Legend)
    assert legend is not None
    words = "∂C/∂a, by layer: not computed yet, not computed in this step"
    assert words in legend.accessibleDescription()
    trainer.step()
    view.show_snapshot(snapshot(trainer))
    painted(view)
    scale = f"{abs(trainer.program.values['da1'][0]).max():.4g}"
    assert f"∂C/∂a, by layer: {scale[:5]}" in legend.accessibleDescription()
    assert legend.accessibleDescription().endswith("not computed in this step")


@pytest.mark.parametrize("text_size", [10, 16])
@pytest.mark.parametrize("width", [576, 640, 780, 1200])
def test_nothing_of_the_bar_is_clipped(qtbot: QtBot, width: int, text_size: int) -> None:
    look = Look().with_text_size(text_size)
    view = view_of(qtbot, classifier(4, 5, 3), look=look, width=width)
    legend = view.findChild(Legend)
    assert legend is not None
    assert legend.width() >= legend.minimumSizeHint().width()
    for child in (*view.findChildren(QToolButton), legend):
        assert child is legend or child.width() >= child.sizeHint().width()
        right = child.mapTo(view, child.rect().topRight()).x()
        assert right < width


@pytest.mark.parametrize("width", [548, 640, 780, 1000])
def test_the_scales_stand_in_a_second_row_with_the_legend_at_its_end(
    qtbot: QtBot, width: int
) -> None:
    view = view_of(qtbot, classifier(4, 5, 3), width=width)
    legend = view.findChild(Legend)
    assert legend is not None
    assert legend.geometry().right() == width - 1
    rows = [
        {button(view, name).mapTo(view, QPoint()).y() for name in names}
        for names in (
            ("edges: weight w", "edges: update Δw", "neurons: z"),
            ("scale: per layer", "scale: log"),
        )
    ]
    (above,), (below,) = rows
    assert above < below
    assert abs(legend.geometry().center().y() - below) < button(view, "scale: log").height()


def test_a_bar_with_room_has_one_row(qtbot: QtBot) -> None:
    view = view_of(qtbot, classifier(4, 5, 3), width=1600)
    tops = {b.mapTo(view, QPoint()).y() for b in view.findChildren(QToolButton)}
    assert len(tops) == 1


def test_a_network_of_the_same_sizes_keeps_the_zoom_and_another_does_not(qtbot: QtBot) -> None:
    first, other = classifier(4, 5, 3, seed=1), classifier(4, 6, 3, seed=1)
    view = view_of(qtbot, first)
    whole, _ = painted(view)
    view.zoom_in()
    near, _ = painted(view)
    view.show_experiment(first.experiment, first.dataset)
    view.show_snapshot(snapshot(first))
    assert painted(view)[0] == near
    view.show_experiment(other.experiment, other.dataset)
    view.show_experiment(first.experiment, first.dataset)
    view.show_snapshot(snapshot(first))
    assert painted(view)[0] == whole


def test_zooming_in_and_out_again_gives_the_same_picture(qtbot: QtBot) -> None:
    view = view_of(qtbot, classifier(4, 5, 3))
    whole, _ = painted(view)
    view.zoom_in()
    assert painted(view)[0] != whole
    view.fit()
    assert painted(view)[0] == whole


def test_during_a_run_many_edges_are_not_all_painted_in_every_frame(qtbot: QtBot) -> None:
    trainer = of_pictures(12, 60, 3)
    view = view_of(qtbot, trainer)
    for _ in range(3):
        trainer.step()
        view.show_snapshot(snapshot(trainer, is_running=True))
        painted(view)
    assert not view.has_complete_picture
    with qtbot.waitSignal(view.completed):
        view.show_snapshot(snapshot(trainer))
    assert view.has_complete_picture


def test_a_hidden_view_paints_nothing(qtbot: QtBot) -> None:
    trainer = classifier(4, 70, 70, 3)
    view = view_of(qtbot, trainer)
    view.hide()
    with qtbot.assertNotEmitted(view.completed, wait=50):
        view.show_snapshot(snapshot(trainer, is_running=True))


def test_in_slow_motion_the_layer_at_work_is_lit(qtbot: QtBot) -> None:
    trainer = steps(classifier(4, 5, 3), 1)
    view = view_of(qtbot, trainer)
    trainer.advance()
    view.show_snapshot(snapshot(trainer, is_running=True))
    plain, _ = painted(view)
    view.show_snapshot(snapshot(trainer, is_running=True, pace=0.01))
    lit, canvas = painted(view)
    x = round(laid_out(trainer, canvas, Look()).columns[1].x)
    column = [lit.pixelColor(x, y) != plain.pixelColor(x, y) for y in range(lit.height())]
    assert sum(column) > 0.5 * lit.height()
    assert lit.pixelColor(4, 60) == plain.pixelColor(4, 60)


def test_numbers_that_are_not_finite_are_survived(qtbot: QtBot) -> None:
    trainer = steps(classifier(4, 5, 3), 1)
    moment = snapshot(trainer)
    fields = {name: values.copy() for name, values in moment.reading.fields.items()}
    fields["W1"][0, 0] = float("nan")
    fields["a1"][:] = float("inf")
    view = view_of(qtbot, trainer)
    view.show_snapshot(replace(moment, reading=replace(moment.reading, fields=fields)))
    painted(view)
    assert view.has_complete_picture
