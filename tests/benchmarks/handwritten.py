"""The same arithmetic as the engine's, written by hand: calls in place and nothing else.

Two networks: one hidden layer of sigmoids with half the sum of squares, and two of ReLU with
softmax and cross-entropy. All buffers are allocated once, all parameters lie in one vector.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Step = Callable[[Array], None]


def parameters(sizes: tuple[int, ...], vector: Array) -> list[Array]:
    """Views W1, b1, W2, b2, … of a flat vector."""
    views, start = [], 0
    for shape in [s for a, b in pairwise(sizes) for s in ((a, b), (b,))]:
        size = int(np.prod(shape))
        views.append(vector[start : start + size].reshape(shape))
        start += size
    return views


def update(optimizer: str, rate: float, params: Array, grads: Array) -> Callable[[], None]:
    """SGD or Adam on flat vectors."""
    change = np.zeros_like(params)
    m1, m2, scratch = (np.zeros_like(params) for _ in range(3))
    t = 0

    def sgd() -> None:
        np.multiply(grads, -rate, change)
        np.add(params, change, params)

    def adam() -> None:
        nonlocal t
        t += 1
        np.multiply(m1, 0.9, m1)
        np.multiply(grads, 0.1, scratch)
        np.add(m1, scratch, m1)
        np.multiply(m2, 0.999, m2)
        np.square(grads, scratch)
        np.multiply(scratch, 0.001, scratch)
        np.add(m2, scratch, m2)
        np.multiply(m1, -rate / (1 - 0.9**t), change)
        np.divide(m2, 1 - 0.999**t, scratch)
        np.sqrt(scratch, scratch)
        np.add(scratch, 1e-8, scratch)
        np.divide(change, scratch, change)
        np.add(params, change, params)

    return {"sgd": sgd, "adam": adam}[optimizer]


def two_layers(
    sizes: tuple[int, ...], batch: int, optimizer: str, rate: float, X: Array, Y: Array
) -> Step:
    """Sigmoid, sigmoid, half the sum of squares."""
    rng = np.random.default_rng(0)
    total = sum((a + 1) * b for a, b in pairwise(sizes))
    params, grads = np.empty(total, np.float32), np.empty(total, np.float32)
    params[:] = 0.05 * rng.standard_normal(total)
    W1, b1, W2, b2 = parameters(sizes, params)
    dW1, db1, dW2, db2 = parameters(sizes, grads)
    x, a1, a2 = (np.empty((batch, n), np.float32) for n in sizes)
    y, d2, s2 = (np.empty_like(a2) for _ in range(3))
    d1, s1 = np.empty_like(a1), np.empty_like(a1)
    L = np.empty(batch, np.float32)
    xT, a1T, W2T = x.T, a1.T, W2.T
    apply = update(optimizer, rate, params, grads)

    def step(indices: Array) -> None:
        np.take(X, indices, 0, x, "clip")
        np.take(Y, indices, 0, y, "clip")
        np.dot(x, W1, a1)
        np.add(a1, b1, a1)
        np.negative(a1, a1)
        np.exp(a1, a1)
        np.add(a1, 1, a1)
        np.reciprocal(a1, a1)
        np.dot(a1, W2, a2)
        np.add(a2, b2, a2)
        np.negative(a2, a2)
        np.exp(a2, a2)
        np.add(a2, 1, a2)
        np.reciprocal(a2, a2)
        np.subtract(a2, y, d2)
        np.square(d2, s2)
        np.add.reduce(s2, axis=1, out=L)
        np.multiply(L, 0.5, L)
        float(np.add.reduce(L)) / batch
        np.divide(d2, batch, d2)
        np.multiply(d2, a2, d2)
        np.subtract(1, a2, s2)
        np.multiply(d2, s2, d2)
        np.dot(a1T, d2, dW2)
        np.add.reduce(d2, axis=0, out=db2)
        np.dot(d2, W2T, d1)
        np.multiply(d1, a1, d1)
        np.subtract(1, a1, s1)
        np.multiply(d1, s1, d1)
        np.dot(xT, d1, dW1)
        np.add.reduce(d1, axis=0, out=db1)
        apply()

    return step


def three_layers(
    sizes: tuple[int, ...], batch: int, optimizer: str, rate: float, X: Array, Y: Array
) -> Step:
    """ReLU, ReLU, softmax, cross-entropy."""
    rng = np.random.default_rng(0)
    total = sum((a + 1) * b for a, b in pairwise(sizes))
    params, grads = np.empty(total, np.float32), np.empty(total, np.float32)
    params[:] = 0.05 * rng.standard_normal(total)
    W1, b1, W2, b2, W3, b3 = parameters(sizes, params)
    dW1, db1, dW2, db2, dW3, db3 = parameters(sizes, grads)
    x, a1, a2, a3 = (np.empty((batch, n), np.float32) for n in sizes)
    d1, d2, d3, y, z3 = (np.empty_like(a) for a in (a1, a2, a3, a3, a3))
    mask1, mask2 = np.empty(a1.shape, bool), np.empty(a2.shape, bool)
    row, L = np.empty((batch, 1), np.float32), np.empty(batch, np.float32)
    xT, a1T, a2T, W2T, W3T = x.T, a1.T, a2.T, W2.T, W3.T
    apply = update(optimizer, rate, params, grads)

    def step(indices: Array) -> None:
        np.take(X, indices, 0, x, "clip")
        np.take(Y, indices, 0, y, "clip")
        np.dot(x, W1, a1)
        np.add(a1, b1, a1)
        np.maximum(a1, 0, a1)
        np.dot(a1, W2, a2)
        np.add(a2, b2, a2)
        np.maximum(a2, 0, a2)
        np.dot(a2, W3, z3)
        np.add(z3, b3, z3)
        np.maximum.reduce(z3, axis=1, out=row, keepdims=True)
        np.subtract(z3, row, z3)
        np.exp(z3, a3)
        np.add.reduce(a3, axis=1, out=row, keepdims=True)
        np.divide(a3, row, a3)
        np.log(row, row)
        np.multiply(z3, y, z3)
        np.add.reduce(z3, axis=1, out=L)
        np.subtract(row[:, 0], L, L)
        float(np.add.reduce(L)) / batch
        np.subtract(a3, y, d3)
        np.divide(d3, batch, d3)
        np.dot(a2T, d3, dW3)
        np.add.reduce(d3, axis=0, out=db3)
        np.dot(d3, W3T, d2)
        np.greater(a2, 0, mask2)
        np.multiply(d2, mask2, d2)
        np.dot(a1T, d2, dW2)
        np.add.reduce(d2, axis=0, out=db2)
        np.dot(d2, W2T, d1)
        np.greater(a1, 0, mask1)
        np.multiply(d1, mask1, d1)
        np.dot(xT, d1, dW1)
        np.add.reduce(d1, axis=0, out=db1)
        apply()

    return step
