"""Epochs: trains a network on all examples, time after time."""

from collections.abc import Iterator
from time import perf_counter

from engine.metrics import EpochMetrics
from engine.progress import Progress
from engine.training import Trainer


def train_epochs(
    trainer: Trainer, count: int, progress: Progress | None = None
) -> Iterator[EpochMetrics]:
    """Train `count` epochs, the first of which may be under way; give the metrics of each.

    Extra steps are over then: the epoch goes on. `progress` is told of the examples after every
    step. If it answers False the training ends, without metrics of an epoch that is cut short.
    Raises `NonFiniteError`.
    """
    trainer.take_examples(None)
    if trainer.is_extra and trainer.is_mid_step:
        trainer.step()
    total = count * len(trainer.dataset.train)
    done = 0
    for _ in range(count):
        before = trainer.position
        seconds = cost = 0.0
        while trainer.position.epoch == before.epoch:
            start = perf_counter()
            trainer.step()
            seconds += perf_counter() - start
            examples = trainer.program.namespace["m"]
            cost += trainer.cost * examples
            done += examples
            goes_on = progress is None or progress(done, total)
            if not goes_on:
                break
        if trainer.position.epoch == before.epoch:
            return
        trainer.require_finite()
        examples = len(trainer.dataset.train) - before.offset
        metrics = EpochMetrics(
            epoch=before.epoch,
            steps=trainer.position.step - before.step,
            examples=examples,
            cost=cost / examples,
            test=trainer.evaluate(trainer.dataset.test),
            seconds=seconds,
        )
        trainer.hooks.after_epoch(metrics)
        yield metrics
        if not goes_on:
            return
