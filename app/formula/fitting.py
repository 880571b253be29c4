"""Fitting formulas into widths: Qt asks for the heights of several before it decides."""

from math import ceil

from app.formula.block import Block


class Fitting:
    """A block with letters of `em` pixels and a margin, laid out for one width after the other."""

    def __init__(self, block: Block, em: float, margin: float) -> None:
        self._block = block
        self._em = em
        self._margin = margin
        self._present: int | None = None
        self._heights: dict[int, int] = {}
        self._natural_width: int | None = None

    def lay_out(self, width: int) -> None:
        """Place everything within this width, if it is not so yet."""
        if self._present != width:
            self._block.lay_out(self._em, max(1.0, width - 2 * self._margin))
            self._present = width
            self._heights[width] = ceil(self._block.size.height() + 2 * self._margin)

    def height(self, width: int) -> int:
        """What is needed in this width."""
        if width not in self._heights:
            self.lay_out(width)
        return self._heights[width]

    @property
    def natural_width(self) -> int:
        """Of formulas that are not broken."""
        if self._natural_width is None:
            self._block.lay_out(self._em)
            self._present = None
            self._natural_width = ceil(self._block.size.width() + 2 * self._margin)
        return self._natural_width
