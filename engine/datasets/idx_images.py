"""Full MNIST and Fashion-MNIST: found on the disk, or downloaded on request."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import numpy as np
import platformdirs

from engine.datasets.dataset import Dataset, Examples
from engine.datasets.embedded import DIGITS
from engine.datasets.idx import read_images, read_labels
from engine.datasets.source import Source
from engine.errors import require
from engine.progress import Progress

FOLDER_VARIABLE = "NABLASCOPE_DATA"
"""The environment variable that names a folder with data sets."""


@dataclass(frozen=True)
class RemoteFile:
    """A file as its authors published it, gzipped."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class IdxImages(Source):
    """60,000 images to learn from and 10,000 to test with, in four idx files, gzipped or not.

    They are looked for in `folder`, if given, else in the folder that NABLASCOPE_DATA names, then
    in the user's data folder; each time there and in a subfolder with the name of the data set.
    """

    folder: str | None = None

    uses_seed = False
    files: ClassVar[tuple[RemoteFile, ...]]
    """Images and labels to learn from, images and labels to test with."""
    mirrors: ClassVar[tuple[str, ...]]
    first_labels: ClassVar[tuple[int, ...]]
    """The first labels to learn from, by which these files are told from others of their names."""
    class_names: ClassVar[tuple[str, ...]]

    def load(self, seed: int) -> Dataset:
        """The published split; `seed` plays no part."""
        found = self._found()
        require(
            bool(found),
            f"{self.title} is not on this computer: {self.files[0].name} and three more files, "
            f"gzipped or not, were looked for in {', '.join(map(str, self.folders()))}. Name their "
            f"folder (--data-dir in a terminal), or download {self.download_size / 1e6:.1f} MB "
            "(--download).",
        )
        paths = next(filter(self._are_whole, found), found[0])
        train, test = _examples(*paths[:2]), _examples(*paths[2:])
        require(
            train.y[: len(self.first_labels)].tolist() == list(self.first_labels),
            f"{paths[1]} holds other labels than {self.title} has: "
            "is it the file of another data set?",
        )
        return Dataset(self.name, train, test, (28, 28), self.class_names)

    def folders(self) -> list[Path]:
        """Where the files are looked for, first to last."""
        if self.folder is not None:
            roots = [Path(self.folder)]
        else:
            named = os.environ.get(FOLDER_VARIABLE)
            roots = [Path(named)] if named else []
            roots.append(platformdirs.user_data_path("nablascope", appauthor=False))
        return [folder for root in roots for folder in (root / self.name, root)]

    @property
    def is_found(self) -> bool:
        """Whether all four files are there; only reading them shows whether they can be used."""
        return bool(self._found())

    @property
    def is_whole(self) -> bool:
        """Whether all four files are found, and are the published ones where they are gzipped."""
        return any(map(self._are_whole, self._found()))

    @property
    def download_size(self) -> int:
        """The bytes of all four files as published."""
        return sum(file.size for file in self.files)

    def download(self, progress: Progress) -> None:
        """Fetch the four files into `folder`, or else the user's data folder.

        Those that are there as published are kept. `progress` counts the bytes of all files
        together. Raises `DownloadError`.
        """
        from engine.datasets.download import download  # takes time to load, and is seldom needed

        target = self.folders()[0] if self.folder is not None else self.folders()[-2]
        before = 0
        for file in self.files:
            path = target / file.name
            if not _is_published(path, file):
                urls = [mirror + file.name for mirror in self.mirrors]
                download(urls, path, file.size, file.sha256, self._overall(progress, before))
            before += file.size

    def _overall(self, progress: Progress, before: int) -> Progress:
        return lambda done, _: progress(before + done, self.download_size)

    def _found(self) -> list[list[Path]]:
        """The four files, each gzipped or not, for every folder that has them all."""
        found = []
        for folder in self.folders():
            either = [(folder / file.name, folder / Path(file.name).stem) for file in self.files]
            paths = [next(filter(_is_file, pair), None) for pair in either]
            if None not in paths:
                found.append([path for path in paths if path is not None])
        return found

    def _are_whole(self, paths: list[Path]) -> bool:
        pairs = zip(paths, self.files, strict=True)
        return all(path.suffix != ".gz" or _is_published(path, file) for path, file in pairs)


@dataclass(frozen=True)
class Mnist(IdxImages):
    """The MNIST database of handwritten digits (LeCun, Cortes and Burges, 1998)."""

    name = "mnist"
    title = "MNIST, 70,000 images"
    class_names = DIGITS
    first_labels = (5, 0, 4, 1, 9, 2, 1, 3, 1, 4)
    files = (
        RemoteFile(
            "train-images-idx3-ubyte.gz",
            9_912_422,
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        ),
        RemoteFile(
            "train-labels-idx1-ubyte.gz",
            28_881,
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        ),
        RemoteFile(
            "t10k-images-idx3-ubyte.gz",
            1_648_877,
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        ),
        RemoteFile(
            "t10k-labels-idx1-ubyte.gz",
            4_542,
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        ),
    )
    mirrors = (
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
    )


@dataclass(frozen=True)
class FashionMnist(IdxImages):
    """Fashion-MNIST, photographs of clothing (Xiao, Rasul and Vollgraf, 2017)."""

    name = "fashion-mnist"
    title = "Fashion-MNIST, 70,000 images"
    class_names = (
        "T-shirt/top",
        "Trouser",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot",
    )
    first_labels = (9, 0, 0, 3, 0, 2, 7, 2, 5, 5)
    files = (
        RemoteFile(
            "train-images-idx3-ubyte.gz",
            26_421_880,
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        ),
        RemoteFile(
            "train-labels-idx1-ubyte.gz",
            29_515,
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        ),
        RemoteFile(
            "t10k-images-idx3-ubyte.gz",
            4_422_102,
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        ),
        RemoteFile(
            "t10k-labels-idx1-ubyte.gz",
            5_148,
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        ),
    )
    mirrors = (
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
    )


def _is_file(path: Path) -> bool:
    """Whether there is such a file; no, if one may not look."""
    try:
        return path.is_file()
    except OSError:
        return False


def _is_published(path: Path, file: RemoteFile) -> bool:
    """Whether the file at `path` is the published one, to the byte."""
    if not (_is_file(path) and path.stat().st_size == file.size):
        return False
    return sha256(path.read_bytes()).hexdigest() == file.sha256


def _examples(images: Path, labels: Path) -> Examples:
    pictures = read_images(images)
    require(len(pictures) > 0, f"{images} holds no images.")
    require(
        pictures.shape[1:] == (28, 28),
        f"{images} holds images of {pictures.shape[1]} × {pictures.shape[2]} pixels, not 28 × 28.",
    )
    numbers = read_labels(labels)
    require(
        len(pictures) == len(numbers),
        f"{images} holds {len(pictures):,} images, but {labels} holds {len(numbers):,} labels: "
        "they are not a pair.",
    )
    return Examples(pictures.reshape(len(pictures), -1), numbers.astype(np.intp), scale=1 / 255)
