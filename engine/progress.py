"""Progress: how something that lasts tells how far it is, and learns whether to go on."""

from collections.abc import Callable

Progress = Callable[[int, int], bool]
"""Called with what is done and what there is in all, in bytes or examples; False stops it."""
