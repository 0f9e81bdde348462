"""The closed vocabulary: statuses, standings, certainties and kinds of place."""

from enum import StrEnum


class Status(StrEnum):
    """What a record states about a force at a place."""

    CONTROL = "control"
    NOMINAL = "nominal"
    PRESENCE = "presence"
    CONTESTED = "contested"
    BESIEGED = "besieged"
    ABSENT = "absent"


class Standing(StrEnum):
    """How well a record is attested, strongest first."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    CLAIMED = "claimed"
    DISPUTED = "disputed"


class Certainty(StrEnum):
    """How certain a record is on a day: by its windows, and by the gap between two attestations."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Shape(StrEnum):
    """What a place is on the map: a polygon, a point or a line."""

    ZONE = "zone"
    SITE = "site"
    LINE = "line"


class LineStyle(StrEnum):
    """How a policy on boundaries draws a line."""

    INTERNATIONAL = "international"
    DISPUTED = "disputed"
    OCCUPIED = "occupied"
    CEASEFIRE = "ceasefire"
    HIDDEN = "hidden"


class WorldPart(StrEnum):
    """What an atlas without a basemap shows of the world that ships with the program."""

    COUNTRIES = "countries"
    LAND = "land"
    NONE = "none"


STATUSES = tuple(Status)
"""The order in which the column `status` of `Index` numbers them."""
STANDINGS = tuple(Standing)
SETTLEMENTS = ("capital", "city", "town", "village")
"""Kinds of site that always exist, largest first; others exist from their first record on."""
RANKS_OF_KINDS = {"capital": 1, "city": 1, "town": 2}
OTHER_RANK = 3
"""The rank of a site that has none of its own, by its kind: 1 is labelled first, 5 last."""
ARROW = "arrow"
"""The kind of line that is the advance of a force, in the direction of its points."""
IN_EFFECT = frozenset({Status.CONTROL, Status.BESIEGED})
"""The statuses by which a force controls a place. See `atlas.history.in_effect` for who does on a day."""
