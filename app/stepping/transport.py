"""The transport: run, pause, step and back, how far, how fast, and until when."""

from collections.abc import Mapping

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QFontMetrics
from PyQt6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
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
from app.stepping.rows import Rows
from app.stepping.stride_choice import StrideChoice
from app.stepping.target_field import TargetField
from app.strides import Stride
from app.targets import Target
from app.widgets.line import line

ICONS = {
    "back": "back",
    "run": "run",
    "stop": "stop",
    "step": "step",
    "reset": "reset",
    "new_seed": "dice",
}
"""The drawing on the button of an action."""

BUTTON_SPACING = 3
WITH_TEXT = ("back", "run", "step")
CLOSE = (Stride.TERM, Stride.NEURON)
"""The strides at which zeros can be skipped."""


class Transport(QWidget):
    """Buttons for the `actions` of a run, its stride, a slider for its speed, and its target.

    The actions have the keys "back", "run", "stop", "step", "reset" and "new_seed"; a button shows
    its action's short text (`iconText`) or its icon, its tooltip, and whether it can be used.
    """

    #: The user chose how far a step goes, a `Stride`.
    stride_chosen = pyqtSignal(Stride)
    #: The user chose whether terms that are zero are skipped.
    skip_zeros_chosen = pyqtSignal(bool)
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
        for key in ICONS:
            self._buttons[key] = QPushButton() if key in WITH_TEXT else QToolButton()
            _bind(self._buttons[key], actions[key])
        self._buttons["run"].setProperty("role", "primary")
        self._buttons["step"].setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._strides = StrideChoice()
        self._strides.chosen.connect(self._choose_stride)
        self._skip_zeros = self._skip_zeros_box()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, speeds.FLAT_OUT)
        self._slider.setPageStep(3)
        self._slider.actionTriggered.connect(self._choose_speed)
        self._speed_text = QLabel()
        self._speed_text.setProperty("role", "muted")
        self._target = TargetField()
        self._target.target_chosen.connect(self.target_chosen)
        self._target.refused.connect(self._show_reason)
        self._reason = QLabel()
        self._reason.setProperty("role", "bad")
        self._reason.setWordWrap(True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rows())
        column.addWidget(self._reason)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show_reason("")
        self.show_stride(Stride.OPERATION)
        self.show_speed(None)
        self.show_look(self._look)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self.setFont(look.font())
        self._speed_text.setFont(look.font(0.8))
        self._strides.show_look(look)
        self._skip_zeros.setFont(look.font(0.9))
        self._target.show_look(look)
        small = QFontMetrics(look.font(0.8))
        widest_title = max(small.horizontalAdvance(speeds.title(s)) for s in speeds.FINITE)
        self._speed_text.setFixedWidth(widest_title)
        self._slider.setFixedWidth(widest_title)
        bold = QFontMetrics(look.font(bold=True))
        widest = max(map(bold.horizontalAdvance, ("Run", "Pause")))
        self._buttons["run"].setFixedWidth(widest + round(40 * look.unit))
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

    def show_stride(self, stride: Stride) -> None:
        """Show how far a step goes; zeros can be skipped where it goes through sums."""
        self._strides.show_stride(stride)
        self._skip_zeros.setVisible(stride in CLOSE)

    def show_skip_zeros(self, skips: bool) -> None:
        """Show whether terms that are zero are skipped."""
        self._skip_zeros.setChecked(skips)

    def show_target(self, target: Target | None) -> None:
        """Show the target that is in force, None to run until paused."""
        self._target.show_target(target)

    def _beside(self, *keys: str) -> QWidget:
        """These buttons, side by side."""
        return line(*(self._buttons[key] for key in keys), spacing=BUTTON_SPACING)

    def _rows(self) -> Rows:
        """All controls: in one row, or in as many as it takes where it is narrow."""
        commands = self._beside("back", "run", "stop", "step")
        again = self._beside("reset", "new_seed")
        speed = QWidget()
        column = QVBoxLayout(speed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._speed_text)
        column.addWidget(self._slider)
        strides, skip, target = self._strides, self._skip_zeros, self._target
        return Rows(
            ((commands, strides, skip, speed, target, again),),
            ((commands, speed, target), (strides, skip, again)),
            ((commands, again), (strides,), (skip, speed, target)),
            ((commands, again), (strides,), (skip, speed), (target,)),
        )

    def _skip_zeros_box(self) -> QCheckBox:
        box = QCheckBox("skip zeros")
        box.setAccessibleName("Skip zeros")
        box.setToolTip(
            "<p>Step over products that are 0, such as those of black pixels and of dead "
            "neurons: they change no sum.</p>"
        )
        box.clicked.connect(self.skip_zeros_chosen)
        return box

    def _choose_stride(self, stride: Stride) -> None:
        self.show_stride(stride)
        self.stride_chosen.emit(stride)

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
