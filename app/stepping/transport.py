"""The transport: run, pause and step, how fast, and how far."""

from collections.abc import Mapping

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QFontMetrics
from PyQt6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.look.icons import icon
from app.look.look import Look
from app.stepping import speed as speeds
from app.stepping.pair import Pair
from app.stepping.target_field import TargetField
from app.targets import Target

ICONS = {"run": "run", "stop": "stop", "reset": "reset", "new_seed": "dice"}
"""The drawing on the button of an action; the others show their text alone."""

GROUPS = (("run", "stop"), ("step", "pass", "batch"), ("reset", "new_seed"))


class Transport(QWidget):
    """Buttons for the `actions` of a run, a slider for its speed, and its target.

    The actions have the keys "run", "stop", "step", "pass", "batch", "reset" and "new_seed"; a
    button shows its action's short text (`iconText`), its tooltip, and whether it can be used.
    """

    #: The user chose a speed: operations a second (float), or None for flat out.
    speed_chosen = pyqtSignal(object)
    #: The user chose a target for runs, a `Target` or None.
    target_chosen = pyqtSignal(object)

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._look = Look()
        self._is_running = False
        self._speed: float | None = None
        self._buttons: dict[str, QAbstractButton] = {}
        for key in (key for group in GROUPS for key in group):
            self._buttons[key] = QPushButton() if key == "run" else QToolButton()
            _bind(self._buttons[key], actions[key])
        self._buttons["run"].setProperty("role", "primary")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, speeds.FLAT_OUT)
        self._slider.setPageStep(3)
        self._slider.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._slider.actionTriggered.connect(self._choose_speed)
        self._speed_text = QLabel()
        self._target = TargetField()
        self._target.target_chosen.connect(self.target_chosen)
        self._target.refused.connect(self._show_reason)
        self._reason = QLabel()
        self._reason.setProperty("role", "bad")
        self._reason.setWordWrap(True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Pair(self._command_row(), self._settings_row(), spacing=8))
        column.addWidget(self._reason)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show_reason("")
        self.show_speed(None)
        self.show_look(self._look)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self.setFont(look.font())
        self._speed_text.setFont(look.font(0.8))
        self._target.show_look(look)
        small = QFontMetrics(look.font(0.8))
        widest_title = max(small.horizontalAdvance(speeds.title(s)) for s in speeds.FINITE)
        self._speed_text.setFixedWidth(widest_title)
        self._slider.setFixedWidth(widest_title)
        bold = QFontMetrics(look.font(bold=True))
        widest = max(map(bold.horizontalAdvance, ("Run", "Pause")))
        self._buttons["run"].setFixedWidth(widest + round(44 * look.unit))
        self._show_icons()

    def show_running(self, is_running: bool) -> None:
        """Show whether the training runs: the first button pauses then."""
        self._is_running = is_running
        self._show_icons()

    def show_speed(self, speed: float | None) -> None:
        """Show a speed: operations a second, or None for flat out."""
        self._speed = speed
        self._slider.setValue(speeds.notch_of(speed))
        title = speeds.title(speed)
        self._speed_text.setText("speed: flat out" if speed is None else title)
        self._slider.setAccessibleName(f"Speed, {title}")
        self._slider.setToolTip(
            f"<p>How fast the operations of a step are done when it runs: {title}. The right end "
            "is flat out, as fast as this computer can.</p>"
        )

    def show_target(self, target: Target | None) -> None:
        """Show the target that is in force, None to run until paused."""
        self._target.show_target(target)

    def _command_row(self) -> QWidget:
        commands = QWidget()
        row = QHBoxLayout(commands)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        for group in GROUPS:
            if row.count():
                row.addSpacing(3)
            for key in group:
                row.addWidget(self._buttons[key])
        row.addStretch()
        return commands

    def _settings_row(self) -> QWidget:
        self._speed_text.setProperty("role", "muted")
        speed = QVBoxLayout()
        speed.setSpacing(2)
        speed.addWidget(self._speed_text)
        speed.addWidget(self._slider)
        settings = QWidget()
        row = QHBoxLayout(settings)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(speed)
        row.addWidget(self._target)
        row.addStretch()
        return settings

    def _choose_speed(self) -> None:
        """Take over where the user has moved the slider, which is before its value changes."""
        speed = speeds.speed_at(self._slider.sliderPosition())
        if speed != self._speed:
            self.show_speed(speed)
            self.speed_chosen.emit(speed)

    def _show_reason(self, reason: str) -> None:
        self._reason.setText(reason and f"✗ {reason}")
        self._reason.setVisible(bool(reason))

    def _show_icons(self) -> None:
        theme = self._look.theme
        size = round(16 * self._look.unit)
        names = ICONS | {"run": "pause" if self._is_running else "run"}
        for key, name in names.items():
            self._buttons[key].setIcon(icon(name, theme.on_accent if key == "run" else theme.text))
            self._buttons[key].setIconSize(QSize(size, size))


def _bind(button: QAbstractButton, action: QAction) -> None:
    """Let a button do what an action does, and show its short text, tooltip and state."""

    def follow() -> None:
        button.setText(action.iconText())
        button.setAccessibleName(action.iconText())
        button.setToolTip(action.toolTip())
        button.setEnabled(action.isEnabled())

    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(action.trigger)
    action.changed.connect(follow)
    follow()
