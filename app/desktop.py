"""The desktop: opens the window on a training, and keeps how it was left."""

import signal
import sys
from argparse import Namespace
from collections.abc import Set
from pathlib import Path
from types import TracebackType

import numpy as np
from PyQt6 import sip
from PyQt6.QtCore import QSize, QTimer
from PyQt6.QtWidgets import QApplication

from app import headless, options, wiring
from app import preferences as kept
from app.appearance import Appearance
from app.example_files import ExampleFiles
from app.exchange import Exchange
from app.fitting import require_watchable
from app.keys import FocusedKeys
from app.look.theme import THEMES
from app.main_window import USUAL_SIZE, MainWindow
from app.metrics_file import MetricsFile
from app.preferences import Preferences
from app.run_files import RunFiles
from app.screenshot import Screenshot
from app.session.autosave import Autosave, usual_folder
from app.session.bench import Bench
from app.session.keeping import Keeping
from app.session.saved import bench_of
from app.session.session import Session
from app.targets import Measure, Target
from engine import model_file, settings
from engine.errors import InputError, NablascopeError, require, unknown_name

HINT = "Space: the network starts to learn.   →: one operation at a time.   Wheel: look closer."
"""The line that says what to press."""
INTERRUPT_MS = 200
"""How often Python gets the chance to notice Ctrl+C in the terminal."""
ABOUT_THE_WINDOW = frozenset(
    {"theme", "perspective", "size", "screenshot", "steps", "epochs", "json", "pad", "run"}
)
"""Options that leave it open what is trained."""


def show(given: Namespace, names: Set[str]) -> int:
    """Open the window as the options of these `names` say; give the exit code.

    What they leave open is as last time, but not for a screenshot, which is always the same.
    Raises `NablascopeError`.
    """
    if given.screenshot is not None:
        require(
            given.screenshot.suffix.lower() == ".png" and given.screenshot.parent.is_dir(),
            f"The picture cannot be saved as {given.screenshot}: name a file that ends in .png, in "
            "a folder that exists.",
        )
    file = kept.usual_file()
    preferences, note = (Preferences(), "") if given.screenshot else kept.load(file)
    if given.theme is not None:
        if given.theme not in THEMES:
            raise unknown_name("theme", given.theme, THEMES)
        preferences.theme = given.theme
    if given.perspective is not None:
        preferences.perspective = given.perspective
    bench, problem = _bench(given, names, preferences)
    for _ in range(given.steps):
        bench.finish_step()
    desktop = Desktop(QApplication(sys.argv[:1]), bench, preferences)
    if given.run is not None:
        desktop.keeping.note_opened(given.run.absolute())
    if given.pad is not None:
        desktop.show_on_pad(given.pad - 1)
    if given.size is not None:
        desktop.window.show_size(QSize(*given.size))
    elif given.screenshot is not None:
        desktop.window.show_size(USUAL_SIZE)  # whatever the screen
    if "epochs" in names:
        desktop.aim_at(Target(Measure.EPOCHS, given.epochs))
    record = MetricsFile(given.json) if given.json is not None else None
    if given.screenshot is not None:
        exit_code = desktop.take_picture(given.screenshot)
    else:
        desktop.open(preferences, file, f"{note} {problem}".strip())
        exit_code = desktop.run()
    if record is not None:
        desktop.write_curves(record)
    return exit_code


def _bench(given: Namespace, names: Set[str], preferences: Preferences) -> tuple[Bench, str]:
    """As the options say or, if they say nothing, as last time; and why that was not possible."""
    if given.run is not None:
        others = sorted(f"--{name.replace('_', '-')}" for name in names - ABOUT_THE_WINDOW)
        require(
            not others,
            f"The run in {given.run} has its own settings: leave out {', '.join(others)}.",
        )
        run = model_file.load(given.run)
        return bench_of(run, run.load_dataset()), ""
    problem = ""
    if preferences.set_up and names <= ABOUT_THE_WINDOW:
        try:
            experiment = settings.from_plain(preferences.set_up)
            require_watchable(experiment)
            return Bench.fresh(experiment, experiment.load()), ""
        except NablascopeError as error:
            problem = f"The last set-up could not be used: {error} The usual one is shown."
    experiment, dataset = options.build(given, headless.DownloadBar())
    require_watchable(experiment)
    return Bench.fresh(experiment, dataset), problem


