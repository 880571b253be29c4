import pytest

from app.formula.latex import parse
from app.formula.text import latex, plain


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (r"\frac{\partial C}{\partial w^{(2)}_{3,15}} = 2", "∂C/∂w⁽²⁾₃,₁₅ = 2"),
        (r"\sum_{k} y_{k} \log a^{(2)}_{k}", "Σₖ yₖ log a⁽²⁾ₖ"),
        (r"\frac{a - y}{m\,n}", "(a − y)/(m n)"),
        (r"a^{(1)} = \max(0, z^{(1)})", "a⁽¹⁾ = max(0, z⁽¹⁾)"),
        (r"\frac{1}{1 + e^{-z}}", "1/(1 + e⁻ᶻ)"),
        (r"f'(z) \odot \tilde{a}", "f′(z) ⊙ ã"),
        (r"{W^{(2)}}^{\top}", "W⁽²⁾ᵀ"),
        (r"\sqrt{c} + \epsilon", "√(c) + ϵ"),
        (r"e^{z^{(2)}_{k}}", "e^(z⁽²⁾ₖ)"),
        (r"\eta\,\mathcal{N}(0, 1)", "η N(0, 1)"),
        (r"\theta \leftarrow \theta + \Delta", "θ ← θ + Δ"),
        (r"\eta_0 \, f^{\lfloor t / T \rfloor}", "η₀ f^(⌊t/T⌋)"),
        (r"x = -\frac{a}{b}", "x = −a/b"),
    ],
)
def test_plain_text(formula: str, text: str) -> None:
    assert plain(parse(formula)) == text


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{\partial C}{\partial w_{3,15}^{(2)}} = \sum_{k}a_{k} \cdot f'(z)",
        r"\Delta = -\eta\frac{m_{1}/k_{1}}{\sqrt{m_{2}/k_{2}}+\epsilon}",
        r"\hat{a} \sim \mathcal{N}(0,1)",
        r"\operatorname{sign}(w) \leftarrow \text{of a}",
        r"\beta v",
        r"\lfloor t/T\rfloor",
    ],
)
def test_latex_can_be_read_again(formula: str) -> None:
    again = latex(parse(formula))
    assert parse(again) == parse(formula)
    assert again.replace(" ", "") == formula.replace(" ", "")
