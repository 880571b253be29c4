"""How the evaluation stands: all that its panel shows."""

from dataclasses import dataclass, replace

from app.scopes import Scope
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.report import Report


@dataclass(frozen=True, eq=False)
class Standing:
    """The latest report, if any, and how old it is; what can be evaluated, and what is under way.

    `own` is the number of the user's own examples, `scope` what was evaluated last or is being
    evaluated. `progress` are the examples done and all, None at the start; `problem` says why the
    last evaluation failed, "" if it did not.
    """

    experiment: Experiment | None = None
    dataset: Dataset | None = None
    own: int = 0
    scope: Scope = Scope.TEST
    report: Report | None = None
    age: int = 0
    is_running: bool = False
    progress: tuple[int, int] | None = None
    problem: str = ""

    def with_report(self, report: Report) -> "Standing":
        """The same with this new report."""
        done = replace(self, is_running=False, progress=None, problem="")
        return replace(done, report=report, age=0)

    def without_report(self) -> "Standing":
        """The same, but nothing is known yet."""
        return replace(self, report=None, age=0, problem="")