class Desktop:
    """The application with its one window, on a training, as the preferences have it.

    `runs` is the folder where runs are kept for the case of a crash; None: the usual one.
    """

    def __init__(
        self, app: QApplication, bench: Bench, preferences: Preferences, runs: Path | None = None
    ) -> None:
        self._app = app
        self._keeps_run = self._is_leaving = False
        self._app.setApplicationName("Nablascope")
        keys = FocusedKeys()
        self._app.installEventFilter(keys)
        self.session = Session(bench)
        self.appearance = Appearance(self._app, preferences.look)
        self.window = MainWindow()
        keys.setParent(self.window)
        keys.typing_ended.connect(self.window.network.take_focus)
        keys.focus_lost.connect(self.window.network.take_focus)
        self._app.focusChanged.connect(keys.follow)
        self.keeping = Keeping(self.session, map(Path, preferences.recent))
        self.autosave = Autosave(self.session, self.keeping, runs or usual_folder())
        self.files = RunFiles(self.window, self.keeping, self.autosave, self.window.messages)
        self.exchange = Exchange(self.window, self.window.network, self.session)
        self.examples = ExampleFiles(self.window, self.session.collection)
        wiring.connect(self.window, self.session, self.appearance)
        wiring.connect_files(self.window, self.keeping, self.autosave, self.files, self.exchange)
        wiring.connect_example_files(self.window, self.examples)
        self.window.restore(preferences)
        self.window.may_close = self._may_close
        self.window.closing.connect(self._end)

    def aim_at(self, target: Target) -> None:
        """Let runs end at a target, until the user chooses another."""
        self.session.training.aim_at(target)
        self.window.transport.show_target(target)

    def show_on_pad(self, number: int) -> None:
        """Put a test example on the pad; raises `InputError` if there is none of this number."""
        test = self.session.dataset.test
        require(
            number < len(test),
            f"--pad {number + 1}: there are {len(test):,} test examples.",
        )
        x = np.empty((1, test.x.shape[1]), self.session.experiment.network.precision)
        test.in_precision(x.dtype.name).fetch(np.array([number]), out=x)
        self.window.pad.show_input(x[0])

    def open(self, preferences: Preferences, file: Path, problem: str) -> None:
        """Show the window, with a problem or a hint; how it is left is kept in a file."""
        messages = self.window.messages
        messages.show_problem(problem) if problem else messages.show_hint(HINT)
        self.window.closing.connect(lambda: self._keep(preferences, file))
        self.window.show()
        self._keeps_run = True
        self.autosave.start()

    def write_curves(self, file: MetricsFile) -> None:
        """Write what was learnt, after the window is closed; raises `InputError`."""
        quality = "accuracy" if self.session.dataset.is_classification else "within_tolerance"
        history = self.session.training.bench.archive.history
        file.write_curves(self.session.experiment, history, quality)

    def run(self) -> int:
        """Do what the user wants until the window is closed; give the exit code."""
        sys.excepthook = self.report
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._close)
        awake = QTimer()
        awake.timeout.connect(lambda: None)
        awake.start(INTERRUPT_MS)
        exit_code = self._app.exec()
        sip.delete(self.window)  # PyQt crashes at times on what is left of it when Python ends
        return exit_code

    def take_picture(self, file: Path) -> int:
        """Save a picture; give the exit code. Raises `InputError` if that cannot be done."""
        self.window.show()
        screenshot = Screenshot(self.window, file)
        screenshot.finished.connect(self.window.close)
        exit_code = self.run()
        if screenshot.problem:
            raise InputError(screenshot.problem)
        return exit_code

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Say that the program has made a mistake, where Qt would end it."""
        sys.__excepthook__(kind, error, trace)
        self.autosave.keep_now()
        self.window.messages.show_problem(
            f"Nablascope has made a mistake ({kind.__name__}: {error}). The training is kept; the "
            "terminal says more."
        )

    def _may_close(self) -> bool:
        """Keep the run; where that cannot be, ask the user first."""
        if self._is_leaving or not self._keeps_run or not self.keeping.is_modified:
            return True
        problem = self.autosave.keep_last()
        if problem:
            answers = {"Save as…": self.files.save_as, "Close anyway": self._leave}
            self.window.messages.clear()
            self.window.messages.ask(f"{problem} If the window closes now, it is lost.", answers)
        return not problem

    def _leave(self) -> None:
        """Close, whatever is lost."""
        self._is_leaving = True
        self.window.close()

    def _end(self) -> None:
        """End all that runs; the run is kept first, where it was to be."""
        self.exchange.close()
        if self._keeps_run and (problem := self.autosave.close()):
            print(f"nablascope: {problem}", file=sys.stderr)
        self.session.close()

    def _close(self, number: int, _: object) -> None:
        """Answer a signal; the same once more ends the program at once."""
        signal.signal(number, signal.SIG_DFL)
        self._leave()

    def _keep(self, preferences: Preferences, file: Path) -> None:
        self.window.keep(preferences)
        preferences.look = self.appearance.look
        preferences.recent = [str(path) for path in self.keeping.recent]
        preferences.set_up = settings.to_plain(self.session.experiment)
        if problem := kept.save(preferences, file):
            print(f"nablascope: {problem}", file=sys.stderr)
