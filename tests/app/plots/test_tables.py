"""Values as CSV."""

import numpy as np

from app.plots.tables import ROWS_AT_ONCE, csv, joined, pieces


def text(columns: dict[str, np.ndarray]) -> str:
    return b"".join(csv(columns)).decode()


def test_single_precision_comes_back_to_the_bit() -> None:
    values = np.random.default_rng(0).standard_normal(500) ** 9
    rows = text({"step": np.arange(500), "cost": values}).splitlines()
    assert rows[0] == "step,cost"
    read = np.array([row.split(",")[1] for row in rows[1:]], np.float64)
    np.testing.assert_array_equal(read, values)


def test_curves_of_different_steps_share_one_table() -> None:
    batch = (np.array([0, 1, 2]), np.array([3.0, 2.0, 1.0], np.float64))
    validation = (np.array([2, 4]), np.array([0.5, 0.25], np.float64))
    table = joined({"batch": batch, "validation": validation})
    assert text(table) == "step,batch,validation\n0,3,\n1,2,\n2,1,0.5\n4,,0.25\n"


def test_a_table_without_rows_has_its_heading() -> None:
    nothing = (np.empty(0), np.empty(0))
    assert text(joined({"batch": nothing})) == "step,batch\n"


def test_the_pieces_are_known_before() -> None:
    for rows in (0, 1, ROWS_AT_ONCE, ROWS_AT_ONCE + 1):
        table = {"step": np.arange(rows)}
        assert len(list(csv(table))) == pieces(table)
