"""The look of Qt's own widgets: Fusion, a palette and a style sheet made of the theme's tokens."""

import re

from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication, QWidget

from app.look.look import Look
from app.look.theme import Theme

SHEET = """
QWidget { outline: none; }
QMainWindow::separator, QSplitter::handle { background: @line; width: @rim; height: @rim; }
QMainWindow::separator:hover, QSplitter::handle:hover { background: @accent; }
QMenuBar, QStatusBar, QToolBar { background: @panel; border: none; }
QMenuBar::item { background: transparent; border-radius: 4u; padding: 4u 8u; }
QMenuBar::item:selected { background: @hover; }
QToolBar { border-bottom: @rim solid @line; padding: 0; spacing: 6u; }
QToolBar { qproperty-iconSize: 16u 16u; }
QStatusBar { color: @muted; border-top: @rim solid @line; }
QStatusBar::item { border: none; }
QDockWidget { color: @muted; }
QDockWidget::title { background: @panel; padding: 6u 10u; text-align: left; }
QToolTip { background: @raised; color: @text; border: @rim solid @line; padding: 4u 6u; }
QScrollArea { border: none; }
QFrame[role="card"] { background: @background; border: @rim solid @line; border-radius: 6u; }
QFrame[role="message"] { background: @raised; border: @rim solid @edge; border-radius: 6u; }
QFrame[role="segments"] { background: @raised; border: @rim solid @edge; border-radius: 8u; }

QLabel[role="title"] { font-size: @large; font-weight: bold; }
QLabel[role="heading"] {
    color: @muted; font-size: @small; font-weight: bold; letter-spacing: 1u;
    text-transform: uppercase;
}
QLabel[role="subheading"] { color: @muted; font-size: @small; font-weight: bold; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="good"] { color: @good; }
QLabel[role="warning"] { color: @warning; }
QLabel[role="bad"] { color: @bad; }

QPushButton, QToolButton {
    background: @raised; color: @text; border: 2px solid @edge; border-radius: 6u;
    padding: 3u 10u; min-height: 16u; icon-size: 16u;
}
QToolButton { padding: 3u 5u; qproperty-iconSize: 16u 16u; }
QTabBar QToolButton { padding: 0; min-height: 0; border-width: 1px; }
QToolButton[popupMode="1"], QToolButton[popupMode="2"] { padding-right: 20u; }
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:checked, QToolButton:checked { background: @hover; border-color: @muted; }
QPushButton:pressed, QToolButton:pressed { background: @line; }
QPushButton:disabled, QToolButton:disabled { color: @faint; }
QPushButton:focus, QToolButton:focus, *[role]:focus { border-color: @focus; }
*[role="primary"] {
    background: @accent; color: @on_accent; border-color: @accent; font-weight: bold;
}
*[role="primary"]:hover { background: @accent; border-color: @muted; }
*[role="primary"]:focus { border-color: @text; }
*[role="primary"]:disabled { background: @raised; color: @faint; border-color: @edge; }
*[role="quiet"], *[role="segment"], QToolBar QToolButton {
    background: transparent; border-color: transparent;
}
*[role="quiet"]:hover, *[role="segment"]:hover, QToolBar QToolButton:hover {
    background: @hover; color: @text;
}
*[role="segment"] { color: @muted; padding: 2u 8u; }
QToolButton[role="segment"] { padding: 2u 5u; }
*[role="segment"]:checked { background: @hover; color: @text; border-color: @edge; }
*[role="segment"]:disabled { color: @faint; }
*[role="quiet"]:focus, *[role="segment"]:focus { border-color: @focus; }
*[role="link"] { background: transparent; color: @accent; border-color: transparent; padding: 0; }
*[role="link"]:hover { background: transparent; text-decoration: underline; }
*[role="link"]:focus { border-color: @focus; }
*[role="pill"] {
    background: @raised; border: 2px solid @edge; border-radius: 11u; padding: 3u 10u;
}
QComboBox[role="pill"] { padding-right: 6u; }
*[role="pill"]:hover { background: @hover; }
*[role="pill"]:focus { border-color: @focus; }
QCheckBox, QRadioButton { border: 2px solid transparent; border-radius: 6u; padding: 1u 2u; }
QCheckBox:focus, QRadioButton:focus { border-color: @focus; }
QCheckBox::indicator, QRadioButton::indicator { width: 14u; height: 14u; }

QLineEdit, QAbstractSpinBox, QComboBox {
    background: @raised; color: @text; border: 2px solid @edge; border-radius: 6u;
    padding: 2u 6u; min-height: 16u;
    selection-background-color: @accent; selection-color: @on_accent;
}
QAbstractSpinBox, QLineEdit[role="number"] { qproperty-alignment: 'AlignRight | AlignVCenter'; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { background: @hover; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: @faint; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border-color: @focus; }
*[invalid="true"] { border-color: @bad; color: @bad; }
*[invalid="true"]:focus { border-color: @focus; }
QComboBox::drop-down { border: none; width: 18u; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 14u; }
QComboBox::down-arrow, QAbstractSpinBox::down-arrow { background: @down; width: 8u; height: 5u; }
QAbstractSpinBox::up-arrow { background: @up; width: 8u; height: 5u; }
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::down-arrow:off { background: transparent; }
QToolButton::menu-indicator {
    subcontrol-origin: padding; subcontrol-position: right center; right: 6u;
    background: @down; width: 8u; height: 5u;
}
QToolButton::menu-button { border: none; width: 16u; }
QToolButton::menu-arrow { background: @down; width: 8u; height: 5u; }

QAbstractItemView, QTextEdit, QPlainTextEdit {
    background: @background; border: @rim solid @line; border-radius: 4u;
    selection-background-color: @hover; selection-color: @text;
}
QAbstractItemView:focus, QTextEdit:focus, QPlainTextEdit:focus { border-color: @focus; }
QHeaderView { background: @background; border: none; }
QHeaderView::section, QTableCornerButton::section {
    background: @background; color: @muted; border: none; border-bottom: @rim solid @line;
    padding: 3u 6u;
}
QTabWidget::pane { border: none; border-top: @rim solid @line; }
QTabBar::tab {
    background: transparent; color: @muted; border-bottom: 2u solid transparent; padding: 5u 10u;
}
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:focus { background: @hover; border-bottom-color: @focus; }
QGroupBox { border: @rim solid @line; border-radius: 6u; margin-top: 9u; padding-top: 6u; }
QGroupBox::title { color: @muted; subcontrol-origin: margin; left: 8u; padding: 0 4u; }

QMenu { background: @raised; border: @rim solid @line; padding: 4u; }
QMenu::item { border-radius: 4u; padding: 4u 20u 4u 10u; }
QMenu::item:selected { background: @hover; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { background: @line; height: @rim; margin: 4u 6u; }

QSlider:horizontal { border: 2px solid transparent; border-radius: 6u; min-height: 16u; }
QSlider:horizontal:focus { border-color: @focus; }
QSlider::groove:horizontal { background: transparent; border: none; height: 14u; }
QSlider::sub-page:horizontal { background: @muted; margin: 5u 0; }
QSlider::add-page:horizontal { background: @hover; margin: 5u 0; }
QSlider::handle:horizontal { background: @text; border-radius: 7u; width: 14u; }
QSlider::handle:horizontal:disabled, QSlider::sub-page:horizontal:disabled { background: @faint; }
QProgressBar {
    background: @hover; color: @text; border-radius: 3u;
    min-height: 14u; text-align: right; margin-right: 44u;
}
QProgressBar[textVisible="false"] { margin-right: 0; }
QProgressBar::chunk { background: @muted; border-radius: 3u; }

QScrollBar { background: transparent; }
QScrollBar:vertical { width: 10u; }
QScrollBar:horizontal { height: 10u; }
QScrollBar::handle { background: @faint; border-radius: 3u; margin: 2u; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::handle:vertical { min-height: 24u; }
QScrollBar::handle:horizontal { min-width: 24u; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
"""Qt's style sheet, but with @tokens of the theme, and u for logical pixels that grow with text."""


