"""Downloads: whole or not at all, with a clear sentence for whatever goes wrong."""

import errno
import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from engine.datasets.download import DownloadCancelled, DownloadError, download
from tests.engine.datasets.server import serving

CONTENT = bytes(range(256)) * 1000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "data" / "file.gz"


@pytest.fixture
def address() -> Iterator[str]:
    with serving({"/good": CONTENT, "/bad": b"x" * len(CONTENT), "/long": CONTENT * 2}) as address:
        yield address


def fetch(urls: list[str], target: Path) -> list[tuple[int, int]]:
    seen: list[tuple[int, int]] = []

    def note(done: int, size: int) -> bool:
        seen.append((done, size))
        return True

    download(urls, target, len(CONTENT), SHA256, note)
    return seen


def assert_nothing_is_left(target: Path) -> None:
    assert list(target.parent.iterdir()) == []


def test_a_file_is_fetched_with_progress(address: str, target: Path) -> None:
    seen = fetch([f"{address}/good"], target)
    assert target.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert len(seen) > 1
    assert [path.name for path in target.parent.iterdir()] == ["file.gz"]


def test_the_next_mirror_is_tried(address: str, target: Path) -> None:
    fetch([f"{address}/missing", f"{address}/bad", f"{address}/good"], target)
    assert target.read_bytes() == CONTENT


def test_a_wrong_checksum_is_refused(address: str, target: Path) -> None:
    with pytest.raises(DownloadError, match="its SHA-256 checksum does not match"):
        fetch([f"{address}/bad"], target)
    assert_nothing_is_left(target)


def test_a_file_that_was_there_stays_when_a_new_one_fails(address: str, target: Path) -> None:
    target.parent.mkdir()
    target.write_bytes(b"old")
    with pytest.raises(DownloadError):
        fetch([f"{address}/bad"], target)
    assert target.read_bytes() == b"old"


def test_a_file_without_end_is_cut_off(address: str, target: Path) -> None:
    with pytest.raises(DownloadError, match="sent more than the 256,000 bytes"):
        fetch([f"{address}/long"], target)
    assert_nothing_is_left(target)


def test_a_connection_that_breaks_is_noticed(target: Path) -> None:
    with (
        serving({"/": CONTENT[:1000]}, promised={"/": len(CONTENT)}) as address,
        pytest.raises(DownloadError, match=r"1,000 of 256,000 bytes|cannot be reached"),
    ):
        fetch([f"{address}/"], target)
    assert_nothing_is_left(target)


def test_a_missing_page_is_named(address: str, target: Path) -> None:
    with pytest.raises(DownloadError, match="answered 404 Not Found"):
        fetch([f"{address}/missing"], target)


def test_cancelling_leaves_nothing(address: str, target: Path) -> None:
    with pytest.raises(DownloadCancelled, match=r"file.gz was cancelled; nothing was kept"):
        download([f"{address}/good"], target, len(CONTENT), SHA256, lambda *_: False)
    assert_nothing_is_left(target)


def test_offline_says_what_to_do(target: Path) -> None:
    with serving({}) as address:
        pass  # now nobody listens there
    with pytest.raises(DownloadError) as caught:
        fetch([f"{address}/good"], target)
    sentence = str(caught.value)
    assert "cannot be reached: " in sentence
    assert "Check the connection and the proxy, or put the file into" in sentence
    assert sentence.endswith("nothing was changed.")


@pytest.mark.parametrize("scheme", ["http://", ""])
def test_a_proxy_that_fails_is_named_without_its_password(
    scheme: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving({}) as address:
        pass
    monkeypatch.setenv("http_proxy", address.replace("http://", f"{scheme}user:secret@"))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with pytest.raises(DownloadError, match=r"through the proxy 127\.0\.0\.1") as caught:
        fetch(["http://mirror.invalid/good"], target)
    assert "secret" not in str(caught.value)


def test_a_proxy_whose_address_makes_no_sense(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://[bad")
    with pytest.raises(DownloadError, match="whose address makes no sense"):
        fetch(["http://mirror.invalid/good"], target)


def test_a_mirror_that_crawls_is_given_up(
    address: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.datasets.download._PATIENCE_S", 0)
    monkeypatch.setattr("engine.datasets.download._SLOWEST_BYTES_S", 1e15)
    with pytest.raises(DownloadError, match="is too slow"):
        fetch([f"{address}/good"], target)
    assert_nothing_is_left(target)


def test_two_downloads_of_one_file_do_not_mix(address: str, target: Path) -> None:
    """One begins, another comes and is cancelled, the first goes on: its file is whole."""

    def other_comes(done: int, _: int) -> bool:
        if done > len(CONTENT) / 2 and not others:
            others.append(done)
            with pytest.raises(DownloadCancelled):
                download([f"{address}/good"], target, len(CONTENT), SHA256, lambda *_: False)
        return True

    others: list[int] = []
    download([f"{address}/good"], target, len(CONTENT), SHA256, other_comes)
    assert others
    assert target.read_bytes() == CONTENT


class FullDisk(BytesIO):
    """A file that takes a thousand bytes."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > 1000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


def test_a_full_disk_says_so_and_leaves_nothing(
    address: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "open", lambda *_: FullDisk())
    with pytest.raises(DownloadError, match=r"cannot be saved in .*: No space left on device"):
        fetch([f"{address}/good"], target)
    assert_nothing_is_left(target)


def test_a_folder_that_cannot_be_made_says_so(address: str, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(DownloadError, match=r"cannot be saved in .*choose another folder"):
        fetch([f"{address}/good"], tmp_path / "data" / "file.gz")
