"""What the health of a layer means, and what usually helps, in plain words."""

from app.look import numbers
from engine.health import Ailment, Finding, LayerHealth

HELP = {
    Ailment.DEAD: (
        "a smaller learning rate, He initial weights, slightly positive initial biases, or leaky "
        "ReLU, whose slope is never 0"
    ),
    Ailment.SATURATED: (
        "smaller initial weights (Xavier), inputs scaled to about −1…1, a smaller learning rate, "
        "or ReLU in hidden layers"
    ),
    Ailment.VANISHING: (
        "ReLU in place of sigmoid or tanh, He or Xavier initial weights, fewer layers, or Adam, "
        "which makes small gradients count"
    ),
    Ailment.EXPLODING: (
        "smaller initial weights (He, Xavier), a smaller learning rate, or inputs scaled to about "
        "−1…1"
    ),
    Ailment.LARGE_UPDATE: "a smaller learning rate, or one that decays",
}

_WHAT = {
    Ailment.DEAD: "dead neurons",
    Ailment.SATURATED: "saturated neurons",
    Ailment.VANISHING: "a vanishing gradient",
    Ailment.EXPLODING: "an exploding gradient",
    Ailment.LARGE_UPDATE: "large updates",
}


def help_text(finding: Finding) -> str:
    """What usually helps."""
    return f"Against {_WHAT[finding.ailment]}, what usually helps: {HELP[finding.ailment]}."


def meaning(finding: Finding, layer: LayerHealth, name: str) -> str:
    """A finding in the layer of this name: the number that says so, and what it means."""
    value = finding.value
    of = (
        f"{numbers.count(len(finding.neurons))} of {numbers.count(layer.neurons)} neurons "
        f"({numbers.percent(value)})"
    )
    all_ = "all " if layer.examples > 1 else ""
    every = f"for {all_}{numbers.counted(layer.examples, 'example')} of the batch"
    match finding.ailment:
        case Ailment.DEAD:
            return f"⚠ Dead: {of} are 0 {every}, so no gradient passes, and their weights stay."
        case Ailment.SATURATED:
            return (
                f"⚠ Saturated: {of} are within 1% of an end of their range {every}, where the "
                "curve is flat: hardly any gradient passes."
            )
        case Ailment.VANISHING:
            return (
                f"⚠ Vanishing gradient: measured by its weights, that of {name} is "
                f"{numbers.plain(value)} times as large as that of the output layer, so it hardly "
                "learns."
            )
        case Ailment.EXPLODING:
            return (
                f"⚠ Exploding gradient: measured by its weights, that of {name} is "
                f"{numbers.plain(value)} times as large as that of the output layer, so steps "
                "that suit one are too long for the other."
            )
        case Ailment.LARGE_UPDATE:
            return (
                f"⚠ Large update: this one step changes the weights by {numbers.percent(value)} of "
                "their size. A thousandth is usual."
            )
