"""Parts of small trainings to inspect, and what a user finds on a tab."""

from dataclasses import replace
from typing import Any, TypeVar

from PyQt6.QtCore import QAbstractItemModel, QModelIndex
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from app.inspected import Inspected
from app.look.look import Look
from engine.addresses import Address
from engine.trace import take_trace
from engine.training import Trainer
from tests.engine.cases import experiment, labelled

AnyTab = TypeVar("AnyTab", bound=QWidget)


def trainer(operations: int | None = None, *, pixels: bool = False, **settings: Any) -> Trainer:
    """4-8-3 without dropout after two steps, or after so many operations of the first.

    With `pixels` the inputs are a picture of 2 × 2.
    """
    if "network" not in settings:
        network = experiment().network
        layers = (replace(network.layers[0], dropout=0.0), network.layers[1])
        settings["network"] = replace(network, layers=layers)
    dataset = labelled()
    if pixels:
        dataset = replace(dataset, input_shape=(2, 2))
    result = Trainer(experiment(**settings), dataset)
    if operations is None:
        result.step()
        result.step()
    for _ in range(operations or 0):
        result.advance()
    return result


def shown(
    qtbot: QtBot,
    tab: AnyTab,
    trained: Trainer,
    address: Address | None,
    example: int | None = 0,
    *,
    width: int = 380,
    look: Look | None = None,
) -> AnyTab:
    """A tab that shows this part of the network in the trainer's present step."""
    qtbot.addWidget(tab)
    look = look or Look()
    show(tab, trained, address, example, look)
    tab.resize(width, 700)
    tab.show()
    qtbot.waitExposed(tab)
    return tab


def show(
    tab: Any, trained: Trainer, address: Address | None, example: int | None, look: Look
) -> None:
    """Tell a tab all that it is told when something is selected."""
    tab.show_look(look)
    tab.show_experiment(trained.experiment, trained.dataset)
    tab.show_inspected(Inspected(take_trace(trained), address, example))


def texts(widget: QWidget) -> str:
    """All that can be read in labels, in one text."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def view(widget: QWidget, name: str) -> QListView:
    """The table with this accessible name."""
    views = widget.findChildren(QListView)
    return next(view for view in views if view.accessibleName() == name)


def rows(widget: QWidget, name: str) -> list[str]:
    """The rows of the table with this accessible name, as they are spoken."""
    model = model_of(widget, name)
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def model_of(widget: QWidget, name: str) -> QAbstractItemModel:
    """The rows of the table with this accessible name."""
    model = view(widget, name).model()
    assert model is not None
    return model


def index(widget: QWidget, name: str, row: int) -> QModelIndex:
    """A row of the table with this accessible name."""
    return model_of(widget, name).index(row, 0)


def field(widget: QWidget, name: str) -> QLineEdit:
    """The field with this accessible name."""
    fields = widget.findChildren(QLineEdit)
    return next(edit for edit in fields if edit.accessibleName() == name)


def button(widget: QWidget, text: str) -> QAbstractButton:
    """The button with this text or accessible name."""
    buttons = widget.findChildren(QAbstractButton)
    return next(b for b in buttons if text in (b.text(), b.accessibleName()))


def copied() -> str:
    """What is on the clipboard."""
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    return clipboard.text()
