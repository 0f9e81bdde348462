"""Cited sources: an embed refers to the sources that its page already lists by their lines.

`assets/embedded/cited_sources.js` reads them from the page.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

_DOT = " · "


def order_sources(sources: Sequence[Row], lines: Sequence[str]) -> list[int | None]:
    """Return the numbers of the sources in the order of the payload: first those in lines of the page.

    None stands for a line that does not identify a publisher and a day.
    """
    numbers = {(row["publisher"], row["published"]): at for at, row in reversed(list(enumerate(sources)))}
    listed = [numbers.get(read_line(line)) for line in lines]
    return [*listed, *(at for at in range(len(sources)) if at not in set(listed))]


def read_line(line: str) -> tuple[str, str]:
    """Return publisher and day of publication from a line."""
    publisher, _, published = line.partition(_DOT)
    return publisher, published


def renumber(rows: Sequence[Row], order: Sequence[int | None]) -> list[Row]:
    """Return rows with their sources renumbered in that order."""
    places = {number: at for at, number in enumerate(order)}
    return [{**row, "sources": [places[number] for number in row["sources"]]} for row in rows]
