"""Every command of the window: its text, shortcut, icon and explanation, in one table."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QAction, QKeySequence

from app.look.icons import icon
from app.look.look import Look


class Command(NamedTuple):
    """A command, by the name that the code calls it.

    One that `repeats` is done again and again while its key is held.
    """

    name: str
    text: str
    keys: tuple[str, ...]
    tip: str
    icon: str = ""
    checkable: bool = False
    repeats: bool = False


COMMANDS = (
    Command(
        "open",
        "Open…",
        ("Ctrl+O",),
        "Go on with a run from a file. Its file can also be dropped on the window.",
        "folder",
    ),
    Command(
        "save", "Save", ("Ctrl+S",), "Keep the run in its file, with all that was learnt.", "save"
    ),
    Command("save_as", "Save as…", ("Ctrl+Shift+S",), "Keep the run in another file."),
    Command(
        "import_weights",
        "Import weights…",
        ("Ctrl+I",),
        "Take weights of the same shapes from a file of NumPy, PyTorch or a run.",
    ),
    Command("run", "Run", ("Space",), "Train, and pause at once when pressed again.", "run"),
    Command("stop", "Stop", ("Shift+Space",), "Stop at the end of the step under way.", "stop"),
    Command(
        "step",
        "Step",
        ("Right",),
        "Go forward by the stride that is chosen, from a term to an epoch.",
        "step",
        repeats=True,
    ),
    Command(
        "back",
        "Back",
        ("Left",),
        "Go back by the same stride, exactly, as far as the beginning.",
        "back",
        repeats=True,
    ),
    Command(
        "pass",
        "Finish pass",
        ("Shift+Right",),
        "Do the rest of the pass: forward, loss, backward or update.",
        "step",
        repeats=True,
    ),
    Command(
        "back_pass",
        "Back a pass",
        ("Shift+Left",),
        "Go back to where the pass began.",
        "back",
        repeats=True,
    ),
    Command(
        "batch",
        "Finish step",
        ("Ctrl+Right",),
        "Do the rest of the step, or the next whole one: one update on one batch.",
        "step",
        repeats=True,
    ),
    Command(
        "back_batch",
        "Back a step",
        ("Ctrl+Left",),
        "Go back to the end of the step before.",
        "back",
        repeats=True,
    ),
    Command("home", "Start of the step", ("Home",), "Go back before the step's first operation."),
    Command("newest", "Newest step", ("End",), "Go to the newest step of this branch."),
    Command("reset", "Reset", ("Ctrl+R",), "Start over from the same initial weights.", "reset"),
    Command(
        "new_seed",
        "New seed",
        ("Ctrl+Shift+R",),
        "Start over from other initial weights, with the examples in another order.",
        "dice",
    ),
    Command("undo", "Undo", ("Ctrl+Z",), "Take the last change back.", "undo"),
    Command("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Do it again.", "redo"),
    Command(
        "evaluate",
        "Evaluate",
        ("Ctrl+E",),
        "Judge the network on the set of examples that is chosen under Evaluate.",
    ),
    Command("fit", "Fit", ("F",), "Show the whole network.", "fit"),
    Command("zoom_in", "Zoom in", ("+", "="), "Show the network larger.", "zoom-in", repeats=True),
    Command("zoom_out", "Zoom out", ("-",), "Show the network smaller.", "zoom-out", repeats=True),
    Command("weight", "Weights w", ("1",), "Let the edges show their weights."),
    Command(
        "signal", "Signals a·w", ("2",), "Let the edges show what they carry: activation · weight."
    ),
    Command("gradient", "Gradients ∂C/∂w", ("3",), "Let the edges show the cost's derivative."),
    Command("update", "Updates Δw", ("4",), "Let the edges show the change of their weights."),
    Command("perspective", "Next perspective", ("G",), "Arrange the panels for another purpose."),
    Command("larger", "Larger text", ("Ctrl++", "Ctrl+="), "Make all text larger.", repeats=True),
    Command("smaller", "Smaller text", ("Ctrl+-",), "Make all text smaller.", repeats=True),
    Command("usual_size", "Usual text size", ("Ctrl+0",), "Give text its usual size."),
    Command(
        "reduced_motion",
        "Reduced motion",
        (),
        "Show changes without moving pulses.",
        checkable=True,
    ),
    Command("full_screen", "Full screen", ("F11",), "Use the whole screen.", checkable=True),
    Command("leave", "Leave", ("Esc",), "Leave the full screen, and dismiss the message."),
    Command("usual_layout", "Usual layout", (), "Put all panels of this perspective back."),
    Command("explain", "What is this?", ("F1",), "Explain what is under the mouse.", "help"),
    Command("quit", "Quit", ("Ctrl+Q",), "Close the window."),
)


class Actions(Mapping[str, QAction]):
    """The commands as actions, by name. What they do is connected elsewhere."""

    def __init__(self, parent: QObject) -> None:
        self._actions = {command.name: _action(command, parent) for command in COMMANDS}
        self._look = Look()
        self._is_running = False

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def __len__(self) -> int:
        return len(self._actions)

    def show_look(self, look: Look) -> None:
        """Colour the icons."""
        self._look = look
        for command in COMMANDS:
            if command.icon:
                self._actions[command.name].setIcon(icon(command.icon, look.theme.text))
        self.show_running(self._is_running)

    def show_running(self, is_running: bool) -> None:
        """Let the command to run say what it does now."""
        self._is_running = is_running
        name = "pause" if is_running else "run"
        self["run"].setText(name.capitalize())
        self["run"].setIcon(icon(name, self._look.theme.text))

    def show_undo(self, undone: str, redone: str) -> None:
        """Say what would be taken back or done again, if there is anything."""
        for name, verb, title in (("undo", "Undo", undone), ("redo", "Redo", redone)):
            self[name].setEnabled(bool(title))
            self[name].setText(f"{verb}: {title}" if title else verb)


def _action(command: Command, parent: QObject) -> QAction:
    action = QAction(command.text, parent)
    action.setObjectName(command.name)
    sequences = [QKeySequence(keys) for keys in command.keys]
    action.setShortcuts(sequences)
    action.setShortcutVisibleInContextMenu(True)
    action.setAutoRepeat(command.repeats)
    action.setCheckable(command.checkable)
    shown = sequences[0].toString(QKeySequence.SequenceFormat.NativeText) if sequences else ""
    action.setToolTip(f"{command.tip} ({shown})" if shown else command.tip)
    return action
