"""What a user does with plots: points, turns the wheel, opens a menu."""

from typing import Any

import pyqtgraph as pg
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.plots.card import Card
from app.plots.plots import Plots


def card(plots: Plots, title: str) -> Card:
    """The card with this title."""
    return next(card for card in plots.findChildren(Card) if card.title == title)


def titles(plots: Plots) -> list[str]:
    """The titles of the cards that can be seen, from left to right and top to bottom."""
    cards = [card for card in plots.findChildren(Card) if card.isVisible()]
    return [card.title for card in sorted(cards, key=lambda card: (card.y(), card.x()))]


def area(card: Card) -> QWidget:
    """What receives the mouse in a card's chart."""
    viewport: QWidget = card.chart.findChild(pg.GraphicsView).viewport()
    return viewport


def place(card: Card, x: float, height: float = 0.5) -> QPoint:
    """Where `x` of the axis is in `area`, at a share of the height of what is seen."""
    box = card.chart.box
    low, high = box.viewRange()[1]
    scene: QPointF = box.mapViewToScene(QPointF(x, low + (high - low) * height))
    return QPoint(round(scene.x()), round(scene.y()))


def point_at(qtbot: QtBot, card: Card, x: float) -> None:
    """Move the mouse to `x` of the axis."""
    qtbot.mouseMove(area(card), place(card, x))


def leave(qtbot: QtBot, card: Card) -> None:
    """Move the mouse off the plot, to its lower left corner."""
    qtbot.mouseMove(area(card), QPoint(1, area(card).height() - 1))


def turn_wheel(card: Card, x: float, notches: int = 3) -> None:
    """Zoom at `x` of the axis: in, or out by a negative number."""
    _send_wheel(card, QPointF(place(card, x)), notches)


def wheel_over_y_axis(card: Card, notches: int = 3) -> None:
    """Zoom the y axis about the middle of what is seen."""
    middle = place(card, sum(x_range(card)) / 2).y()
    _send_wheel(card, QPointF(20, middle), notches)


def _send_wheel(card: Card, spot: QPointF, notches: int) -> None:
    event = QWheelEvent(
        spot,
        area(card).mapToGlobal(spot),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(area(card), event)


def drag(card: Card, start: float, end: float) -> None:
    """Drag the curves from `start` to `end` of the x axis."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    path = [QPointF(place(card, start)), QPointF(place(card, (start + end) / 2))]
    path.append(QPointF(place(card, end)))
    kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * 2]
    for kind, spot in zip(kinds, path, strict=True):
        button = left if kind == QEvent.Type.MouseButtonPress else none
        _send_mouse(card, kind, spot, button, left)
    _send_mouse(card, QEvent.Type.MouseButtonRelease, path[-1], left, none)


def _send_mouse(
    card: Card,
    kind: QEvent.Type,
    spot: QPointF,
    button: Qt.MouseButton,
    buttons: Qt.MouseButton,
) -> None:
    everywhere = area(card).mapToGlobal(spot)
    event = QMouseEvent(kind, spot, everywhere, button, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(area(card), event)


def menu_button(card: Card) -> QToolButton:
    """The button that opens a card's menu."""
    buttons = card.findChildren(QToolButton)
    return next(button for button in buttons if button.accessibleName().startswith("Menu"))


def follow_button(card: Card) -> QToolButton:
    """The button that lets a plot follow the data again."""
    buttons = card.findChildren(QToolButton)
    return next(button for button in buttons if button.accessibleName().startswith("Follow"))


def choose(qtbot: QtBot, card: Card, text: str) -> None:
    """Open a card's menu by its button and click an entry."""
    qtbot.mouseClick(menu_button(card), Qt.MouseButton.LeftButton)
    pick(qtbot, text)


def pick(qtbot: QtBot, text: str) -> None:
    """Click an entry of the menu that is open."""
    menu = open_menu(qtbot)
    action = next(action for action in menu.actions() if action.text() == text)
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def open_menu(qtbot: QtBot) -> QMenu:
    """The menu that is open."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def x_range(card: Card) -> tuple[float, float]:
    """What the x axis of a card shows."""
    left, right = card.chart.box.viewRange()[0]
    return left, right


def y_range(card: Card) -> tuple[float, float]:
    """What the y axis of a card shows, of a logarithmic one the logarithms."""
    low, high = card.chart.box.viewRange()[1]
    return low, high


def drawn(card: Card) -> list[tuple[Any, Any]]:
    """The points of every line that is drawn in a card and has some."""
    lines = [item for item in card.chart.box.addedItems if isinstance(item, pg.PlotCurveItem)]
    points = [
        line.getData() for line in lines if line.isVisible() and line.opts["connect"] != "pairs"
    ]
    return [(x, y) for x, y in points if x is not None and len(x)]
