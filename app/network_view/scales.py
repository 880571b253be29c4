"""Scales: which value has the full colour, in each layer or in all."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

RISE = 0.6
FALL = 0.2
"""The share of the way to a new largest value that the scale goes each time during a run."""


def largest(values: NDArray[Any] | None) -> float | None:
    """The largest finite |value|, 0 if there is none; None if the values are not computed."""
    if values is None:
        return None
    found = max(float(values.max()), -float(values.min()))
    if not np.isfinite(found):
        finite = values[np.isfinite(values)]
        found = float(np.abs(finite).max()) if len(finite) else 0.0
    return found


class Scales:
    """The scale of each layer: the largest |value|, smoothed during a run so that it is calm."""

    def __init__(self) -> None:
        self._smooth: tuple[float | None, ...] = ()

    def forget(self) -> None:
        """Begin anew: another quantity has other values."""
        self._smooth = ()

    def follow(
        self,
        found: tuple[float | None, ...],
        *,
        is_running: bool,
        is_held: bool = False,
        is_common: bool = False,
    ) -> tuple[float | None, ...]:
        """The scales for the largest |value| found in each layer, None where not computed.

        At rest a scale is that value itself. During a run it comes nearer to it, or if held,
        stays as it is. A common scale is the largest of all.
        """
        if is_running and len(found) == len(self._smooth):
            pairs = zip(self._smooth, found, strict=True)
            found = tuple(_nearer(before, now, is_held=is_held) for before, now in pairs)
        self._smooth = found
        if is_common:
            most = max((scale for scale in found if scale is not None), default=None)
            found = tuple(None if scale is None else most for scale in found)
        return found


def _nearer(before: float | None, now: float | None, *, is_held: bool) -> float | None:
    if before is None or now is None:
        return now
    if is_held:
        return before
    return before + (now - before) * (RISE if now > before else FALL)
