"""The application: reads the command line and trains as it says."""

import os
import sys
from collections.abc import Sequence

from app import command_line, headless, options
from engine.errors import NablascopeError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with these arguments, or those of the process; give the exit code."""
    given = command_line.parser().parse_args(arguments)
    try:
        if not given.headless:
            print(_why_no_window(), file=sys.stderr)
        experiment, dataset = options.build(given, headless.DownloadBar())
        return headless.run(experiment, dataset, given)
    except NablascopeError as error:
        print(f"nablascope: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("nablascope: stopped before the training began.", file=sys.stderr)
        return 130


def _why_no_window() -> str:
    has_screen = sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    reason = "This version has no window yet" if has_screen else "There is no screen for a window"
    return f"{reason}: the training runs here, as with --headless."
