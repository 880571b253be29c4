"""What the legend says in words: which edges are drawn, and on which scale."""

from collections.abc import Sequence

from app.look import numbers
from app.network_view.computing import NOT_YET, ONLY_FORWARD
from app.network_view.edge_painter import STRONGEST, Completeness
from app.network_view.settings import EDGE_SYMBOLS, ViewSettings


def drawn(
    count: int,
    known: int,
    completeness: Completeness,
    settings: ViewSettings,
    *,
    is_folded: bool,
    is_probe: bool = False,
) -> str:
    """One line: which of the `count` edges, of which so many are `known`, are drawn, and how."""
    symbol = EDGE_SYMBOLS[settings.edges]
    if known == 0:
        return f"{symbol} is {ONLY_FORWARD if is_probe else NOT_YET}"
    total, front = numbers.count(known), numbers.count(STRONGEST)
    if completeness is Completeness.ALL:
        text = "1 edge" if known == 1 else f"all {total} edges"
    elif completeness is Completeness.HAZE:
        haze = f"all {total} as a haze of a moment before"
        text = f"strongest {front} in front, {haze} · complete when paused"
    else:
        text = f"strongest {front} of {total} edges · the others follow"
    if known < count:
        text += f" · {symbol} of the other {numbers.count(count - known)} is {NOT_YET}"
    return f"{text} · edges of folded neurons are not drawn" if is_folded else text


def edge_scales(
    scales: Sequence[float | None], settings: ViewSettings, *, is_probe: bool = False
) -> list[tuple[str, ...]]:
    """The scale of each layer of edges, in full and shorter; nothing where the bar has it."""
    symbol = EDGE_SYMBOLS[settings.edges]
    is_in_bar = settings.is_common or len(scales) == 1

    def texts(scale: float | None) -> tuple[str, ...]:
        if scale is None and is_probe:
            return f"no {symbol}", "none"
        if scale is None:
            return f"{symbol} {NOT_YET}", NOT_YET, "not yet"
        if is_in_bar:
            return ()
        plain = numbers.plain(scale)
        return f"{symbol} ±{plain}", f"±{plain}", f"±{numbers.short(scale)}"

    return [texts(scale) for scale in scales]
