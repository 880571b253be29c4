from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QUrl
from PyQt6.QtGui import QColor, QImage

from app.pad import picture_source
from engine.errors import InputError


@pytest.fixture
def image() -> QImage:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    image.setPixelColor(3, 4, QColor("black"))
    return image


@pytest.mark.parametrize("name", ["a.png", "a.bmp", "a picture.PNG", "wrong-end.jpg"])
def test_a_file_is_known_by_what_it_holds(tmp_path: Path, image: QImage, name: str) -> None:
    path = tmp_path / name
    assert image.save(str(path), "BMP" if name.endswith("bmp") else "PNG")
    assert picture_source.from_file(path).pixelColor(3, 4) == QColor("black")


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.png"
    path.write_text("no picture at all")
    with pytest.raises(InputError, match=r"^notes\.png holds no picture that can be read\.$"):
        picture_source.from_file(path)


def test_a_picture_that_is_cut_off_is_refused(tmp_path: Path, image: QImage) -> None:
    path = tmp_path / "torn.png"
    assert image.save(str(path))
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(InputError, match=r"^torn\.png cannot be read as a picture: it is damaged"):
        picture_source.from_file(path)


def test_a_folder_and_a_file_that_is_gone_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.png"):
        with pytest.raises(InputError, match="is not a file with a picture"):
            picture_source.from_file(path)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.pgm"
    path.write_bytes(b"P5 30000 30000 255\n" + bytes(100))
    with pytest.raises(InputError, match=r"huge\.pgm has 900 million pixels: .* at most 50"):
        picture_source.from_file(path)


def test_a_file_of_too_many_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.png"
    with path.open("wb") as file:
        file.truncate(300_000_000)  # takes no room on the disk
    with pytest.raises(InputError, match=r"long\.png has 300 MB"):
        picture_source.from_file(path)


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    image = QImage(4100, 1000, QImage.Format.Format_Grayscale8)
    image.fill(7)
    assert image.save(str(path))
    assert picture_source.from_file(path).width() == picture_source.ENOUGH


def test_of_data_a_file_counts_more_than_a_picture(tmp_path: Path, image: QImage) -> None:
    path = tmp_path / "a.png"
    assert image.save(str(path))
    data = QMimeData()
    data.setImageData(QImage(5, 5, QImage.Format.Format_RGB32))
    assert picture_source.from_data(data).width() == 5
    data.setUrls([QUrl("https://example.org/a.png"), QUrl.fromLocalFile(str(path))])
    assert picture_source.files(data) == [path]
    assert picture_source.from_data(data).width() == 40


def test_data_without_a_picture_are_refused() -> None:
    data = QMimeData()
    data.setText("no picture")
    with pytest.raises(InputError, match="There is no picture"):
        picture_source.from_data(data)
