"""A viewport: the part of a list in which its rows are seen."""

from PyQt6.QtWidgets import QListView, QStyleOptionViewItem


def viewport_width(option: QStyleOptionViewItem) -> int:
    """How wide the rows of the list are whose row has this option."""
    view = option.widget
    assert isinstance(view, QListView)
    viewport = view.viewport()
    assert viewport is not None
    return viewport.width()
