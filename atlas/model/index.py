"""The records of an atlas as columns of numbers, from which the holdings of a day are computed."""

from dataclasses import dataclass, field

import numpy as np

from atlas.model.edtf_dates import FOREVER, NEVER

_ABSENT = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Index:
    """The records as columns of equal length, sorted by place, for computing the holdings of a day.

    All days are int32. `place` and `force` are numbers of the atlas' places and forces in their order;
    `status` and `standing` are numbers of STATUSES and STANDINGS. `standing` is the computed standing, or the
    lower one that an author states: `stated`, -1 if none is.
    """

    place: np.ndarray
    force: np.ndarray
    status: np.ndarray
    standing: np.ndarray
    stated: np.ndarray
    from_earliest: np.ndarray
    from_latest: np.ndarray
    to_earliest: np.ndarray
    to_latest: np.ndarray
    reported: np.ndarray
    retracted: np.ndarray
    attested: np.ndarray
    from_open: np.ndarray
    """True if the start is `../A`: true by then, beginning unknown."""
    to_open: np.ndarray
    """True if the end is `A/..`: still true just before, end unknown."""
    to_reported: np.ndarray = field(default_factory=lambda: _ABSENT)
    """When the end became public; FOREVER if there is none."""
    confirmed: np.ndarray = field(default_factory=lambda: _ABSENT)
    """The column `confirmed`; NEVER if it is empty."""

    def __post_init__(self) -> None:
        """Fill in what archives of an earlier program lack: an end becomes known with its record."""
        if self.to_reported is _ABSENT:
            known = np.where(self.to_latest < FOREVER, self.reported, FOREVER).astype(np.int32)
            object.__setattr__(self, "to_reported", known)
        if self.confirmed is _ABSENT:
            object.__setattr__(self, "confirmed", np.full(len(self.place), NEVER, dtype=np.int32))

    def __len__(self) -> int:
        return len(self.place)
