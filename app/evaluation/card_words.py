"""What is written on the card of an example."""

from app.evaluation.wording import confidence_text
from app.look import numbers
from engine.report import Report

SHORT_NAME = 3
"""Up to so many letters two names of classes stand in one line."""


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
