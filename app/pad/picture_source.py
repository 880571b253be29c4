"""Where a picture comes from: a file, the clipboard, or what is dropped on the pad."""

from pathlib import Path

from PyQt6.QtCore import QMimeData, QSize, Qt
from PyQt6.QtGui import QImage, QImageReader

from engine.errors import InputError, require

MOST_BYTES = 100_000_000
MOST_PIXELS = 50_000_000
"""Of a file; more would take too long, or too much memory."""
ENOUGH = 2000
"""The longer side in pixels of which nothing is lost; a larger picture is made smaller."""


def from_data(data: QMimeData) -> QImage:
    """The picture on the clipboard, or in what is dropped; raises `InputError` if there is none."""
    paths = files(data)
    if paths:
        return from_file(paths[0])
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        raise InputError("There is no picture to put on the pad: copy one first.")
    _require_few(image.size(), "The picture")
    return image


def may_hold_one(data: QMimeData) -> bool:
    """Whether it is worth trying, by the first file's ending: other files are for the window."""
    paths = files(data)
    return _is_a_pictures(paths[0].suffix) if paths else data.hasImage()


def files(data: QMimeData) -> list[Path]:
    """The files that are dropped or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def from_file(path: Path) -> QImage:
    """The picture in a file; raises `InputError` if there is none, or it is too large."""
    try:
        require(path.is_file(), f"{path.name} is not a file with a picture.")
        size = path.stat().st_size
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}.") from error
    require(
        size <= MOST_BYTES,
        f"{path.name} has {size / 1e6:,.0f} MB: a picture for the pad has at most "
        f"{MOST_BYTES / 1e6:.0f} MB.",
    )
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    require(reader.canRead(), f"{path.name} holds no picture that can be read.")
    _require_few(reader.size(), path.name)
    if max(reader.size().width(), reader.size().height()) > ENOUGH:
        bounds = QSize(ENOUGH, ENOUGH)
        reader.setScaledSize(reader.size().scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    require(not image.isNull(), f"{path.name} cannot be read as a picture: it is damaged.")
    return image


def _require_few(size: QSize, what: str) -> None:
    pixels = max(size.width(), 0) * max(size.height(), 0)
    require(
        pixels <= MOST_PIXELS,
        f"{what} has {pixels / 1e6:,.0f} million pixels: a picture for the pad has at most "
        f"{MOST_PIXELS / 1e6:.0f} million.",
    )


def _is_a_pictures(suffix: str) -> bool:
    """Whether files with this ending are pictures; those without one may be."""
    known = [bytes(kind.data()).decode() for kind in QImageReader.supportedImageFormats()]
    return not suffix or suffix.lower().removeprefix(".") in known
