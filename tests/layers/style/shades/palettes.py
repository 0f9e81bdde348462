"""Palettes of other atlases: families with the strong colours that maps of wars have, and who meets whom."""

import colorsys

from atlas.model.colours import ColourPlan, plan_colours

FOUR = ("#d62728", "#1f77b4", "#2ca02c", "#000000")
EIGHT = ("#e41a1c", "#377eb8", "#4daf4a", "#984ea3", "#ff7f00", "#ffff33", "#a65628", "#f781bf")
TWENTY_FOUR = tuple(
    "#"
    + "".join(
        f"{round(255 * part):02x}"
        for part in colorsys.hls_to_rgb(number / 24, (0.35, 0.55, 0.75)[number % 3], 0.6)
    )
    for number in range(24)
)
_WIDE = 6


def plan(colours: tuple[str, ...], meetings: list[tuple[str, str]] | None = None) -> ColourPlan:
    """Return the plan of families f00, f01 … with these colours."""
    return plan_colours(((f"f{at:02}", colour, {}) for at, colour in enumerate(colours)), meetings)


def grid(count: int) -> list[tuple[str, str]]:
    """Return the families that meet on a grid six wide, where each has one cell, far from its own hue."""
    order = [7 * at % count for at in range(count)]
    steps = ((1, 0), (0, 1), (1, 1))
    cells = {(at % _WIDE, at // _WIDE): number for at, number in enumerate(order)}
    pairs = {
        tuple(sorted((f"f{number:02}", f"f{cells[x + dx, y + dy]:02}")))
        for (x, y), number in cells.items()
        for dx, dy in steps
        if (x + dx, y + dy) in cells
    }
    return sorted((first, second) for first, second in pairs)


PLANS = {"four": plan(FOUR), "eight": plan(EIGHT), "twenty-four": plan(TWENTY_FOUR, grid(24))}
