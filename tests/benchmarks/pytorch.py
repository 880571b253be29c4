"""The same steps in PyTorch eager, as its documentation writes them; needs PyTorch."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import torch
from numpy.typing import NDArray
from torch import nn

Array = NDArray[Any]


def step(
    sizes: tuple[int, ...], optimizer: str, rate: float, X: Array, Y: Array
) -> Callable[[Array], None]:
    """Sigmoids and half the sum of squares for two layers, else ReLU, softmax, cross-entropy."""
    torch.set_num_threads(1)
    hidden = nn.Sigmoid if len(sizes) == 3 else nn.ReLU
    modules: list[nn.Module] = []
    for a, b in pairwise(sizes):
        modules += [nn.Linear(a, b), hidden()]
    model = nn.Sequential(*(modules if len(sizes) == 3 else modules[:-1]))
    inputs, targets, labels = (
        torch.from_numpy(X),
        torch.from_numpy(Y),
        torch.from_numpy(Y.argmax(axis=1)),
    )
    kinds = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
    optimize = kinds[optimizer](model.parameters(), lr=rate)
    cross_entropy = nn.CrossEntropyLoss()

    def half_squares(indices: torch.Tensor) -> torch.Tensor:
        error = model(inputs[indices]) - targets[indices]
        return 0.5 * error.square().sum(dim=1).mean()

    def classes(indices: torch.Tensor) -> torch.Tensor:
        return cross_entropy(model(inputs[indices]), labels[indices])

    loss = half_squares if len(sizes) == 3 else classes

    def run(indices: Array) -> None:
        optimize.zero_grad()
        loss(torch.from_numpy(indices)).backward()
        optimize.step()

    return run
