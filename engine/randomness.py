"""Random numbers as a function of a seed and a purpose, so that no random state is ever saved."""

from enum import IntEnum

import numpy as np


class Purpose(IntEnum):
    """What a stream of random numbers is for: streams of different purposes never overlap."""

    WEIGHTS = 1
    ORDER = 2
    DROPOUT = 3
    SEARCH = 4
    DATA = 5
    SPLIT = 6


def generator(seed: int, purpose: Purpose, *where: int) -> np.random.Generator:
    """The generator for one `purpose` at one place, for example (step, layer): always the same.

    Philox is counter-based (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011):
    its key is (seed, purpose) and the upper words of its counter are up to two numbers `where`,
    so that each place has a stream of 2¹²⁸ numbers of its own.
    """
    counter = [0, 0, *where, *[0] * (2 - len(where))]
    return np.random.Generator(np.random.Philox(key=[seed, purpose], counter=counter))
