"""Perspectives: which panels are seen for a purpose."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Perspective:
    """A purpose, and the panels that serve it, by name."""

    name: str
    title: str
    tip: str
    panels: tuple[str, ...]


PERSPECTIVES: dict[str, Perspective] = {
    perspective.name: perspective
    for perspective in (
        Perspective(
            "watch",
            "Watch",
            "See the network learn: set-up, network and curves.",
            ("example", "setup", "plots"),
        ),
        Perspective(
            "step",
            "Step & inspect",
            "Follow a step bit by bit, and take any of its numbers apart.",
            ("example", "inspector", "listing", "breakpoints"),
        ),
        Perspective(
            "draw",
            "Draw",
            "Draw a digit, or set the inputs, and see what the network makes of it.",
            ("pad", "answers"),
        ),
        Perspective(
            "evaluate",
            "Evaluate",
            "Judge the network on whole sets of examples, and look at its mistakes.",
            ("evaluation", "gallery"),
        ),
    )
}
