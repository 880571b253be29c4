import pytest

from app.look.look import Look
from app.network_view.cards import Cards
from app.network_view.nodes import NodePainter
from app.network_view.settings import ViewSettings
from engine.addresses import NodeId
from engine.reading import EdgeQuantity
from tests.app.moments import snapshot
from tests.app.network_view.moments import of_pictures


@pytest.mark.parametrize(
    ("steps", "symbol"),
    [(0, "w"), (1, "∂C/∂w")],
)
def test_a_picture_has_the_weights_while_the_quantity_chosen_is_not_computed(
    steps: int, symbol: str
) -> None:
    trainer = of_pictures(6, 5, 3)
    for _ in range(steps):
        trainer.step()
    cards = Cards(trainer.experiment.network, trainer.dataset)
    settings = ViewSettings(EdgeQuantity.GRADIENT)
    reading = snapshot(trainer).reading
    card = cards.of(NodeId(1, 2), reading, settings, NodePainter(Look()))
    assert card.picture is not None
    assert card.caption.startswith(f"incoming {symbol}, ±")
