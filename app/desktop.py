"""The desktop: opens the window on a training, and keeps how it was left."""

import signal
import sys
from argparse import Namespace
from collections.abc import Set

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication

from app import headless, options, wiring
from app import preferences as kept
from app.appearance import Appearance
from app.keys import FocusedKeys
from app.look.theme import THEMES
from app.main_window import MainWindow
from app.preferences import Preferences
from app.screenshot import Screenshot
from app.session.bench import Bench
from app.session.session import Session
from app.targets import Measure, Target
from engine import settings
from engine.datasets.dataset import Dataset
from engine.errors import InputError, unknown_name
from engine.experiment import Experiment

HINT = "Space: the network starts to learn.   →: one operation at a time.   Wheel: look closer."
"""The line that says what to press."""
INTERRUPT_MS = 200
"""How often Python gets the chance to notice Ctrl+C in the terminal."""
ABOUT_THE_WINDOW = frozenset(
    {"theme", "perspective", "size", "screenshot", "steps", "epochs", "json", "headless"}
)
"""Options that leave it to the preferences what is trained."""


def show(given: Namespace, names: Set[str]) -> int:
    """Open the window as the options of these `names` say; give the exit code.

    What they leave open is as last time, but not for a screenshot, which is always the same.
    Raises `InputError`.
    """
    preferences, note = Preferences(), ""
    if given.screenshot is None:
        preferences, note = kept.load(kept.usual_file())
    if given.theme is not None:
        if given.theme not in THEMES:
            raise unknown_name("theme", given.theme, THEMES)
        preferences.theme = given.theme
    if given.perspective is not None:
        preferences.perspective = given.perspective
    experiment, dataset, problem = _training(given, names, preferences)
    desktop = Desktop(Bench.fresh(experiment, dataset), preferences)
    if given.size is not None:
        desktop.window.resize(*given.size)
    if "epochs" in names:
        desktop.aim_at(Target(Measure.EPOCHS, given.epochs))
    if given.screenshot is not None:
        return desktop.take_picture(given)
    return desktop.run(preferences, note or problem)


def _training(
    given: Namespace, names: Set[str], preferences: Preferences
) -> tuple[Experiment, Dataset, str]:
    """As the options say or, if they say nothing, as last time; and why that was not possible."""
    problem = ""
    if preferences.set_up and names <= ABOUT_THE_WINDOW:
        try:
            experiment = settings.from_plain(preferences.set_up)
            return experiment, experiment.load(), ""
        except InputError as error:
            problem = f"The last set-up could not be used: {error} The usual one is shown."
    return *options.build(given, headless.DownloadBar()), problem


class Desktop:
    """The application with its one window, on a training, as the preferences have it."""

    def __init__(self, bench: Bench, preferences: Preferences) -> None:
        self._app = QApplication(sys.argv[:1])
        self._app.setApplicationName("Nablascope")
        self._keys = FocusedKeys()
        self._app.installEventFilter(self._keys)
        self.session = Session(bench)
        self.window = MainWindow()
        self.appearance = Appearance(self._app, preferences.look)
        wiring.connect(self.window, self.session, self.appearance)
        self.window.restore(preferences)
        self.window.closing.connect(self.session.close)

    def aim_at(self, target: Target) -> None:
        """Let runs end at a target, until the user chooses another."""
        self.session.training.aim_at(target)
        self.window.transport.show_target(target)

    def run(self, preferences: Preferences, problem: str) -> int:
        """Show the window until it is closed, with a problem or a hint, and keep how it is left."""
        messages = self.window.messages
        messages.show_problem(problem) if problem else messages.show_hint(HINT)
        self.window.closing.connect(lambda: self._keep(preferences))
        self.window.show()
        signal.signal(signal.SIGINT, lambda *_: self.window.close())
        awake = QTimer()
        awake.timeout.connect(lambda: None)
        awake.start(INTERRUPT_MS)
        return self._app.exec()

    def take_picture(self, given: Namespace) -> int:
        """Save a picture; give the exit code. Raises `InputError` if that cannot be done."""
        self.window.show()
        screenshot = Screenshot(self.window, self.session, given.screenshot, given.steps)
        self._app.exec()
        self.window.close()
        if screenshot.problem:
            raise InputError(screenshot.problem)
        return 0

    def _keep(self, preferences: Preferences) -> None:
        self.window.keep(preferences)
        preferences.look = self.appearance.look
        preferences.set_up = settings.to_plain(self.session.experiment)
        if problem := kept.save(preferences, kept.usual_file()):
            print(f"nablascope: {problem}", file=sys.stderr)
