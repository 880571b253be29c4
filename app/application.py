"""The application: reads the command line, and opens the window or trains in the terminal."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from io import TextIOWrapper

from app import command_line, headless, options
from engine.errors import NablascopeError, require

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Environment variables that tell of something to show a window on."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with these arguments, or those of the process; give the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without η gets a question mark
    given = command_line.parser().parse_args(arguments)
    try:
        require(
            not (given.headless and given.screenshot),
            "--screenshot takes a picture of the window: leave out --headless. It needs no screen.",
        )
        require(
            given.run is None or not given.headless,
            f"The run in {given.run} goes on in the window: leave out --headless.",
        )
        require(
            given.save is None or given.headless,
            "--save is for --headless: in the window, Ctrl+S saves the run.",
        )
        if not given.headless and _can_show(given):
            from app import desktop  # Qt takes time to load, and may not be needed

            return desktop.show(given, command_line.given(arguments))
        require(
            given.run is None,
            f"There is no screen to show the run in {given.run} on, and in the terminal it cannot "
            "go on.",
        )
        if not given.headless:
            print("There is no screen: training in the terminal.", file=sys.stderr)
        experiment, dataset = options.build(given, headless.DownloadBar())
        return headless.run(experiment, dataset, given)
    except NablascopeError as error:
        return _say(str(error), 2)
    except MemoryError as error:
        return _say(f"There is not enough memory: {error}. Make layers or batches smaller.", 2)
    except KeyboardInterrupt:
        return _say("stopped at once.", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads any more
        return 1
    except OSError as error:
        file = f"{error.filename}" if error.filename else "The output"
        return _say(f"{file} cannot be read or written: {error.strerror or error}.", 2)


def _say(sentence: str, exit_code: int) -> int:
    print(f"nablascope: {sentence}", file=sys.stderr)
    return exit_code


def _can_show(given: Namespace) -> bool:
    """Whether a window can be shown, if only to take a picture of it."""
    if sys.platform != "linux" or any(map(os.environ.get, SCREENS)):
        return True
    if given.screenshot is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return True
    return False
