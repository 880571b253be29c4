"""A file from the internet: with progress, cancelled at will, checked, and whole or not at all."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from time import monotonic
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import build_opener, getproxies, proxy_bypass

from engine.errors import NablascopeError
from engine.files import replacing
from engine.progress import Progress

_CHUNK = 1 << 16
_TIMEOUT_S = 10.0
_PATIENCE_S = 20.0
_SLOWEST_BYTES_S = 1000
"""A mirror that is slower for longer than the patience is given up."""


class DownloadError(NablascopeError):
    """A file could not be fetched; the sentence says why, and what to do. Nothing was changed."""


class DownloadCancelled(DownloadError):
    """The user stopped the download. Nothing was changed."""


def download(urls: Sequence[str], target: Path, size: int, sha256: str, progress: Progress) -> None:
    """Fetch a file of `size` bytes from the first of the mirrors `urls` that gives it.

    It is written into a file ending in `.part` beside `target`, checked against its SHA-256, and
    only then renamed, so that `target` is whole whenever it exists. Proxies are taken from the
    usual environment variables. Raises `DownloadCancelled` when `progress` answers False, and
    `DownloadError` when no mirror gives the right file or it cannot be written.
    """
    failures = []
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for url in urls:
            try:
                with replacing(target) as part:
                    _fetch(url, target.name, part, size, sha256, progress)
            except _MirrorError as error:
                failures.append(str(error))
            else:
                return
    except OSError as error:
        raise DownloadError(
            f"{target.name} cannot be saved in {target.parent}: {error.strerror or error}. "
            "Make room there or choose another folder (--data-dir in a terminal); nothing else was "
            "changed."
        ) from error
    raise DownloadError(
        f"{target.name} could not be downloaded: {'; '.join(failures)}. Check the connection and "
        f"the proxy, or put the file into {target.parent} yourself; nothing was changed."
    )


class _MirrorError(Exception):
    """This mirror did not give the file; another one may."""


def _fetch(url: str, name: str, part: Path, size: int, sha256: str, progress: Progress) -> None:
    host = urlsplit(url).netloc
    digest = hashlib.sha256()
    done = 0
    start = monotonic()
    with part.open("wb") as file:
        for chunk in _chunks(url):
            done += len(chunk)
            if done > size:
                raise _MirrorError(f"{host} sent more than the {size:,} bytes of the file")
            seconds = monotonic() - start
            if seconds > _PATIENCE_S and done < _SLOWEST_BYTES_S * seconds:
                raise _MirrorError(f"{host} is too slow, {done:,} bytes in {seconds:.0f} s")
            digest.update(chunk)
            file.write(chunk)
            if not progress(done, size):
                raise DownloadCancelled(
                    f"The download of {name} was cancelled; nothing was kept of it."
                )
    if digest.hexdigest() != sha256:
        raise _MirrorError(
            f"what {host} sent ({done:,} of {size:,} bytes) is not the published file: "
            "its SHA-256 checksum does not match"
        )


def _chunks(url: str) -> Iterator[bytes]:
    host = urlsplit(url).netloc
    try:
        with build_opener().open(url, timeout=_TIMEOUT_S) as response:
            while chunk := response.read1(_CHUNK):
                yield chunk
    except HTTPError as error:
        raise _MirrorError(f"{host} answered {error.code} {_readable(error.reason)}") from error
    except (OSError, HTTPException, ValueError) as error:  # ValueError: an address that is none
        reason = _readable(getattr(error, "reason", error))
        raise _MirrorError(f"{host} cannot be reached{_through_proxy(url)}: {reason}") from error


def _readable(reason: object) -> str:
    """What a stranger's server says, on one line, short, and harmless to a terminal."""
    text = " ".join(str(reason).split())[:100]
    return "".join(character if character.isprintable() else "?" for character in text)


def _through_proxy(url: str) -> str:
    """A remark on the proxy that a request for this address goes through, without its password."""
    address = urlsplit(url)
    proxy = getproxies().get(address.scheme)
    if proxy is None or proxy_bypass(address.hostname or ""):
        return ""
    with suppress(ValueError):
        host = urlsplit(proxy if "//" in proxy else f"//{proxy}").hostname
        return f" through the proxy {host}"
    return " through a proxy whose address makes no sense"
