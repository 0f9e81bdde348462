"""Names of forces are on their own ground or have a line into it; none is on another's or written twice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.history.changes import compile_changes
from atlas.history.value_tracks import value_on
from atlas.model.atlas import Atlas
from atlas.model.colours import contrast
from atlas.model.edtf_dates import parse_day
from atlas.request.request import parse_request
from layers.geometry.viewport import Viewport
from layers.labels.force_names import write_names
from layers.labels.label_grid import NameMap
from layers.labels.named import LANDS
from layers.labels.placement import Box, overlap, text_box
from layers.labels.print_codes import held_code, over_code
from layers.labels.written_name import Name, break_in_two, leader_box, leader_reach, name_box
from layers.map.name_grounds import list_name_grounds
from layers.map.place_names import Label, find_namesakes, visible_labels
from layers.still import one_map as pictures
from layers.still.draw import draw_map
from layers.style.colour import halves, legible_on
from layers.style.context import DrawingContext
from layers.style.evidence_age import symbolizer_for
from layers.style.symbology import Symbol
from outputs.player.compile_tracks import land_tracks, name_tracks, symbol_tracks
from outputs.player.payload import Canvas, live_context
from text.translations import load_words

SIZES = ("social", "square", "story", "700x420", "390x600")
DAYS = (
    "2011-04-01", "2013-03-24", "2014-07-20", "2015-06-01", "2016-03-01", "2017-06-10",
    "2017-11-12", "2018-02-10", "2018-07-10", "2018-08-05", "2020-12-17", "2021-06-30",
)  # fmt: skip
VIEWS = ("south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran")
LEAST_INSIDE = 0.98
"""The share of a name's box that lies on its ground; the rest is the grain of the cells."""
LEAST_CONTRAST = 4.5


@dataclass
class Written:
    """The writing on the map of a still."""

    context: DrawingContext
    symbols: Mapping[str, Symbol]
    names: list[Name]
    labels: list[Label]
    svg: str = ""


@pytest.fixture
def write(monkeypatch: pytest.MonkeyPatch, default_atlas: Atlas) -> "Writer":
    return Writer(default_atlas, monkeypatch)


class Writer:
    """Draws stills and records what is written."""

    def __init__(self, atlas: Atlas, patch: pytest.MonkeyPatch) -> None:
        self.atlas, self.stills = atlas, list[Written]()
        patch.setattr(pictures, "write_names", self._look_on)
        patch.setattr(pictures, "visible_labels", self._look_on_labels)
        self._labels: list[Label] = []

    def _look_on(self, cells: NameMap, symbols: Mapping[str, Symbol]) -> list[Name]:
        names = write_names(cells, symbols)
        self.stills.append(Written(cells.context, symbols, names, self._labels))
        return names

    def _look_on_labels(
        self,
        context: DrawingContext,
        reserved: tuple[Box, ...],
        featured: frozenset[str],
        codes: tuple[tuple[str, str], ...],
    ) -> list[Label]:
        self._labels = visible_labels(context, reserved, featured, codes)
        return self._labels

    def __call__(self, **options: str) -> Written:
        self.stills.clear()
        svg = draw_map(self.atlas, parse_request(self.atlas, options))
        (written,) = self.stills
        written.svg = svg
        return written


def text_of(atlas: Atlas, symbol: Symbol, language: str) -> str:
    if symbol.changing:
        return load_words(language)["changing"]
    forces = (symbol.leader, *symbol.partners[:1])
    return " + ".join(atlas.forces[force].short.translate(language) for force in forces)


def texts_of(context: DrawingContext, symbol: Symbol) -> set[str]:
    """Return the texts allowed on ground with a symbol: its name, in print its family's code."""
    if not symbol.held:
        return codes_of(context, symbol)
    return {text_of(context.atlas, symbol, context.language), *codes_of(context, symbol)}


def codes_of(context: DrawingContext, symbol: Symbol) -> set[str]:
    """Return the codes of ground with a symbol: of its holders, and of those in its pattern."""
    return (
        {held_code(context, symbol), over_code(context, symbol)} - {""}
        if context.theme_name == "print"
        else set()
    )


def ground_of(context: DrawingContext, symbols: Mapping[str, Symbol], text: str) -> BaseGeometry:
    """Return the visible ground of a name in px: its zones, less what lies on them."""
    ground = shapely.Polygon()
    for zone, shape in context.viewport.zones.items():
        symbol = symbols.get(zone)
        if symbol and text in texts_of(context, symbol):
            ground = ground.union(shape)
        elif symbol and symbol.ground:
            ground = ground.difference(shape)
    return ground


def on_ground(viewport: Viewport, ground: BaseGeometry, name: Name) -> bool:
    """Return whether a name is on a ground, or its line ends in it, from its own zoom on."""
    if name.led:
        return bool(ground.contains(shapely.Point(name.x, name.y)))
    left, top, right, bottom = name_box(name)
    x, y, zoom = name.x, name.y, name.zoom
    box = shapely.box(
        x + (left - x) / zoom, y + (top - y) / zoom, x + (right - x) / zoom, y + (bottom - y) / zoom
    )
    return bool(box.intersection(ground).area >= LEAST_INSIDE * box.area)


def boxes_of(names: Iterable[Name]) -> Iterator[tuple[str, Box]]:
    for name in names:
        yield name.text, name_box(name)
        if line := leader_box(name):
            yield f"line of {name.text}", line


def label_boxes(labels: Iterable[Label]) -> Iterator[tuple[str, Box]]:
    for label in labels:
        candidate = label.placed.candidate
        left, top, right, bottom = text_box(candidate, label.placed.spot)
        yield (
            label.named.text,
            (candidate.x + left, candidate.y + top, candidate.x + right, candidate.y + bottom),
        )


