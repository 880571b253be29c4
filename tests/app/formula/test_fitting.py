from PyQt6.QtWidgets import QApplication

from app.formula.block import Block
from app.formula.fitting import Fitting
from app.formula.line import Line


def test_narrower_is_higher_and_asking_again_gives_the_same(qapp: QApplication) -> None:
    block = Block([Line("a", "b + c + d + f + g", (), False)])
    fitting = Fitting(block, 20, 5)
    natural = fitting.natural_width
    one_line = fitting.height(natural)
    assert fitting.height(natural // 2) > one_line
    assert fitting.height(natural) == one_line
    assert fitting.natural_width == natural


def test_it_is_laid_out_for_the_width_asked_last(qapp: QApplication) -> None:
    block = Block([Line("a", "b + c + d + f + g", (), False)])
    fitting = Fitting(block, 20, 5)
    fitting.lay_out(400)
    fitting.height(80)
    fitting.lay_out(400)
    assert block.size.width() > 80
