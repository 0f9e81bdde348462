"""Required parts of a picture: the note on borders, a scale from zero, legible codes, its own size."""

import re
from itertools import product

import pytest

from atlas.model.atlas import Atlas
from atlas.request.request import Request, parse_request
from layers.geometry.viewport import fit, visible_bbox
from layers.map.borders import shows_choice
from layers.still.draw import draw_map
from layers.still.locator_and_scale import scale_for
from outputs.metadata.about import describe
from outputs.metadata.file_names import name_file

SIZES = ("social", "square", "story", "300x250", "250x120", "390x600", "700x420")
TEXT = re.compile(r"<text([^>]*)>([^<]*)</text>")
NUMBER = re.compile(r'(?:^| )(x|y|font-size)="(-?[\d.]+)"')


def drawn(atlas: Atlas, **options: str) -> tuple[Request, str]:
    request = parse_request(atlas, options)
    return request, draw_map(atlas, request)


def text_of(svg: str) -> str:
    """Return the texts of a picture as they are read, without marks of direction, lines joined."""
    return " ".join(text.strip("\u202b\u202c\u200f") for _, text in TEXT.findall(svg))


def note_in(atlas: Atlas, request: Request, svg: str) -> bool:
    policy = atlas.policies[request.borders]
    return any(note.translate(request.lang) in text_of(svg) for note in (policy.note, policy.short))


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("size", SIZES)
def test_the_note_on_borders_is_in_every_picture_that_shows_one(
    default_atlas: Atlas, size: str, lang: str
) -> None:
    for view, plain in product(("golan-hauran", "south-and-east"), ("0", "1")):
        request, svg = drawn(default_atlas, view=view, size=size, lang=lang, plain=plain)
        assert shows_choice(default_atlas, request.borders, visible_bbox(default_atlas, request))
        assert note_in(default_atlas, request, svg), (view, plain)


@pytest.mark.parametrize("size", ["85x110", "60x60", "210x148"])
@pytest.mark.parametrize("policy", ["de-facto", "un"])
def test_the_note_on_borders_is_in_small_prints(default_atlas: Atlas, size: str, policy: str) -> None:
    options = {"view": "golan-hauran", "size": size, "unit": "mm", "theme": "print", "borders": policy}
    request, svg = drawn(default_atlas, **options)
    assert note_in(default_atlas, request, svg)


@pytest.mark.parametrize("plain", ["0", "1"])
def test_without_such_a_border_there_is_no_note(default_atlas: Atlas, plain: str) -> None:
    for size in ("social", "300x250"):
        request, svg = drawn(default_atlas, bbox="40.2,34.1,40.6,34.4", size=size, plain=plain)
        assert not note_in(default_atlas, request, svg)


def attributes(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in NUMBER.findall(text)}


@pytest.mark.parametrize(
    ("size", "lang"), [("social", "en"), ("square", "ar"), ("story", "en"), ("700x420", "en")]
)
def test_the_scale_starts_at_zero_and_ends_at_its_own_ticks(
    default_atlas: Atlas, size: str, lang: str
) -> None:
    _, svg = drawn(default_atlas, view="albu-kamal", size=size, lang=lang)
    part = svg[svg.index('id="scale"') :]
    zero, kilometres, miles = (attributes(tag)["x"] for tag, _ in TEXT.findall(part)[:3])
    assert TEXT.findall(part)[0][1] == "0"
    data = re.search(
        r' d="M([\d.]+) ([\d.]+)V([\d.]+)M([\d.]+) ([\d.]+)H([\d.]+)M([\d.]+)[^M]+M([\d.]+)', part
    )
    assert data
    start, *_, begin, _, far, km, mi = map(float, data.groups())
    assert start == begin == pytest.approx(zero, abs=0.02)
    assert (km, mi) == (pytest.approx(kilometres, abs=0.02), pytest.approx(miles, abs=0.02))
    assert far == max(km, mi)
    assert (mi - zero) / (km - zero) == pytest.approx(ratio_of(part), rel=0.01)


def ratio_of(part: str) -> float:
    """Return the length of a scale's miles in its kilometres."""
    km, miles = (float(re.sub(r"\D", "", text)) for _, text in TEXT.findall(part)[1:3])
    return miles * 1.609344 / km


def test_the_scale_is_never_longer_than_its_room(default_atlas: Atlas) -> None:
    for view in default_atlas.views.values():
        scale = scale_for(fit(view.bbox, 1200, 600), 92)
        assert max(scale.km_px, scale.miles_px) <= 92


@pytest.mark.parametrize(
    "options", [{"size": "85x110", "unit": "mm"}, {"size": "60x60", "unit": "mm"}, {}, {"size": "300x250"}]
)
def test_codes_are_no_larger_than_the_type_of_the_legend(
    default_atlas: Atlas, options: dict[str, str]
) -> None:
    _, svg = drawn(default_atlas, view="golan-hauran", theme="print", **options)
    codes = {family.code for family in default_atlas.families.values()}
    names = {family.name.translate("en") for family in default_atlas.families.values()} - codes
    sizes = [(text, attributes(tag)["font-size"]) for tag, text in TEXT.findall(svg)]
    body = [size for text, size in sizes if text in names]
    keyed = svg[svg.index('id="legend"') :] if 'id="legend"' in svg else ""
    coded = [attributes(tag)["font-size"] for tag, text in TEXT.findall(keyed) if text in codes]
    assert not coded or max(coded) <= max(body)


@pytest.mark.parametrize(
    ("options", "suffix", "name"),
    [
        ({"size": "square"}, "png", "marchland-2020-12-17-albu-kamal-square.png"),
        ({"size": "square"}, "mp4", "marchland-2020-12-17-albu-kamal-square.mp4"),
        ({"size": "story"}, "gif", "marchland-2020-12-17-albu-kamal-story.gif"),
        ({}, "png", "marchland-2020-12-17-albu-kamal-social.png"),
        ({"size": "800x600"}, "svg", "marchland-2020-12-17-albu-kamal-800x600.svg"),
        ({"size": "800x600@2"}, "webp", "marchland-2020-12-17-albu-kamal-800x600-2x.webp"),
        ({"size": "85x110", "unit": "mm"}, "pdf", "marchland-2020-12-17-albu-kamal-85x110-mm.pdf"),
        ({"size": "square"}, "csv", "marchland-2020-12-17-albu-kamal.csv"),
    ],
)
def test_files_name_their_size(default_atlas: Atlas, options: dict[str, str], suffix: str, name: str) -> None:
    request = parse_request(default_atlas, {"view": "albu-kamal", "date": "2020-12-17", **options})
    assert name_file(request, suffix) == name


def test_the_permalink_of_a_picture_names_its_size(default_atlas: Atlas) -> None:
    for size in ("social", "square", "800x600"):
        about = describe(default_atlas, parse_request(default_atlas, {"size": size}))
        assert f"size={size}" in about.permalink
