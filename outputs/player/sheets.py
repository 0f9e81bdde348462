"""The sheets of the player: the parts of the drawing, each an SVG of its own over the last.

Those that change with the information date are apart from those that do not. Contains no days.
"""

from functools import lru_cache

from layers.labels.written_name import Name
from layers.map.borders import draw_live_borders
from layers.map.difference_outlines import Frames, draw_live_frames
from layers.map.events import draw_live_events
from layers.map.extras import draw_extras
from layers.map.ground.modelled_ground import draw_modelled
from layers.map.land import draw_admin, draw_land, draw_water
from layers.map.lines_and_claims import Claim, draw_claims, draw_lines
from layers.map.place_names import draw_labels, draw_name, draw_sites, visible_labels
from layers.map.zones import draw_live_edges, draw_live_zones
from layers.style.context import DrawingContext
from layers.style.patterns import draw_patterns
from layers.style.theme import FONTS
from layers.svg.elements import Element, Markup, el, group, serialise
from outputs.player.compile_tracks import SymbolTracks

STACK = ("base", "zones", "edges", "over", "claims", "frames", "events", "marks", "names", "patterns")
"""The sheets, bottom to top. Claims, frames, marks, names and patterns depend on what is known.

Frames are present when two accounts are compared.
"""


@lru_cache(maxsize=32)
def draw_still_sheets(
    context: DrawingContext, borders: str, hidden: frozenset[str], extras: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Return the sheets that stay on an earlier information date."""
    stacked: dict[str, list[Element | Markup]] = {
        "base": [draw_land(context.land)],
        "zones": [draw_live_zones(context)],
        "edges": [draw_live_edges(context)],
        "over": [
            *([modelled] if (modelled := draw_modelled(context)) else []),
            draw_admin(context.land),
            draw_water(context.land),
            *([draw_extras(context.land, extras)] if extras else []),
            draw_live_borders(context, borders),
            draw_lines(context.ground, hidden),
        ],
        "events": [draw_live_events(context)],
    }
    return tuple((name, serialise(_sheet(context, drawn))) for name, drawn in stacked.items())


@lru_cache(maxsize=32)
def _marks_sheet(context: DrawingContext) -> str:
    """Return the sheet of sites and labels; a site not yet known takes no room."""
    labels = visible_labels(context.ground)
    return serialise(_sheet(context, [draw_sites(context, labels, {}), draw_labels(context, labels)]))


def draw_known_sheets(
    context: DrawingContext, symbols: SymbolTracks, names: list[Name], claims: list[Claim]
) -> list[tuple[str, str]]:
    """Return the sheets that change with the information date."""
    written = [draw_name(context, name, f"name-{number}") for number, name in enumerate(names)]
    stacked = {
        "claims": draw_claims(context, claims),
        "names": group("layer-names", written),
        "patterns": draw_patterns(symbols.patterns(), context.marks),
    }
    sheets = [(name, serialise(_sheet(context, [drawn]))) for name, drawn in stacked.items()]
    return [*sheets, ("marks", _marks_sheet(context))]


def draw_frame_sheet(context: DrawingContext, frames: Frames) -> list[tuple[str, str]]:
    """Return the sheet of the outlines around what differs, if two accounts are compared."""
    drawn = draw_live_frames(context, frames) if context.atlas.other else []
    return [("frames", serialise(_sheet(context, list(drawn))))] if drawn else []


def _sheet(context: DrawingContext, drawn: list[Element | Markup]) -> Element:
    extent = context.viewport.extent
    return el(
        "svg",
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {extent.width:g} {extent.height:g}",
        overflow="visible",
        font_family=FONTS,
        direction="ltr",
        aria_hidden="true",
    )
