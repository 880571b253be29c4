"""A line of widgets."""

from PyQt6.QtWidgets import QHBoxLayout, QWidget

SPACING = 4


def line(*parts: QWidget | None, spacing: int = SPACING) -> QWidget:
    """These side by side, without margins; None gives way."""
    widget = QWidget()
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part)
    return widget
