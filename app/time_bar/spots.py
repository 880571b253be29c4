"""Spots: what is at a place of the time bar, and what there is to say about it."""

from typing import NamedTuple

from PyQt6.QtCore import QPointF

from app.time_bar import wording
from app.time_bar.captions import Captions
from app.time_bar.geometry import Geometry
from app.time_bar.lane_painter import marks_near

REACH = 6
"""So near to the end of a branch, in units of the look, one still clicks on it."""


class Spot(NamedTuple):
    """A step of the followed branch, another branch, or the cross that drops it; or nothing."""

    step: int | None = None
    branch: int | None = None
    cross: int | None = None


NOTHING = Spot()


def spot_at(place: QPointF, geometry: Geometry, captions: Captions) -> Spot:
    """What a click there is for."""
    lane, x = geometry.lane_at(place.y()), place.x()
    if lane is None:
        return NOTHING
    number, is_current = geometry.chronicle.tracks[lane].number, lane == geometry.current_lane
    if captions.has_cross(geometry, lane) and x >= captions.cross_left:
        return Spot(cross=number)
    reach = REACH * geometry.unit
    if not geometry.left - reach <= x <= geometry.right + reach:
        return NOTHING if is_current else Spot(branch=number)
    step = geometry.step_at(x)
    if is_current or lane == geometry.lane_of_step(step):
        return Spot(step=step)
    _, start, end = geometry.own(lane)
    is_on_line = geometry.x_of(start) - reach <= x <= geometry.x_of(end) + reach
    return Spot(branch=number) if is_on_line else NOTHING


def tooltip_at(place: QPointF, geometry: Geometry, captions: Captions) -> str:
    """What there is to say, beyond what the bar shows there itself."""
    spot, lane = spot_at(place, geometry, captions), geometry.lane_at(place.y())
    tracks = {track.number: track for track in geometry.chronicle.tracks}
    if spot.cross is not None:
        return wording.about_dropping(tracks[spot.cross])
    if lane is not None and (marks := marks_near(geometry, lane, place.x())):
        return wording.about_marks(marks)
    if spot.branch is not None:
        return wording.about_branch(tracks[spot.branch])
    if spot.step is not None:
        return ""
    return wording.about_keys(has_branches=len(tracks) > 1)
