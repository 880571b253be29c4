"""A tip is text, whatever signs are in it."""

from app.widgets.tip import wrapped


def test_signs_of_rich_text_are_escaped() -> None:
    assert wrapped("where z < 0 & a > 0") == "<p>where z &lt; 0 &amp; a &gt; 0</p>"
