"""The drawing context: a viewport, a theme, a language and a scale of marks for every layer.

Two equal contexts draw the same, so constant parts are drawn once and cached.
"""

from dataclasses import dataclass, replace

from atlas.fonts.font_stack import FontStack
from atlas.model.atlas import Atlas
from layers.geometry.viewport import Viewport
from layers.style.theme import Theme, theme_of
from layers.svg.elements import Element, el, number
from text.translations import Words, load_words


@dataclass(frozen=True, slots=True)
class DrawingContext:
    """`marks` scales widths, symbols and type; `live` draws for the player and not for a still."""

    viewport: Viewport
    theme_name: str
    language: str
    marks: float = 1.0
    live: bool = False
    loud: frozenset[str] | None = None
    """The families that the picture is about, if the others are to be quiet."""
    adjusted: tuple[str, ...] = ()
    """The names that are pinned, dropped or moved, as written in the option `labels`."""
    most_points: int | None = None
    """The most towns and sites that are named, the most important ones; None for all that find room."""
    lands: bool = True
    """Whether countries are named."""

    @property
    def atlas(self) -> Atlas:
        """The atlas that is drawn."""
        return self.viewport.atlas

    @property
    def ground(self) -> "DrawingContext":
        """The context for parts that are the same on every information date, so that they are drawn once."""
        return replace(self, viewport=self.viewport.ground) if self.viewport.ground else self

    @property
    def land(self) -> "DrawingContext":
        """The context for parts that are the same whichever places are known: zones, land and water."""
        viewport = self.viewport
        while viewport.ground:
            viewport = viewport.ground
        return replace(self, viewport=viewport) if viewport is not self.viewport else self

    @property
    def theme(self) -> Theme:
        """The colours to draw with."""
        return theme_of(self.atlas, self.theme_name, self.loud)

    @property
    def fonts(self) -> FontStack:
        """The fonts of texts on the map, without those of a brand."""
        return self.atlas.fonts

    @property
    def words(self) -> Words:
        """The words to write with."""
        return load_words(self.language, self.atlas.meta.granularity)

    def stroke(
        self, colour: str, width: float, dash: str = "", opacity: float = 1.0
    ) -> dict[str, str | None]:
        """Return the attributes of a line; in the player it keeps its width while the map zooms."""
        return {
            "fill": "none",
            "stroke": colour,
            "stroke_width": f"{width * self.marks:.3g}",
            "stroke_dasharray": self.dash(dash) or None,
            "stroke_opacity": f"{opacity:g}" if opacity != 1 else None,
            "stroke_linejoin": "round",
            "vector_effect": "non-scaling-stroke" if self.live else None,
        }

    def mark(self, x: float, y: float, zoom: float, parts: list[Element], **more: str | None) -> Element:
        """Put parts at a point of the map; in the player they keep their size while it zooms.

        The player shows a mark from its zoom on (`visibility`) and on its days (`display`).
        """
        at = f"translate({number(x)} {number(y)})"
        if not self.live:
            return el("g", *parts, transform=at, **more)
        hidden = {"visibility": "hidden"} if zoom > 1 or more.get("data_until") else {}
        here = {"data_zoom": number(zoom)}
        return el("g", *parts, class_="mark", transform=at, **here, **(hidden | more))

    def dash(self, pattern: str) -> str:
        """Return a dash pattern scaled with the marks."""
        return " ".join(f"{float(part) * self.marks:g}" for part in pattern.split())
