"""Territories: connected cells of a picture. Works on arrays only; contains no zones and no names."""

import numpy as np


def find_territories(inside: np.ndarray) -> np.ndarray:
    """Return a number for each cell (rows, columns): the same for inside cells that touch side by side.

    Each cell takes the least number in its row's stretch, then in its column's, until nothing changes.
    """
    numbers = np.where(inside, np.arange(inside.size).reshape(inside.shape), inside.size)
    along, down = _stretches(inside), _stretches(inside.T)
    while True:
        spread = _least(_least(numbers, along).T, down).T
        if np.array_equal(spread, numbers):
            return numbers
        numbers = spread


def _stretches(inside: np.ndarray) -> np.ndarray:
    """Return where each stretch of a row begins that is wholly inside or wholly outside."""
    begins = np.ones(inside.shape, dtype=bool)
    begins[:, 1:] = inside[:, 1:] != inside[:, :-1]
    return np.flatnonzero(begins)


def _least(numbers: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """Return the numbers with the least number of each stretch in all of its cells."""
    flat = numbers.ravel()
    lengths = np.diff(begins, append=flat.size)
    return np.repeat(np.minimum.reduceat(flat, begins), lengths).reshape(numbers.shape)
