"""Tables in Markdown."""

from collections.abc import Iterable


def format_table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Return the lines of a table, with an empty one after it."""
    listed = list(head)
    return [_row(listed), "|" + "---|" * len(listed), *map(_row, rows), ""]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