WEDGE = 53.13
"""The angle in degrees at the middle of a side of a unit square that spans the opposite side."""

SOFT = 0.004
"""Half the width of the wedge's smoothed rims, as a share of the full circle."""


def apply(app: QApplication, look: Look) -> None:
    """Give every widget of the application this look, at once."""
    if not app.styleSheet():  # the first time; it takes long
        app.setStyle("Fusion")
    app.setFont(look.font())
    app.setPalette(_palette(look.theme))
    for button in ("QCheckBox", "QRadioButton"):
        app.setPalette(_indicator_palette(look.theme), button)
    app.setStyleSheet(_sheet(look))


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet asks for, such as a role, and look accordingly."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    assert style is not None
    style.unpolish(widget)
    style.polish(widget)


def _palette(theme: Theme) -> QPalette:
    """The colours of what Fusion draws by itself."""
    Role = QPalette.ColorRole
    palette = QPalette(theme.raised, theme.panel)
    for role, colour in (
        (Role.Base, theme.background),
        (Role.AlternateBase, theme.panel),
        (Role.ToolTipBase, theme.raised),
        (Role.ToolTipText, theme.text),
        (Role.PlaceholderText, theme.muted),
        (Role.Highlight, theme.accent),
        (Role.HighlightedText, theme.on_accent),
        (Role.Accent, theme.accent),
        (Role.Link, theme.accent),
        (Role.LinkVisited, theme.accent),
    ):
        palette.setColor(role, colour)
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        palette.setColor(role, theme.text)
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.faint)
    return palette


