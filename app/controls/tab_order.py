"""The order in which Tab goes from field to field: as one reads."""

from collections.abc import Iterator
from itertools import pairwise

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLayout, QWidget


def order_tabs(widget: QWidget) -> None:
    """Let Tab go through all fields in `widget` in the order of its layouts."""
    for before, after in pairwise(_fields(widget)):
        QWidget.setTabOrder(before, after)


def _fields(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if layout is not None:
        yield from _fields_of(layout)
    elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget


def _fields_of(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        assert item is not None
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _fields(widget)
        elif inner is not None:
            yield from _fields_of(inner)
