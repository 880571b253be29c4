import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pad.drawing import Drawing
from app.pad.marks import PAD, Dot, Picture
from app.pad.raster import Raster

places = st.builds(Dot, st.floats(-40, 320), st.floats(-40, 320), st.floats(3, 40))
strokes = st.tuples(st.booleans(), st.lists(places, min_size=1, max_size=4))
actions = st.lists(st.one_of(strokes, st.sampled_from(["undo", "redo", "clear"])), max_size=8)


def draw(drawing: Drawing, *dots: Dot, erases: bool = False) -> None:
    first, *others = dots
    drawing.begin(first, erases=erases)
    for dot in others:
        drawing.go_on(dot)
    drawing.end()


def line(drawing: Drawing, row: float, *, erases: bool = False) -> None:
    draw(drawing, Dot(40, row, 10), Dot(240, row, 10), erases=erases)


@given(actions)
@settings(max_examples=40, deadline=None)
def test_the_ink_is_always_that_of_the_marks_drawn_from_scratch(actions: list[object]) -> None:
    drawing = Drawing()
    for action in actions:
        if action == "undo":
            assert drawing.can_undo == drawing.undo()
        elif action == "redo":
            assert drawing.can_redo == drawing.redo()
        elif action == "clear":
            drawing.clear()
        elif isinstance(action, tuple):
            draw(drawing, *action[1], erases=action[0])
        anew = Raster(PAD)
        drawing.draw_on(anew)
        assert np.array_equal(drawing.values, anew.values)


@given(st.lists(strokes, max_size=6))
@settings(max_examples=30, deadline=None)
def test_all_can_be_taken_back_and_done_again(strokes: list[tuple[bool, list[Dot]]]) -> None:
    drawing = Drawing()
    for erases, dots in strokes:
        draw(drawing, *dots, erases=erases)
    end = drawing.values.copy()
    while drawing.undo():
        pass
    assert drawing.is_empty
    while drawing.redo():
        pass
    assert np.array_equal(drawing.values, end)


def test_strokes_are_taken_back_one_by_one() -> None:
    drawing = Drawing()
    line(drawing, 60)
    line(drawing, 180)
    drawing.undo()
    assert drawing.values[60, 140] == 255
    assert drawing.values[180, 140] == 0


def test_a_new_stroke_ends_what_could_be_done_again() -> None:
    drawing = Drawing()
    line(drawing, 60)
    drawing.undo()
    line(drawing, 90)
    assert not drawing.can_redo


def test_what_changes_nothing_is_not_kept() -> None:
    drawing = Drawing()
    line(drawing, 60, erases=True)
    drawing.clear()
    draw(drawing, Dot(-50, -50, 10))
    assert not drawing.can_undo
    line(drawing, 60)
    drawing.undo()
    line(drawing, 60, erases=True)
    assert drawing.can_redo


def test_clearing_is_taken_back_as_one() -> None:
    drawing = Drawing()
    line(drawing, 60)
    line(drawing, 180)
    before = drawing.values.copy()
    drawing.clear()
    assert drawing.is_empty
    drawing.undo()
    assert np.array_equal(drawing.values, before)


def test_a_stroke_under_way_is_taken_back_whole() -> None:
    drawing = Drawing()
    drawing.begin(Dot(40, 60, 10), erases=False)
    drawing.go_on(Dot(240, 60, 10))
    assert drawing.can_undo
    assert drawing.undo()
    assert drawing.is_empty
    assert drawing.go_on(Dot(240, 90, 10)) is None  # the pen is up


def test_a_stroke_is_dropped_as_if_it_had_never_begun() -> None:
    drawing = Drawing()
    line(drawing, 60)
    drawing.undo()
    drawing.begin(Dot(40, 180, 10), erases=False)
    drawing.go_on(Dot(240, 180, 10))
    drawing.drop()
    assert drawing.is_empty
    assert not drawing.can_undo
    assert drawing.redo()


def test_a_pen_that_does_not_move_adds_nothing() -> None:
    drawing = Drawing()
    drawing.begin(Dot(40, 60, 10), erases=False)
    assert drawing.go_on(Dot(40, 60, 10)) is None
    assert drawing.go_on(Dot(40, 60, 14)) is not None  # it is pressed harder


def test_ink_goes_from_0_to_1() -> None:
    drawing = Drawing()
    drawing.put(Picture(np.full((PAD, PAD), 255, np.uint8)))
    assert drawing.ink.dtype == np.float32
    assert (drawing.ink == 1).all()
