"""What the evaluation says in words."""

from math import isnan
from typing import Any

from numpy.typing import NDArray

from app.look import numbers
from engine.confusion import Confusion
from engine.datasets.dataset import Dataset
from engine.report import Report

SHORT_NAME = 3
"""Up to so many letters two names of classes stand in one line of a card."""


def cell_sentence(confusion: Confusion, row: int, column: int, names: tuple[str, ...]) -> str:
    """What a cell of the confusion matrix counts: "Is 4, said 9: 12 examples, 1.2% of class 4."."""
    count, total = int(confusion.matrix[row, column]), int(confusion.support[row])
    what = cell_title(row, column, names)
    if not total:
        return f"{what}: there is no example of class {names[row]}."
    if not count:
        return f"{what}: none of {numbers.counted(total, 'example')}."
    part = numbers.percent(count / total)
    return f"{what}: {numbers.counted(count, 'example')}, {part} of class {names[row]}."


def cell_title(row: int, column: int, names: tuple[str, ...]) -> str:
    """What the examples of a cell are called together: "Is 4, said 9"."""
    if row == column:
        return f"Is {names[row]}, and said so"
    return f"Is {names[row]}, said {names[column]}"


def age_sentence(age: int) -> str:
    """That a report is so many steps old; below 0: it is about another network."""
    if age < 0:
        return "Old: the network went back or was changed since."
    return f"Old: the network has learnt {numbers.counted(age, 'step')} since."


def share_or_dash(share: float) -> str:
    """A share in percent, or a dash for what is not defined."""
    return "–" if isnan(share) else numbers.percent(share)


def example_sentence(report: Report, number: int) -> str:
    """What an example is, and what was said to it, with its loss."""
    given = report.answers
    loss = numbers.plain(float(given.losses[number]))
    what = f"Example {numbers.count(number + 1)}"
    if report.confusion is None:
        true, said = _listed(given.examples.y[number]), _listed(given.outputs[number])
        return f"{what}: is {true}, said {said}; loss {loss}."
    true = report.names[int(given.examples.y[number])]
    if not given.is_answered[number]:
        return f"{what}: is {true}, without an answer: an output is not finite."
    said = report.names[int(given.chosen[number])]
    sure = confidence_text(report, number)
    return f"{what}: is {true}, said {said}{sure and f' ({sure})'}; loss {loss}."


def card_lines(report: Report, number: int) -> tuple[str, ...]:
    """What the example is, what was said, how sure, and the loss, in lines; the first stands out.

    All cards of a report have the same number of lines.
    """
    given = report.answers
    loss = f"loss {numbers.short(float(given.losses[number]))}"
    if report.confusion is None:
        true, said = (float(values[number][0]) for values in (given.examples.y, given.outputs))
        more = " …" if given.outputs.shape[1] > 1 else ""
        return f"is {numbers.plain(true)}{more}", f"said {numbers.plain(said)}{more}", loss
    true_name = report.names[int(given.examples.y[number])]
    if given.is_answered[number]:
        said_name, sure = report.names[int(given.chosen[number])], confidence_text(report, number)
    else:
        said_name, sure = "nothing", ""
    if all(len(name) <= SHORT_NAME for name in report.names):
        return f"is {true_name}, said {said_name}", f"{sure and f'{sure}, '}{loss}"
    return f"is {true_name}", f"said {said_name}", f"{sure and f'{sure}, '}{loss}"


def confidence_text(report: Report, number: int) -> str:
    """How sure the network was, in percent; "" if its outputs are no probabilities."""
    if report.calibration is None:
        return ""
    return numbers.percent(float(report.answers.confidence[number]))


def _listed(values: NDArray[Any]) -> str:
    return ", ".join(numbers.plain(float(value)) for value in values[:3])


def worst_title(report: Report) -> str:
    """What the mistakes with the greatest loss are called together."""
    return "Greatest errors" if report.confusion is None else "Worst mistakes"


def mistakes(report: Report) -> int:
    """The number of examples that `Report.worst` can give."""
    confusion = report.confusion
    return len(report.answers) if confusion is None else confusion.total - confusion.right


def promise(dataset: Dataset) -> tuple[str, str]:
    """What an evaluation will show, and how long it takes: a title and a text."""
    if dataset.is_classification:
        shows = (
            "How many answers are right and how far that can be trusted; which classes are taken "
            "for which; whether the network is right as often as it is sure; and the worst "
            "mistakes, each of which you can step through."
        )
    else:
        shows = (
            "How near the answers come to the targets, where they do not, and the worst of them, "
            "each of which you can step through."
        )
    return (
        "How good is the network?",
        f"{shows} It usually takes less than a second; training may go on.",
    )
