from app.stepping.operation_delegate import wrapped


def test_further_lines_may_use_the_room_below_the_shape() -> None:
    lines = wrapped("velocity = beta * velocity + grads", 18, 28)
    assert lines == ("velocity = beta *", "    velocity + grads")


def test_a_name_is_not_broken_where_a_line_has_room_for_it() -> None:
    lines = wrapped("L = softmax_cross_entropy(z3, y)", 20, 30)
    assert lines == ("L =", "    softmax_cross_entropy(z3,", "    y)")


def test_a_name_is_broken_where_no_line_has_room_for_it() -> None:
    lines = wrapped("L = softmax_cross_entropy(z3, y)", 10, 20)
    assert "".join(line.strip() for line in lines).replace(" ", "") == (
        "L=softmax_cross_entropy(z3,y)"
    )
    assert all(len(line) <= 20 for line in lines)


def test_a_minus_stays_with_what_it_is_before() -> None:
    assert wrapped("update = -learning_rate * velocity", 12, 24) == (
        "update =",
        "    -learning_rate *",
        "    velocity",
    )
