"""The sentence for an unknown name helps."""

from engine.errors import unknown_name


def test_the_nearest_name_is_offered() -> None:
    assert str(unknown_name("colour", "Rde", ["red", "blue"])) == (
        "There is no colour 'Rde': did you mean 'red'? Known are blue, red."
    )


def test_a_beginning_is_enough() -> None:
    assert "did you mean 'he-normal'" in str(unknown_name("way", "he", ["he-normal", "normal"]))


def test_nothing_is_offered_where_nothing_is_near() -> None:
    assert str(unknown_name("colour", "xyz", ["red", "blue"])) == (
        "There is no colour 'xyz'. Known are blue, red."
    )
