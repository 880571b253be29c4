"""A card: one plot with its title, the values of its curves and its menu."""

from enum import StrEnum
from html import escape

from PyQt6.QtCore import QPoint, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QContextMenuEvent, QPainter
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from app.look.icons import icon
from app.look.look import Look
from app.plots.catalogue import HANDLING
from app.plots.chart import Chart
from app.plots.values import ValueLine

ZOOM_STEP = 2.0
ICON_SIDE = 12


class FileKind(StrEnum):
    """What a plot can be exported as, by the ending of the file."""

    PNG = "png"
    SVG = "svg"
    CSV = "csv"


class Card(QWidget):
    """A chart under a line with its title, the values of its curves and its buttons."""

    #: The user wants the y axis logarithmic, or linear.
    log_chosen = pyqtSignal(bool)
    #: The user wants the view to follow the data again.
    follow_chosen = pyqtSignal()
    #: The user wants this plot out of sight.
    hide_chosen = pyqtSignal()
    #: The user wants the plot as a file of this kind.
    export_chosen = pyqtSignal(FileKind)

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart
        self._look = Look()
        self.values = ValueLine()
        self.meaning = ""
        self._title = QLabel()
        self._follow_button = QToolButton()
        self._menu_button = QToolButton()
        self._menu = QMenu(self)
        self._column = QVBoxLayout(self)
        self._header = QHBoxLayout()
        self._icons: dict[QAction, str] = {}
        self._build_menu()
        self._build_header()

    def _build_menu(self) -> None:
        self._menu.setToolTipsVisible(True)
        self._log = self._action("log", "Logarithmic scale", "Show the powers of ten evenly spaced")
        self._log.setCheckable(True)
        self._log.triggered.connect(self.log_chosen)
        follow = self._action("follow", "Follow the data", "Undo all zooming and moving")
        follow.triggered.connect(self.follow_chosen)
        zoom_in = self._action("zoom-in", "Zoom in", "Show half as much of the x axis")
        zoom_in.triggered.connect(lambda: self.chart.zoom(1 / ZOOM_STEP))
        zoom_out = self._action("zoom-out", "Zoom out", "Show twice as much of the x axis")
        zoom_out.triggered.connect(lambda: self.chart.zoom(ZOOM_STEP))
        self._menu.addSeparator()
        png = self._action("export", "Export as PNG…", "Save the plot as a picture")
        png.triggered.connect(lambda: self.export_chosen.emit(FileKind.PNG))
        svg = self._action("export", "Export as SVG…", "Save it as a drawing, sharp at any size")
        svg.triggered.connect(lambda: self.export_chosen.emit(FileKind.SVG))
        csv = self._action("export", "Export as CSV…", "Save all values as a table")
        csv.triggered.connect(lambda: self.export_chosen.emit(FileKind.CSV))
        self._menu.addSeparator()
        hide = self._action("eye-off", "Hide this plot", "It is found again in the list of plots")
        hide.triggered.connect(self.hide_chosen)

    def _action(self, icon_name: str, text: str, tip: str) -> QAction:
        action = QAction(text, self._menu)
        action.setToolTip(tip)
        self._menu.addAction(action)
        self._icons[action] = icon_name
        return action

    def _build_header(self) -> None:
        self._title.setProperty("role", "subheading")
        for button in (self._follow_button, self._menu_button):
            button.setProperty("role", "quiet")
            button.setStyleSheet("padding: 1px 2px;")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._follow_button.setToolTip("Follow the data again: undo all zooming and moving")
        self._follow_button.clicked.connect(self.follow_chosen)
        self._follow_button.hide()
        self._menu_button.clicked.connect(self._open_menu)
        self.chart.menu_wanted.connect(self._menu.popup)
        self._header.addWidget(self._title)
        self._header.addWidget(self.values, 1)
        self._header.addWidget(self._follow_button)
        self._header.addWidget(self._menu_button)
        self._column.setSpacing(0)
        self._column.addLayout(self._header)
        self._column.addWidget(self.chart, 1)

    @property
    def title(self) -> str:
        """What the plot is called."""
        return self._title.text()

    def show_texts(self, title: str, meaning: str) -> None:
        """Show this title, and say what the plot means where the mouse rests."""
        self.meaning = meaning
        self._title.setText(title)
        for widget in (self._title, self.values):
            widget.setToolTip(f"<p>{escape(meaning)}</p><p>{escape(HANDLING)}</p>")
        self.setAccessibleName(title)
        self.chart.setAccessibleName(title)
        self.chart.setAccessibleDescription(meaning)
        self._menu_button.setToolTip(f"{title}: scale, zoom, export, hide")
        self._menu_button.setAccessibleName(f"Menu of the plot {title}")
        self._follow_button.setAccessibleName(f"Follow the data in the plot {title}")

    def show_look(self, look: Look) -> None:
        """Take the colours and the size of text of this look."""
        self._look = look
        self.chart.show_look(look)
        self.values.show_look(look)
        margin = round(8 * look.unit)
        self._column.setContentsMargins(margin, margin // 2, margin, 0)
        self._header.setSpacing(margin // 2)
        side = QSize(round(ICON_SIDE * look.unit), round(ICON_SIDE * look.unit))
        self._menu_button.setIconSize(side)
        self._follow_button.setIconSize(side)
        self._menu_button.setIcon(icon("chevron-down", look.theme.muted))
        self._follow_button.setIcon(icon("follow", look.theme.accent))
        for action, name in self._icons.items():
            action.setIcon(icon(name, look.theme.text))

    def show_state(self) -> None:
        """Show whether the chart follows and whether its scale is logarithmic."""
        self._follow_button.setVisible(not self.chart.follows)
        self._log.setChecked(self.chart.is_log)

    @property
    def picture_size(self) -> QSize:
        """The size of what `draw_picture` draws."""
        return QSize(self.chart.width(), self._title.height() + self.chart.height())

    def draw_picture(self, painter: QPainter) -> None:
        """Draw the plot as it is, with its title and values, but without its buttons."""
        top, width = self._title.height(), self.chart.width()
        painter.fillRect(QRect(QPoint(), self.picture_size), self._look.theme.panel)
        painter.setFont(self._title.font())
        painter.setPen(self._look.theme.muted)
        baseline = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(0, 0, width, top), baseline, f" {self.title}")
        painter.translate(width - self.values.width(), 0)
        self.values.draw(painter)
        painter.translate(self.values.width() - width, top)
        self.chart.draw(painter)
        painter.translate(0, -top)

    def _open_menu(self) -> None:
        corner = QPoint(0, self._menu_button.height())
        self._menu.popup(self._menu_button.mapToGlobal(corner))

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """The same menu for the right button, or the menu key, on the line with the title."""
        if event is not None:
            self._menu.popup(event.globalPos())