def check(written: Written) -> int:
    """Check that everything is where it belongs, and return how many names there are."""
    context, extent = written.context, written.context.viewport.extent
    for name in written.names:
        assert on_ground(context.viewport, ground_of(context, written.symbols, name.text), name), name
        assert contrast(name.ink, name.halo) >= LEAST_CONTRAST, name
    boxes = [*boxes_of(written.names)]
    lands = {label.named.text.casefold() for label in written.labels if label.named.style in LANDS}
    named = {name.text.casefold() for name in written.names}
    others = [label for label in written.labels if label.named.text.casefold() not in lands & named]
    for (first, box), (second, taken) in combinations(boxes, 2):
        assert not overlap(box, taken) or first == f"line of {second}" or second == f"line of {first}", (
            first,
            second,
        )
    for (first, box), (second, taken) in product(boxes, label_boxes(others)):
        assert not overlap(box, taken), (first, second)
    for text, (left, top, right, bottom) in boxes:
        assert left >= 0 and top >= 0 and right <= extent.width and bottom <= extent.height, text
    for text in lands & named:
        assert f">{text.upper()}<" not in written.svg, text
    return len(written.names)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
def test_names_are_on_their_own_ground(write: Writer, view: str, size: str) -> None:
    assert sum(check(write(view=view, size=size, date=day)) for day in DAYS) >= len(DAYS)


@pytest.mark.parametrize("theme", ["dark", "print"])
@pytest.mark.parametrize("view", VIEWS)
def test_names_are_on_their_own_ground_in_every_theme(write: Writer, view: str, theme: str) -> None:
    days = DAYS if theme == "print" else DAYS[2::4]
    for size, day in product(("social", "390x600"), days):
        assert check(write(view=view, size=size, date=day, theme=theme)), (size, day)


@pytest.mark.parametrize("size", SIZES[::2])
def test_names_are_on_their_own_ground_in_arabic(write: Writer, size: str) -> None:
    for view, day in product(VIEWS, DAYS[2::4]):
        assert check(write(view=view, size=size, date=day, lang="ar")), (view, day)


@pytest.mark.parametrize("size", [(1080, 572), (390, 600)])
@pytest.mark.parametrize("view", VIEWS)
def test_names_of_the_player_are_on_their_own_ground(
    default_atlas: Atlas, view: str, size: tuple[int, int]
) -> None:
    request = parse_request(default_atlas, {"view": view})
    context = live_context(default_atlas, request, Canvas(*size, 0.5, 4))
    symbolizer, changes = (
        symbolizer_for(default_atlas, request),
        compile_changes(default_atlas, request.known),
    )
    symbols = symbol_tracks(symbolizer, changes, context.viewport.zones)
    names, tracks = name_tracks(list_name_grounds(context), symbols)
    lands = land_tracks(default_atlas, find_namesakes(context, visible_labels(context)), names, tracks)
    for day in map(parse_day, DAYS):
        visible = [
            name for number, name in enumerate(names) if value_on(tracks.get(f"name-{number}", []), day)
        ]
        now = symbols.on(day)
        for name in visible:
            assert on_ground(context.viewport, ground_of(context, now, name.text), name), (day, name)
        texts = {name.text.casefold() for name in visible}
        for land, track in lands.items():
            text = default_atlas_land(default_atlas, land).casefold()
            assert value_on(track, day) == (text not in texts), (land, day)
        first = [(text, box) for name in visible if at_rest(name) for text, box in boxes_of([name])]
        for (own, box), (other_text, taken) in combinations(first, 2):
            assert not overlap(box, taken) or "line of" in own + other_text, (own, other_text)


def at_rest(name: Name) -> bool:
    """Whether a name shows at the zoom at which a map opens; test_phone_names has those of phones."""
    return name.zoom <= 1 and not 0 < name.until <= 1


def default_atlas_land(atlas: Atlas, label: str) -> str:
    return next(land.name.translate("en") for land in atlas.basemap.land if f"land-{land.id}" == label)


def test_a_land_and_a_force_with_one_name_are_labelled_once(write: Writer) -> None:
    day = write(view="golan-hauran", date="2018-07-10")
    assert "Israel" in [name.text for name in day.names]
    assert "ISRAEL" not in day.svg
    hidden = write(view="golan-hauran", date="2018-07-10", hide="israel")
    assert "ISRAEL" in hidden.svg


def test_a_narrow_strip_is_named_beside_it_with_a_line(write: Writer) -> None:
    names = {name.text: name for name in write(view="albu-kamal", date="2020-12-17").names}
    name = names["Iran-aligned"]
    assert name.aside
    reach, width = abs(leader_reach(name)), abs(name.aside)
    assert 0 < reach < width


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Iran-aligned", ("Iran-", "aligned")),
        ("Yarmouk Martyrs", ("Yarmouk", "Martyrs")),
        ("ISIS", ()),
        ("-", ()),
        ("", ()),
        ("a b c d", ("a b", "c d")),
    ],
)
def test_names_break_where_reading_allows(text: str, lines: tuple[str, ...]) -> None:
    assert break_in_two(text) == lines


def test_ink_that_does_not_read_becomes_black_or_white() -> None:
    assert legible_on("#777777", "#888888") in ("#000000", "#ffffff")
    assert legible_on("#925900", "#ffffff") == "#925900"
    for half, ground in zip(
        halves(legible_on("light-dark(#eeeeee,#222222)", "light-dark(#ffffff,#000000)")),
        ("#ffffff", "#000000"),
        strict=True,
    ):
        assert contrast(half, ground) >= LEAST_CONTRAST