def _indicator_palette(theme: Theme) -> QPalette:
    """The same, where a box or a circle needs a visible rim: Fusion makes it of Window, darker."""
    palette = _palette(theme)
    palette.setColor(QPalette.ColorRole.Window, theme.muted.lighter(140))
    palette.setColor(QPalette.ColorRole.Base, theme.raised)
    return palette


def _sheet(look: Look) -> str:
    """The style sheet in the colours and sizes of `look`."""
    tokens = {
        name: colour.name() for name, colour in vars(look.theme).items() if type(colour) is QColor
    }
    tokens["rim"] = f"{look.theme.line_width}px"
    tokens["small"] = f"{look.text_size * 0.9}pt"
    tokens["large"] = f"{look.text_size * 1.3}pt"
    tokens["down"] = _triangle(look.theme.muted, tip=1, middle=90)
    tokens["up"] = _triangle(look.theme.muted, tip=0, middle=270)
    sheet = re.sub(r"@(\w+)", lambda name: tokens[name[1]], SHEET)
    # Rounded down: a radius of more than half a height would leave plain corners.
    return re.sub(r"\b(\d+)u\b", lambda size: f"{int(int(size[1]) * look.unit)}px", sheet)


def _triangle(colour: QColor, tip: int, middle: int) -> str:
    """A triangle that fills its box: a wedge of a conical gradient around the `tip`.

    (An arrow can otherwise only be an image file, which has no theme.) The tip is at the upper
    side of the box, 0, or the lower, 1; the wedge opens towards the angle `middle`, in degrees.
    """
    start, end = (middle - WEDGE / 2) / 360, (middle + WEDGE / 2) / 360
    filled, clear = colour.name(), f"#00{colour.name()[1:]}"
    return (
        f"qconicalgradient(cx: 0.5, cy: {tip}, angle: 0, stop: 0 {clear},"
        f" stop: {start - SOFT} {clear}, stop: {start + SOFT} {filled},"
        f" stop: {end - SOFT} {filled}, stop: {end + SOFT} {clear}, stop: 1 {clear})"
    )
