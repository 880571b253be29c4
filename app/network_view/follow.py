"""Following: what is shown goes along with the operations of a step."""

from dataclasses import replace

from app.network_view.computing import ROWS, present
from app.network_view.settings import ViewSettings
from app.snapshot import Snapshot
from engine.program import Operation
from engine.reading import EdgeQuantity, NeuronQuantity
from engine.statements import Pass

Quantities = tuple[EdgeQuantity | None, NeuronQuantity | None]
"""Of edges and of neurons; None for what the user has chosen."""


class Following:
    """What is shown: the user's own choice, or what the present operation computes.

    The latter while nothing runs, if it is on. What the user chooses meanwhile is shown up to the
    next operation.
    """

    def __init__(self) -> None:
        self.is_on = False
        self._own = ViewSettings()
        self._snapshot: Snapshot | None = None
        self._place = (0, 0, False)
        self._has_own_edges = self._has_own_neurons = False

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Go along to this moment."""
        self._snapshot = snapshot
        place = snapshot.position.step, snapshot.cursor, snapshot.close_up is not None
        if place != self._place:
            self._place = place
            self._has_own_edges = self._has_own_neurons = False

    def turn(self, is_on: bool) -> None:
        """Go along with operations, or not."""
        self.is_on = is_on
        self._has_own_edges = self._has_own_neurons = False

    def choose(self, chosen: ViewSettings) -> None:
        """The user has chosen something else than what is shown now."""
        shown = self.settings
        if chosen.edges is not shown.edges:
            self.choose_edges(chosen.edges)
        if chosen.neurons is not shown.neurons:
            self._own = replace(self._own, neurons=chosen.neurons)
            self._has_own_neurons = True
        self._own = replace(self._own, is_common=chosen.is_common, is_log=chosen.is_log)

    def choose_edges(self, quantity: EdgeQuantity) -> None:
        """The user has chosen what edges show."""
        self._own = replace(self._own, edges=quantity)
        self._has_own_edges = True

    @property
    def settings(self) -> ViewSettings:
        """What is shown now."""
        snapshot = self._snapshot
        if not self.is_on or snapshot is None or snapshot.is_running:
            return self._own
        edges, neurons = computed_by(snapshot)
        if edges is None or self._has_own_edges:
            edges = self._own.edges
        if neurons is None or self._has_own_neurons:
            neurons = self._own.neurons
        return replace(self._own, edges=edges, neurons=neurons)


def computed_by(snapshot: Snapshot) -> Quantities:
    """The quantities in which one sees what the present operation does."""
    operation = present(snapshot)
    if operation is None:
        return None, None
    if operation.pass_ is Pass.BACKWARD:
        return _backward(operation), _derived(operation)
    if operation.pass_ is Pass.UPDATE:
        return _updated(operation, snapshot), None
    if ROWS.fullmatch(operation.writes) and operation.writes.startswith("z"):
        return EdgeQuantity.SIGNAL, NeuronQuantity.PRE_ACTIVATION
    return None, NeuronQuantity.ACTIVATION


def _backward(operation: Operation) -> EdgeQuantity | None:
    """Gradients where they are computed; weights where numbers go back along them."""
    if operation.writes.startswith(("dW", "db")):
        return EdgeQuantity.GRADIENT
    goes_along = any(name.startswith("W") for name in operation.reads)
    return EdgeQuantity.WEIGHT if goes_along else None


def _derived(operation: Operation) -> NeuronQuantity:
    """∂C/∂a where it is computed, also behind dropout; else δ, of which all gradients are made."""
    is_of_activation = operation.writes.startswith("da")
    return NeuronQuantity.ACTIVATION_GRADIENT if is_of_activation else NeuronQuantity.DELTA


def _updated(operation: Operation, snapshot: Snapshot) -> EdgeQuantity | None:
    """Updates once they are computed, up to then the gradients they come from; then weights."""
    if operation.writes == "params":
        return EdgeQuantity.WEIGHT
    done = {o.writes for o in snapshot.operations[: snapshot.cursor]} | {operation.writes}
    if "update" in done:
        return EdgeQuantity.UPDATE
    has_gradients = any(o.pass_ is Pass.BACKWARD for o in snapshot.operations)
    return EdgeQuantity.GRADIENT if has_gradients else None
