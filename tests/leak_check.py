"""Leaks: everything readable in files and answers, and an atlas with secrets to look for.

For every test that makes files or answers: `secret_pieces` sets embargoes and coarsening, `find_leaks`
searches.
"""

import re
import zlib
from collections.abc import Iterable
from typing import Any

from tests.atlases import (
    EVENTS,
    FAMILIES,
    FORCES,
    RECORDS,
    SITES,
    SOURCES,
    ZONES,
    collection,
    edit,
    feature,
    pieces,
)

HELD_UNTIL = "2026-11-24T10:00:00+02:00"
SECRETS = ("umbra", "Umbra", "penumbra", "2018-03-17", "2018-03-19")
"""Words and days that only embargoed rows contain."""
POINT = (38.51234, 33.49876)
"""The exact position of the gate; its records coarsen it by 20 km."""
BLUR_KM = 20


def secret_pieces(**changes: Any) -> dict[str, Any]:
    """Return pieces of an atlas with embargoes on a place, a force, a source, and their records."""
    held = f",{HELD_UNTIL},"
    records = "\n".join(
        f"{line},," if number else f"{line},hold_until,fuzz_km"
        for number, line in enumerate(RECORDS.splitlines())
    )
    records += (
        f"\numbra-den,umbra-den,umbra,control,2018-03-17,,reported,,,,,umbra-source,Umbra note{held}"
        f"\numbra-west,west,umbra,presence,2018-03-17,,disputed,Umbra,,,west-army,umbra-relay,"
        f"Umbra note{held}\n"
    )
    events = "\n".join(
        f"{line}," if number else f"{line},hold_until" for number, line in enumerate(EVENTS.splitlines())
    )
    raid = "umbra-raid,2018-03-17,umbra-den,,,Umbra raid,Umbra text,raid,reported,,umbra-source,umbra,army"
    events += f"\n{raid},{HELD_UNTIL}\n"
    return pieces(
        **{
            "records.csv": records,
            "events.csv": events,
            "families.csv": FAMILIES + "penumbra,Penumbra,,PEN,#123456\n",
            "forces.csv": FORCES + "umbra,Umbra force,,penumbra,,,,unit,,\n",
            "sources.csv": SOURCES
            + "umbra-source,Umbra Press,Umbra title,https://example.org/umbra,,2018-03-19,en,umbra-origin,none\n"
            + "umbra-origin,Umbra Wire,Umbra first,,,2018-03-19,en,,none\n"
            + "umbra-relay,Umbra Post,Umbra again,,,2018-03-19,en,umbra-source,none\n",
            "sites.geojson": collection(
                *SITES["features"], feature("umbra-den", "Point", [40.12345, 34.54321])
            ),
            "zones.geojson": collection(
                *ZONES["features"],
                feature("umbra-ring", "", None, derive={"circle_of": "umbra-den", "km": 5}),
            ),
        }
        | changes
    )


def blurred_pieces(**changes: Any) -> dict[str, Any]:
    """Return pieces of an atlas whose gate is coarsened by a record, with an event near it."""
    records = "\n".join(
        f"{line},fuzz_km" if not number else f"{line},{BLUR_KM if line.startswith('gate-') else ''}"
        for number, line in enumerate(RECORDS.splitlines())
    )
    gate = feature("gate", "Point", list(POINT), kind="crossing", rank=1)
    events = edit(EVENTS, "handover,2018-01-08,gate,,,", f"handover,2018-01-08,gate,{POINT[0]},{POINT[1]},")
    return pieces(
        **{"records.csv": records + "\n", "events.csv": events, "sites.geojson": collection(gate)} | changes
    )


def find_leaks(data: bytes, secrets: Iterable[str] = SECRETS) -> list[str]:
    """Return the secrets that can be read in a file or answer, including its compressed parts."""
    readable = b"\n".join([data, *_unpacked(data)]).decode("utf-8", errors="replace")
    return [secret for secret in secrets if secret in readable]


def _unpacked(data: bytes) -> Iterable[bytes]:
    """Yield what any zlib stream in the data holds: chunks of PNG, streams of PDF, gzip apart."""
    for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            yield zlib.decompressobj().decompress(data[start.start() :])
        except zlib.error:
            continue
    if data[:2] == b"\x1f\x8b":
        yield zlib.decompress(data, wbits=31)
