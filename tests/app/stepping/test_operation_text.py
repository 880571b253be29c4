from app.stepping.operation_text import listing, tooltip
from tests.app.stepping.moments import after, number_of


def test_a_tooltip_says_what_an_operation_is_reads_and_writes() -> None:
    trainer = after(0)
    operations = trainer.program.operations
    text = tooltip(operations[number_of(trainer, "z2") - 1], len(operations))
    assert f"of {len(operations)} · <b>forward</b>, layer 2" in text
    assert "reads a1_kept, W2, b2" in text
    assert "writes z2, shape (16, 3)" in text


def test_statements_are_no_markup() -> None:
    trainer = after(0)
    operations = trainer.program.operations
    text = tooltip(operations[number_of(trainer, "dz1") - 1], len(operations))
    assert "(z1 &gt; 0)" in text


def test_a_scalar_is_called_a_single_number() -> None:
    trainer = after(0)
    operations = trainer.program.operations
    assert "writes C, a single number" in tooltip(operations[number_of(trainer, "C") - 1], 9)


def test_a_listing_is_python_with_the_rest_in_comments() -> None:
    operations = after(0).program.operations
    lines = listing(operations).splitlines()
    assert lines[0].startswith("z1 = x @ W1 + b1 ")
    assert lines[0].endswith("  # 01 forward (16, 8)")
    assert [line.partition("#")[0].strip() for line in lines] == [o.text for o in operations]
    compile(listing(operations), "listing", "exec")
