import numpy as np
import pytest

from app.answers.subject import Said, Subject
from tests.app.answers.subjects import DRAWN, FLOWERS, POINTS, TWO_VALUES, VALUES, Case, outputs


@pytest.mark.parametrize(
    ("case", "noun", "own", "word"),
    [
        (DRAWN, "drawing", "drawing", "Draw"),
        (POINTS, "point", "example", "Move the point"),
        (FLOWERS, "input", "example", "Move a slider"),
        (VALUES, "input", "example", "Move a slider"),
    ],
)
def test_the_words_suit_the_data(case: Case, noun: str, own: str, word: str) -> None:
    subject = Subject.of(*case)
    assert (subject.noun, subject.own) == (noun, own)
    assert subject.invitation.startswith(word)


def test_the_answer_is_the_greatest_output_and_the_next_comes_second() -> None:
    subject = Subject.of(*DRAWN)
    values = outputs(_7=0.931, _1=0.042)
    assert subject.said(values) == [Said("7", "93.1%"), Said("1", "4.2%")]
    assert subject.class_said(values) == 7
    assert subject.class_behind(values) == 1
    assert subject.output_said(values) == 7


@pytest.mark.parametrize(
    ("value", "first", "second"), [(0.8, "green", "red"), (0.2, "red", "green")]
)
def test_one_output_tells_two_classes(value: float, first: str, second: str) -> None:
    subject = Subject.of(*POINTS)
    values = np.array([value])
    assert subject.said(values) == [Said(first, "80.0%"), Said(second, "20.0%")]
    assert subject.class_names[subject.class_said(values) or 0] == first
    assert subject.class_names[subject.class_behind(values)] == second


def test_values_of_a_regression_are_written_as_they_are() -> None:
    assert Subject.of(*VALUES).said(np.array([0.4321])) == [Said("output", "0.4321")]
    assert Subject.of(*VALUES).class_said(np.array([0.4321])) is None
    assert Subject.of(*TWO_VALUES).output_names == ("output 0", "output 1")


def test_the_same_data_is_the_same_subject() -> None:
    assert Subject.of(*DRAWN) == Subject.of(*DRAWN)
    assert Subject.of(*DRAWN) != Subject.of(*FLOWERS)
