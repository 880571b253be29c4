"""Files that are whole or not there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from time import time
from uuid import uuid4

from engine.errors import require

LONGEST_NAME = 60
"""Characters of a name that the name of a part begins with: of 4 bytes each they fit too."""
FORSAKEN_S = 3600.0
"""A part that nobody has written to for so long is not being written any more."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to, beside `path`, with an ending `.part` and a name of its own.

    In the end it is renamed to `path`, at one stroke, once it is on the disk. If anything is raised
    it is removed, and `path` stays as it was. Two who write the same file at once do not mix: the
    last one counts. Parts of the same file that were left by a process that was killed are removed.
    """
    name = path.name[:LONGEST_NAME]
    _remove_forsaken(path.parent, f"{escape(name)}.????????.part")
    part = path.with_name(f"{name}.{uuid4().hex[:8]}.part")
    try:
        yield part
        _sync(part)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink()


def require_usual_file(path: Path) -> None:
    """Raise `InputError` for a device or a pipe, which may have no end; a folder opens as none."""
    require(
        path.is_file() or path.is_dir() or not path.exists(),
        f"{path} is not a usual file.",
    )


def reason(error: OSError | ValueError) -> str:
    """Why a file could not be opened or written; a `ValueError` is of a name that none can have."""
    return getattr(error, "strerror", None) or str(error)


def _sync(path: Path) -> None:
    """Wait until the content is on the disk: else, after a power cut, the new name may be empty."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove_forsaken(folder: Path, pattern: str) -> None:
    with suppress(OSError):
        for part in folder.glob(pattern):
            if time() - part.stat().st_mtime > FORSAKEN_S:
                part.unlink()
