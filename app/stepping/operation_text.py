"""Operations in words: tooltips, and the listing as text."""

from collections.abc import Sequence
from html import escape

from engine.program import Operation

GO = "<p>Click to go to here</p>"
"""Added to the tooltip of an operation."""


def tooltip(operation: Operation, total: int) -> str:
    """What an operation is, reads and writes, as rich text; `total` is how many a step has."""
    layer = "" if operation.layer is None else f", layer {operation.layer}"
    size = f"shape {operation.shape}" if operation.shape else "a single number"
    return (
        f"<p style='white-space: pre'>Operation {operation.number} of {total} · "
        f"<b>{operation.pass_}</b>{layer}<br>"
        f"<code>{escape(operation.text)}</code><br>"
        f"reads {escape(', '.join(operation.reads)) or 'nothing'}<br>"
        f"writes {escape(operation.writes)}, {size}</p>"
    )


def listing(operations: Sequence[Operation]) -> str:
    """All statements as Python, a line each, with number, pass and shape in a comment."""
    width = max(len(operation.text) for operation in operations)
    return "\n".join(f"{o.text:{width}}  # {o.number:02d} {o.pass_} {o.shape}" for o in operations)
