"""Wording: what each setting is called, what it means, and how the arrow keys step it."""

from dataclasses import dataclass

from app.controls.steps import Step, by, series, to_one


@dataclass(frozen=True)
class Words:
    """A label with its symbol, a tooltip in plain words, the word for None, and the key's steps."""

    label: str
    tip: str
    none: str = "automatic"
    step: Step = series


WORDS: dict[str, Words] = {
    "source": Words("Data set", "What the network learns from, and is tested with."),
    "examples": Words("Examples", "How many points are made, for learning and testing together."),
    "noise": Words(
        "Noise σ",
        "How far points stray from where they belong: the standard deviation of the noise.",
        step=by(0.01),
    ),
    "classes": Words("Classes", "How many kinds of points there are to tell apart."),
    "test_share": Words(
        "Share for testing",
        "The share of the examples that is kept for testing, such as 0.2 for a fifth. "
        "The network never learns from them.",
        step=by(0.05),
    ),
    "weight": Words("Slope w", "The slope of the line y = w x + b.", step=by(0.1)),
    "Line.bias": Words("Intercept b", "Where the line y = w x + b is at x = 0.", step=by(0.1)),
    "path": Words("File", "A table in a text file: a row for each example, commas between values."),
    "folder": Words("Folder", "Where the four files of the data set are.", none="the usual places"),
    "target": Words(
        "Target column",
        "The column that is to be learnt: its name, or its number from 1. Empty: the last one.",
        none="the last",
    ),
    "header": Words(
        "Names in row 1",
        "Whether the first row holds the names of the columns. Automatic: yes, if none of its "
        "values is a number.",
    ),
    "task": Words(
        "Task",
        "Tell classes apart, or learn numbers (a regression). Automatic: classes, if no value of "
        "the target is a number.",
    ),
    "ignore": Words(
        "Ignored columns",
        "Columns that the network does not see: names or numbers, with commas between them.",
        none="none",
    ),
    "standardise": Words(
        "Standardise", "Bring each input to mean 0 and deviation 1, which makes learning easier."
    ),
    "batch_size": Words(
        "Batch size m",
        "How many examples a step learns from at once. Write “all” for every example.",
        none="all",
    ),
    "seed": Words(
        "Seed",
        "Decides everything that is drawn by chance: initial weights, the order of examples, "
        "dropout. The same seed gives the same numbers.",
    ),
    "precision": Words(
        "Precision", "How many digits each number has: about 7 in float32, about 16 in float64."
    ),
    "size": Words("Neurons", "How many neurons this layer has."),
    "activation": Words("Activation f", "What a neuron makes of its weighted sum z: a = f(z)."),
    "slope": Words("Slope s", "How steep a leaky ReLU is below 0.", step=by(0.01)),
    "weights": Words("Initial weights", "How the weights are drawn before the first step."),
    "sigma": Words("Deviation σ", "The standard deviation of the initial weights."),
    "limit": Words("Limit ±", "Initial weights lie between minus this number and this number."),
    "Dense.bias": Words(
        "Initial bias b", "What every bias of the layer starts from.", step=by(0.1)
    ),
    "dropout": Words(
        "Dropout p",
        "The share of this layer’s neurons that is switched off, by chance, in each step. 0: none.",
        step=by(0.05),
    ),
    "weights_l1": Words(
        "L1 of weights λ₁",
        "A penalty on the size of weights, |w|, which drives many to 0. 0: none.",
    ),
    "weights_l2": Words(
        "L2 of weights λ₂", "A penalty on squares of weights, w², which keeps all small. 0: none."
    ),
    "biases_l1": Words("L1 of biases λ₁", "A penalty on the size of biases, |b|. 0: none."),
    "biases_l2": Words("L2 of biases λ₂", "A penalty on squares of biases, b². 0: none."),
    "loss": Words("Loss L", "How wrong an answer is, as one number: what training makes smaller."),
    "optimizer": Words("Optimizer", "How gradients change weights and biases."),
    "beta": Words("Momentum β", "How much of the velocity is kept from step to step.", step=to_one),
    "rho": Words("Decay ρ", "How much of the past squared gradients is kept.", step=to_one),
    "beta1": Words("Decay β₁", "How much of the past gradients is kept.", step=to_one),
    "beta2": Words("Decay β₂", "How much of the past squared gradients is kept.", step=to_one),
    "epsilon": Words("Safety ε", "A tiny number that keeps a division by 0 away."),
    "learning_rate": Words(
        "Learning rate η", "How far a step goes. Too small: slow. Too large: it never settles."
    ),
    "schedule": Words("Schedule", "How the learning rate changes while training."),
    "per": Words("Counted in", "Whether the schedule counts steps or epochs."),
    "decay": Words("Decay d", "The rate is η / (1 + d t) at time t."),
    "factor": Words("Factor f", "What the rate is multiplied by, each time.", step=by(0.05)),
    "every": Words("Every", "How many steps or epochs it takes to apply the factor once."),
    "total": Words("Total", "After how many steps or epochs the rate has come down to 0."),
    "tolerance": Words(
        "Tolerance",
        "How near a prediction must come to count as right. Automatic: a tenth of the deviation "
        "of the targets.",
    ),
}


def words(owner: type, name: str) -> Words:
    """What the setting `name` of this kind is called; a new one by its own name."""
    for key in (*(f"{kind.__name__}.{name}" for kind in owner.__mro__), name):
        if key in WORDS:
            return WORDS[key]
    label = name.replace("_", " ").capitalize()
    return Words(label, f"{label} of {owner.__name__}.")


def about(kind: type) -> str:
    """The first paragraph of what the engine says about a kind of setting."""
    return " ".join((kind.__doc__ or "").partition("\n\n")[0].split())
