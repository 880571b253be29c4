"""Elsewhere: what is known on the bench of a training that goes on in its own process."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from app.session import rows
from app.session.archive import Archive
from app.session.messages import Change
from engine.experiment import Experiment
from engine.timeline import Edit


class Elsewhere:
    """Knows the edit under which a training runs that has left the bench.

    Changes of settings are sent there, and come into force with a step that is told later: with the
    rows of the curves, or when the training comes back.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._edit: int | None = None  # the number of that under which it runs; None: it is here
        self._sent: dict[int, Change] = {}

    @property
    def has_training(self) -> bool:
        """Whether the training has left the bench."""
        return self._edit is not None

    @property
    def experiment(self) -> Experiment | None:
        """The settings that hold there for the next step to begin; None while it is here."""
        if self._sent:
            return list(self._sent.values())[-1].experiment
        return None if self._edit is None else self._archive.experiment_of(self._edit)

    def leave(self, edit: int) -> None:
        """The training goes on elsewhere, under the edit of this number."""
        self._edit = edit

    def come_back(self) -> list[Change]:
        """It is here again; gives the changes that have not come into force."""
        waiting, self._sent = list(self._sent.values()), {}
        self._edit = None
        return waiting

    def send(self, change: Change) -> None:
        """This change was sent there."""
        self._sent[change.number] = change

    def note(self, edit: int) -> None:
        """The edit of this number is in the archive, and those before it are, or are void."""
        self._sent = {number: sent for number, sent in self._sent.items() if number > edit}

    def meet(self, edit: int) -> Experiment | None:
        """The settings of the edit under which a step is done there; None if it is not known."""
        sent = self._sent.get(edit)
        if sent is not None:
            return sent.experiment
        experiment = self._archive.experiment_of(edit)
        if experiment is not None:
            self._edit = edit
        return experiment

    def parts(
        self, added: NDArray[np.float64]
    ) -> Iterator[tuple[Edit | None, NDArray[np.float64]]]:
        """Rows that come from there, split where a change came into force, which is an edit."""
        edit = None
        for number in [sent for sent in self._sent if sent in added[:, rows.EDIT]]:
            change = self._sent[number]
            first = int(np.flatnonzero(added[:, rows.EDIT] == number)[0])
            yield edit, added[:first]
            added = added[first:]
            edit = Edit(number, int(added[0, 0]), change.experiment, change.title)
        yield edit, added
