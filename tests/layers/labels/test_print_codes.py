"""In print, ground drawn in similar greys has a code on the map: ground, sites, presence."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from layers.labels.force_names import write_names
from layers.labels.label_grid import NameMap
from layers.labels.placement import Box
from layers.labels.written_name import Name
from layers.map.place_names import Label, visible_labels
from layers.still import one_map as pictures
from layers.still.draw import draw_map
from layers.style.context import DrawingContext
from layers.style.symbology import Hatch, Symbol
from layers.style.theme import theme_of
from tests.layers.style.test_colours import PRINT_FORCES, lightness

VIEWS = ("south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran")
DAYS = ("2014-07-20", "2016-03-01", "2017-11-12", "2018-07-10", "2018-12-01", "2020-12-17")
SIZES = ({"size": "print"}, {"size": "85x110", "unit": "mm"}, {"size": "social"})
SMALL_PX, MOST_LACKING = 19.3, 0.01
"""A piece so wide or high at most, without room for a letter of 6 pt in a column of 85 mm, may go without
where others crowd around it, and so few of all may."""
SEEN_PX = 6.0
"""Ground without room for a square of this side, in px at marks 1, is skipped."""


@dataclass
class Print:
    context: DrawingContext
    symbols: Mapping[str, Symbol]
    names: list[Name]
    labels: list[Label]


@pytest.fixture
def take(monkeypatch: pytest.MonkeyPatch, default_atlas: Atlas) -> Callable[..., Print]:
    labels: list[Label] = []
    prints: list[Print] = []

    def look_on(cells: NameMap, symbols: Mapping[str, Symbol]) -> list[Name]:
        names = write_names(cells, symbols)
        prints.append(Print(cells.context, symbols, names, list(labels)))
        return names

    def look_on_labels(context: DrawingContext, *more: tuple[Box, ...]) -> list[Label]:
        labels[:] = visible_labels(context, *more)  # type: ignore[arg-type]
        return list(labels)

    monkeypatch.setattr(pictures, "write_names", look_on)
    monkeypatch.setattr(pictures, "visible_labels", look_on_labels)

    def draw(**options: str) -> Print:
        prints.clear()
        draw_map(default_atlas, parse_request(default_atlas, {"theme": "print", **options}))
        return prints[-1]

    return draw


def holders(atlas: Atlas, symbol: Symbol) -> list[str]:
    forces = (symbol.leader, *symbol.partners) if symbol.held else ()
    return list(dict.fromkeys(atlas.forces[force].family for force in forces))


def near_greys(atlas: Atlas, symbols: Mapping[str, Symbol]) -> set[str]:
    """Return the families that hold ground in a grey closer to another's than print can show."""
    theme = theme_of(atlas, "print")
    greys: dict[str, set[float]] = {}
    for symbol in symbols.values():
        for number, force in enumerate((symbol.leader, *symbol.partners) if symbol.held else ()):
            family = atlas.families[atlas.forces[force].family]
            fill = theme.fill(atlas.forces[force], family) if number else symbol.ground
            greys.setdefault(family.id, set()).add(lightness(fill))
    return {
        family
        for pair in combinations(greys, 2)
        for family in pair
        if any(abs(grey - other) < PRINT_FORCES for grey, other in product(*(greys[each] for each in pair)))
    }


def seen_pieces(
    context: DrawingContext, grounds: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield each visible piece of ground with its expected code; a later zone lies on others."""
    extent = context.viewport.extent
    seen = shapely.box(0, 0, extent.width, extent.height)
    for codes in dict.fromkeys(codes for codes in grounds.values() if codes):
        ground = shapely.Polygon()
        for zone, shape in context.viewport.zones.items():
            same = grounds.get(zone, ()) == codes
            ground = ground.union(shape) if same else ground.difference(shape)
        for part in shapely.get_parts(ground.intersection(seen)):
            if not part.buffer(-SEEN_PX * context.marks / 2).is_empty:
                for code in codes:
                    yield code, part


def codes_at(printed: Print, piece: BaseGeometry) -> set[str]:
    near = piece.buffer(0.5)
    names = [
        f"{name.text} {name.code}" for name in printed.names if near.intersects(shapely.Point(name.x, name.y))
    ]
    return set(" ".join(names).replace("(", "").replace(")", "").split())


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size["size"])
@pytest.mark.parametrize("view", VIEWS)
def test_everything_in_similar_greys_has_its_code(
    take: Callable[..., Print], default_atlas: Atlas, view: str, size: dict[str, str]
) -> None:
    lacking, wanted = [], 0
    for day in DAYS:
        printed = take(view=view, date=day, **size)
        atlas, symbols = default_atlas, printed.symbols
        near = near_greys(atlas, symbols)
        zones = {zone: symbols.get(zone, Symbol()) for zone in printed.context.viewport.zones}
        held = {zone: holders(atlas, symbol) for zone, symbol in zones.items()}
        grounds = [
            {
                zone: tuple(code_of(atlas, own)) if near.intersection(own) else ()
                for zone, own in held.items()
            },
            {zone: tuple(code_of(atlas, patterned(symbol, held[zone]))) for zone, symbol in zones.items()},
        ]
        for code, piece in (
            piece_with_code for ground in grounds for piece_with_code in seen_pieces(printed.context, ground)
        ):
            wanted += 1
            if code not in codes_at(printed, piece):
                lacking.append((day, code, piece.bounds))
    small = SMALL_PX * printed.context.marks
    large = [piece for piece in lacking if min(piece[2][2] - piece[2][0], piece[2][3] - piece[2][1]) > small]
    assert wanted > len(DAYS)
    assert not large
    assert len(lacking) <= MOST_LACKING * wanted, (len(lacking), wanted, lacking)


def code_of(atlas: Atlas, families: list[str]) -> list[str]:
    return [atlas.families[family].code for family in families]


def patterned(symbol: Symbol, holding: list[str]) -> list[str]:
    """Return the families that only the pattern of a ground stands for."""
    signed = symbol.pattern and symbol.pattern.hatch in (Hatch.DOTS, Hatch.CROSS, Hatch.DASHES)
    return [family for family in symbol.over if family not in holding] if signed else []


def test_a_site_whose_holder_differs_from_its_ground_has_a_code(take: Callable[..., Print]) -> None:
    labels = [label.named.text for label in take(view="golan-hauran", date="2018-07-10").labels]
    assert "Khader · • IRN" in labels
    assert "Nawa" in labels


@pytest.mark.parametrize("zones", [("un-jubata",), ("muzayrib", "daraa-balad", "tafas")])
def test_ground_with_the_code_of_others_has_that_of_its_holder_too(
    take: Callable[..., Print], zones: tuple[str, ...]
) -> None:
    """Local groups hold the ground; with "• UN" or "• 4D" alone, the UN or the 4th Division would seem to."""
    printed = take(view="golan-hauran", date="2020-12-17", size="85x110", unit="mm")
    ground = shapely.union_all([printed.context.viewport.zones[zone] for zone in zones])
    codes = codes_at(printed, ground)
    assert "LOC" in codes
    assert "•" in codes or len(zones) == 1, "in a column the UN's code has no room beside it"
