"""Territories: which cells of a picture hang together. Pure arrays; knows no zone and no name."""

import numpy as np


def find_territories(inside: np.ndarray) -> np.ndarray:
    """Return a number for each cell (rows, columns): equal for cells inside that touch side by side.

    Each cell takes the least number of its row's stretch, then of its column's, until none has a lesser.
    """
    numbers = np.where(inside, np.arange(inside.size).reshape(inside.shape), inside.size)
    along, down = _stretches(inside), _stretches(inside.T)
    while True:
        spread = _least(_least(numbers, along).T, down).T
        if np.array_equal(spread, numbers):
            return numbers
        numbers = spread


def _stretches(inside: np.ndarray) -> np.ndarray:
    """Return where each stretch of a row begins that is inside or outside as a whole."""
    begins = np.ones(inside.shape, dtype=bool)
    begins[:, 1:] = inside[:, 1:] != inside[:, :-1]
    return np.flatnonzero(begins)


def _least(numbers: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """Return the numbers with each stretch's least in all of its cells."""
    flat = numbers.ravel()
    lengths = np.diff(begins, append=flat.size)
    return np.repeat(np.minimum.reduceat(flat, begins), lengths).reshape(numbers.shape)
