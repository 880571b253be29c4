"""Changes of settings in words, short enough for a mark on the timeline."""

from app.look import numbers
from engine.experiment import Experiment


def difference(before: Experiment, after: Experiment) -> str:
    """What has changed between experiments of which one continues the other."""
    changes = []
    if before.learning_rate != after.learning_rate:
        rates = map(numbers.plain, (before.learning_rate, after.learning_rate))
        changes.append(f"η {' → '.join(rates)}")
    if before.batch_size != after.batch_size:
        changes.append(f"batch size {before.batch_size or 'all'} → {after.batch_size or 'all'}")
    if before.schedule != after.schedule:
        changes.append(f"schedule: {after.schedule.title}")
    if before.optimizer != after.optimizer:
        changes.append(f"numbers of {after.optimizer.title}")
    changes += _of_layers(before, after)
    return ", ".join(changes)


def _of_layers(before: Experiment, after: Experiment) -> list[str]:
    layers = list(zip(before.network.layers, after.network.layers, strict=True))
    found = []
    if any(old.dropout != new.dropout for old, new in layers):
        found.append("dropout")
    if any(old.regularizer != new.regularizer for old, new in layers):
        found.append("regularization")
    return found
