"""Changes of settings in words, short enough for a mark on the timeline."""

from engine.experiment import Experiment


def difference(before: Experiment, after: Experiment) -> str:
    """What has changed between experiments of which one continues the other."""
    changes = []
    if before.learning_rate != after.learning_rate:
        changes.append(f"η {before.learning_rate:g} → {after.learning_rate:g}")
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


def beginning(before: Experiment, after: Experiment) -> str:
    """Why it is started over with other settings, in short."""
    if before == after:
        return "reset"
    if before.seed != after.seed:
        return f"seed {after.seed}"
    if before.network != after.network:
        return " – ".join(map(str, after.network.sizes))
    if before.loss != after.loss:
        return after.loss.title
    if before.optimizer != after.optimizer:
        return after.optimizer.title
    return "other settings"
