"""A tip: what a tooltip says."""

from html import escape


def wrapped(text: str) -> str:
    """A text in lines of readable length, which Qt makes of rich text only."""
    return f"<p>{escape(text)}</p>"
