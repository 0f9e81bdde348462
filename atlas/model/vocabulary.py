"""The closed vocabulary: what a record may say, how well it may be attested, what a place may be."""

from enum import StrEnum


class Status(StrEnum):
    """What a record says of a force at a place."""

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
    """How surely a record holds on a day: by its windows, and by what lies between two attestations."""

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


STATUSES = tuple(Status)
"""The order that the columns `status` of `Index` number them in."""
STANDINGS = tuple(Standing)
SETTLEMENTS = ("capital", "city", "town", "village")
"""Kinds of site that are always there, largest first; others are there from their first record on."""
IN_EFFECT = frozenset({Status.CONTROL, Status.BESIEGED})
"""The statuses by which a force holds a place. Who does on a day: `atlas.effect`."""
