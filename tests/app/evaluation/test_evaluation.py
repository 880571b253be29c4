from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.evaluation.evaluation import Evaluation
from app.evaluation.progress_row import PATIENCE_MS, ProgressRow
from app.look.look import Look
from app.look.style import apply
from app.scopes import Scope
from tests.app.evaluation.reports import (
    as_list,
    classifier,
    many,
    on_plane,
    pictures,
    regression,
    regressor,
)

LEFT = Qt.MouseButton.LeftButton


def panel(qtbot: QtBot) -> Evaluation:
    widget = Evaluation()
    qtbot.addWidget(widget)
    widget.show_look(Look())
    widget.show_experiment(classifier(), pictures()[0])
    widget.resize(400, 700)
    widget.show()
    return widget


def button(widget: QWidget, text: str) -> QPushButton:
    QApplication.processEvents()
    buttons = widget.findChildren(QPushButton)
    return next(b for b in buttons if b.text().startswith(text) and b.isVisible())


def texts(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_nothing_is_built_before_it_is_seen(qtbot: QtBot) -> None:
    widget = Evaluation()
    qtbot.addWidget(widget)
    widget.show_look(Look())
    widget.show_experiment(classifier(), pictures()[0])
    widget.show_report(pictures()[1])
    assert not widget.findChildren(QWidget)
    widget.show()
    assert "70.0%" in texts(widget)


def test_at_first_it_says_what_it_will_show(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    assert "How good is the network?" in texts(widget)
    visible = [b.text() for b in widget.findChildren(QPushButton) if b.isVisible()]
    assert visible == ["Test 10", "Training 10", "Evaluate"]


def test_the_chosen_set_is_evaluated(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_own(12)
    for text, scope in (("Training", Scope.TRAIN), ("Own 12", Scope.OWN), ("Test", Scope.TEST)):
        qtbot.mouseClick(button(widget, text), LEFT)
        with qtbot.waitSignal(widget.evaluation_requested) as asked:
            qtbot.mouseClick(button(widget, "Evaluate"), LEFT)
        assert asked.args == [scope]
        widget.show_report(pictures()[1])


def test_own_examples_that_are_gone_are_no_choice(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_own(12)
    qtbot.mouseClick(button(widget, "Own 12"), LEFT)
    widget.show_own(0)
    with qtbot.waitSignal(widget.evaluation_requested) as asked:
        qtbot.mouseClick(button(widget, "Evaluate"), LEFT)
    assert asked.args == [Scope.TEST]


def test_a_long_evaluation_shows_progress_and_can_be_cancelled(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    qtbot.mouseClick(button(widget, "Evaluate"), LEFT)
    row: ProgressRow = widget.findChild(ProgressRow)
    assert not row.isVisible()  # a short one shows none
    qtbot.waitUntil(row.isVisible, timeout=10 * PATIENCE_MS)
    widget.show_progress(3000, 10_000)
    with qtbot.waitSignal(widget.evaluation_cancelled):
        qtbot.mouseClick(button(widget, "Cancel"), LEFT)
    widget.show_ended("")
    assert not row.isVisible()
    assert button(widget, "Evaluate").isEnabled()


def test_a_problem_is_said(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    qtbot.mouseClick(button(widget, "Evaluate"), LEFT)
    widget.show_ended("There are no examples.")
    assert "There are no examples." in texts(widget)


def test_the_headline_has_the_figures(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_report(pictures()[1])
    found = texts(widget).replace("\N{NO-BREAK SPACE}", " ")
    for part in ("70.0%", "right of 10 test examples", "95% interval 39.7–89.2%", "after step 400"):
        assert part in found


def test_the_worst_mistakes_are_chosen_worst_first(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_report(pictures()[1])
    with qtbot.waitSignal(widget.examples_chosen) as chosen:
        qtbot.mouseClick(button(widget, "Worst mistakes (3)"), LEFT)
    numbers, title = chosen.args or ((), "")
    assert as_list(numbers) == [8, 2, 9]
    assert title == "Worst mistakes"


def test_a_frequent_confusion_is_chosen(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_report(pictures()[1])
    with qtbot.waitSignal(widget.examples_chosen) as chosen:
        qtbot.mouseClick(button(widget, "Is two, said one: 1 of 3, 33.3%"), LEFT)
    numbers, title = chosen.args or ((), "")
    assert (as_list(numbers), title) == ([8], "Is two, said one")


def test_an_old_report_says_so_and_fades(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_report(pictures()[1])
    QApplication.processEvents()
    fresh = widget.grab().toImage()
    widget.show_age(120)
    assert "Old: the network has learnt 120 steps since. Evaluate again." in texts(widget)
    assert button(widget, "Evaluate again").property("role") == "primary"
    QApplication.processEvents()
    assert widget.grab().toImage() != fresh
    with qtbot.waitSignal(widget.examples_chosen):  # it can be used as ever
        qtbot.mouseClick(button(widget, "Is two, said one"), LEFT)
    widget.show_age(-1)
    assert "went back or was changed" in texts(widget)
    widget.show_report(pictures()[1])
    assert "Old:" not in texts(widget)


def test_other_data_take_the_report_away(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_report(pictures()[1])
    dataset, report = regression()
    widget.show_experiment(regressor(), dataset)
    assert "70.0%" not in texts(widget)
    widget.show_report(report)
    assert "R² on 40 test examples" in texts(widget)
    widget.show_no_report()
    assert "R²" not in texts(widget)


def test_every_kind_of_report_has_its_page(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    dataset, experiment, report = on_plane()
    widget.show_experiment(experiment, dataset)
    widget.show_report(report)
    assert "Boundary and mistakes" in texts(widget)
    dataset, report = many(30)
    widget.show_experiment(classifier(), dataset)
    widget.show_report(report)
    assert "Boundary and mistakes" not in texts(widget)


def test_everything_is_reached_by_tab(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_report(pictures()[1])
    QApplication.processEvents()
    widget.activateWindow()
    button(widget, "Test").setFocus()
    names = []
    for _ in range(12):
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName() or getattr(focus, "text", str)())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    expected = ["Evaluate", "Worst mistakes (3)", "Confusion matrix", "Figures of each class"]
    places = [names.index(name) for name in [*expected, "Calibration curve"]]
    assert places == sorted(places)


def test_an_evaluation_that_others_asked_for_is_shown_too(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_own(12)
    widget.show_evaluating(Scope.OWN)
    assert button(widget, "Own 12").isChecked()
    assert not [
        b for b in widget.findChildren(QPushButton) if b.text() == "Evaluate" and b.isVisible()
    ]
    widget.show_report(pictures()[1])
    assert button(widget, "Evaluate").isVisible()


def test_the_headline_is_large_in_every_look(qtbot: QtBot, qapp: QApplication) -> None:
    apply(qapp, Look())
    widget = panel(qtbot)
    widget.show_report(pictures()[1])
    for size in (10, 16):
        if size != 10:
            widget.show_look(Look(text_size=size))
        QApplication.processEvents()
        figure = next(label for label in widget.findChildren(QLabel) if label.text() == "70.0%")
        assert figure.font().pointSizeF() > 2 * size
    qapp.setStyleSheet("")


def test_a_command_asks_for_what_the_button_would(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    qtbot.mouseClick(button(widget, "Training"), LEFT)
    with qtbot.waitSignal(widget.evaluation_requested) as asked:
        widget.evaluate()
    assert asked.args == [Scope.TRAIN]
    with qtbot.assertNotEmitted(widget.evaluation_requested):  # one at a time
        widget.evaluate()
