"""Files that are whole or not there."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to, beside `path`, with an ending `.part` and a name of its own.

    In the end it is renamed to `path`, at one stroke. If anything is raised it is removed, and
    `path` stays as it was. Two who write the same file at once do not mix: the last one counts.
    """
    part = path.with_name(f"{path.name[:150]}.{uuid4().hex[:8]}.part")
    try:
        yield part
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink()
