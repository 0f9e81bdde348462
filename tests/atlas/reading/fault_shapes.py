"""Faults of geometry, of derived places and of the settings."""

from typing import Any

from tests.atlas.reading.fault_cases import Case, Files, add_feature, derive, put, toml_case, zone_case
from tests.atlases import collection, edit, feature, format_features, square

BOWTIE = [[[36, 32], [37, 33], [37, 32], [36, 33], [36, 32]]]


def twice(files: Files) -> None:
    """Write the name of a site a second time in the same object."""
    text = format_features(files["sites.geojson"])
    files["sites.geojson"] = edit(text, '"kind": "crossing"', '"kind": "crossing", "name": "Other"')


SHAPES = [
    zone_case(
        "type",
        [36, 33],
        "is a Point, which is not allowed in this file. Use Polygon or MultiPolygon",
        "Point",
    ),
    zone_case(
        "collection", [], "is a GeometryCollection, which is not allowed in this file", "GeometryCollection"
    ),
    zone_case("no geometry", None, "has no geometry. Draw it, or delete the feature", ""),
    zone_case(
        "self-crossing",
        BOWTIE,
        "is not a valid polygon: Self-intersection[36.5 32.5]. Redraw it at that point",
    ),
    zone_case(
        "unclosed", [square(36, 32)[0][:-1]], "has a ring that is not closed. Repeat its first position"
    ),
    zone_case("too few", [[[36, 32], [37, 33], [36, 32]]], "has a ring with fewer than 4 positions"),
    zone_case("empty", [], "is empty or is not a list of positions"),
    zone_case("text", [[["36", "32"]] * 4], "has a position that is not [longitude, latitude]"),
    zone_case("ragged", [[[36, 32], [37], [37, 33], [36, 32]]], "not [longitude, latitude]"),
    zone_case(
        "not finite", [[[36, 32], [float("nan"), 33], [37, 33], [36, 32]]], "that is not a finite number"
    ),
    zone_case(
        "swapped past the pole", [[[33, 136], [34, 136], [34, 137], [33, 136]]], "outside the valid range"
    ),
    zone_case(
        "swapped",
        square(31.5, 38, 0.5),
        "longitude and latitude are swapped: [31.5, 38]. Longitude comes first",
    ),
    zone_case(
        "outside",
        square(400, 32),
        "has coordinates outside the valid range: [400, 32]. Check that they are in degrees (EPSG:4326)",
    ),
    zone_case("twin", square(41, 34), "has the same shape as feature 2. Delete one"),
    Case(
        "short line",
        add_feature("lines.geojson", "new", "LineString", [[36, 32], [36, 32]]),
        "lines.geojson",
        3,
        "geometry",
        None,
        "has a line with fewer than 2 different positions",
        feature=2,
    ),
    Case(
        "property with a typo",
        add_feature("sites.geojson", "new", "Point", [36, 33], acuracy_km=3),
        "sites.geojson",
        3,
        "acuracy_km",
        "3",
        'is not a known property. Did you mean "accuracy_km"?',
        feature=2,
    ),
    Case(
        "letters that changed places",
        add_feature("sites.geojson", "new", "Point", [36, 33], knid="post"),
        "sites.geojson",
        3,
        "knid",
        "post",
        'is not a known property. Did you mean "kind"?',
        feature=2,
    ),
    Case(
        "translation that is no text",
        add_feature("sites.geojson", "new", "Point", [36, 33], name_ar=["x"]),
        "sites.geojson",
        3,
        "name_ar",
        "['x']",
        "is not text",
        feature=2,
    ),
    Case(
        "negative accuracy",
        add_feature("sites.geojson", "new", "Point", [36, 33], accuracy_km=-3),
        "sites.geojson",
        3,
        "accuracy_km",
        "-3",
        "must be 0 or more",
        feature=2,
    ),
    Case(
        "rank",
        add_feature("sites.geojson", "new", "Point", [36, 33], rank=9),
        "sites.geojson",
        3,
        "rank",
        "9",
        "is not a rank",
        feature=2,
    ),
    Case(
        "blank name",
        add_feature("sites.geojson", "new", "Point", [36, 33], name="  "),
        "sites.geojson",
        3,
        "name",
        None,
        "is empty. This column is required: fill it in",
        feature=2,
    ),
    Case(
        "property twice",
        twice,
        "sites.geojson",
        2,
        "name",
        None,
        "appears twice in one object, and only the last would be used. Keep one.",
        feature=1,
    ),
    Case(
        "not JSON",
        put("lines.geojson", '{"type":\n oops}'),
        "lines.geojson",
        2,
        None,
        None,
        "is not valid JSON (Expecting value)",
    ),
    Case(
        "no collection",
        put("lines.geojson", '{"type": "Feature"}'),
        "lines.geojson",
        None,
        None,
        None,
        "is not a FeatureCollection",
    ),
    Case(
        "no feature",
        put("lines.geojson", collection({"type": "Point"})),
        "lines.geojson",
        2,
        "type",
        None,
        "is not a Feature",
        feature=1,
        more=2,
    ),
    Case(
        "control character",
        add_feature("sites.geojson", "new", "Point", [36, 33], note="a\x01b"),
        "sites.geojson",
        3,
        "note",
        "a b",
        "contains a control character",
        feature=2,
    ),
]


def derive_case(name: str, says: str, **derivation: Any) -> Case:
    """A derived zone, feature 4, with an invalid derivation."""
    return Case(name, derive(**derivation), "zones.geojson", 5, "derive", str(derivation), says, feature=4)


def far_line(files: Files) -> None:
    """Add a band along a line that is nowhere near its land."""
    files["lines.geojson"]["features"].append(feature("far-line", "LineString", [[50, 32], [50, 33]]))
    derive(band_of="far-line", side="east", km=9, within="country")(files)


DERIVED = [
    Case("no area", far_line, "zones.geojson", 5, "derive", None, "results in an empty area", feature=4),
    derive_case(
        "unknown line",
        'refers to "alfa", which is not an id in lines.geojson. Did you mean "alpha"?',
        band_of="alfa",
        side="east",
        km=9,
    ),
    derive_case(
        "unknown site", 'refers to "gap", which is not an id in sites.geojson', circle_of="gap", km=9
    ),
    derive_case(
        "unknown land",
        'refers to "sea", which is not an id in basemap/land.geojson',
        circle_of="gate",
        km=9,
        within="sea",
    ),
    derive_case(
        "unknown side",
        "is not a side. Use one of: east, west, north, south",
        band_of="alpha",
        side="left",
        km=9,
    ),
    derive_case("no km", "has no valid km", circle_of="gate"),
    derive_case(
        "unknown key", 'has the unknown key "withn". Did you mean "within"?', circle_of="gate", km=9, withn=""
    ),
    derive_case("neither", "is not a valid derive object", km=9),
]


SETTINGS = [
    toml_case("not TOML", 'title = "A test"', "title = A test", 1, None, "is not valid TOML ("),
    toml_case(
        "key twice", "[[boundaries]]", "[[boundaries]]\npolicy = 'un'", 16, None, "is not valid TOML ("
    ),
    toml_case("open list", 'note = "As held."', "note = [", 16, None, "is not valid TOML ("),
    toml_case(
        "5,000 digits", "[[boundaries]]", f"number = {'9' * 5000}", 14, None, "a whole number of more than 64"
    ),
    toml_case("64 bits", "[[boundaries]]", f"n = 0x{'f' * 17}", None, None, "a whole number of more than 64"),
    toml_case("many parts", "[[boundaries]]", f"{'a.' * 17}b = 1", 14, None, "more than 16 parts"),
    toml_case("endless key", "[[boundaries]]", f"{'a.' * 20_000}b = 1", 14, None, "longer than 8,192"),
    toml_case("nested", "[[boundaries]]", f"x = {'[' * 4000}", None, None, "(too deeply nested)"),
    toml_case(
        "escaped control character", '"A test"', '"A\\u0001"', 1, "title", "contains a control character"
    ),
    toml_case("no code", '["en", "ar"]', '["en", "Arabic"]', 3, "languages", "is not a language code"),
    toml_case("no title", 'title = "A test"', "", None, "title", "is empty"),
    toml_case(
        "title too long to head a picture",
        'title = "A test"',
        f'title = "A test"\ntitle_he = "{"א" * 71}"',
        2,
        "title_he",
        "is longer than 70 characters, the limit for a heading. Name only the area and the subject",
    ),
    toml_case("no language", '["en", "ar"]', "[]", 3, "languages", "is empty"),
    toml_case("view of no extent", "[35, 31, 42, 37]", "[42, 31, 35, 37]", 12, "bbox", "is not an extent"),
    toml_case(
        "one policy in single brackets",
        "[[boundaries]]",
        "[boundaries]",
        14,
        "boundaries",
        '"[boundaries]" is a single table, not a list of tables. Write [[boundaries]], with two brackets',
    ),
    toml_case(
        "one view in single brackets",
        "[[views]]",
        "[views]",
        9,
        "views",
        '"[views]" is a single table, not a list of tables. Write [[views]], with two brackets',
    ),
    toml_case("view without a valid id", 'id = "whole"', "id = 7", 10, "id", '"7" is not text'),
    toml_case(
        "unknown view", 'default_view = "whole"', 'default_view = "hole"', 7, "default_view", '"whole"?'
    ),
    toml_case(
        "default out of range",
        '"2018-01-01"',
        '"2021-01-01"',
        6,
        "default_date",
        "is not between first and last",
    ),
    toml_case("reversed range", "last = 2019-01-01", "last = 2016-01-01", 5, "last", "is before first"),
    toml_case("typo", "last = 2019-01-01", "lasst = 2019-01-01", 5, "lasst", 'Did you mean "last"?'),
    toml_case(
        "stale",
        "[[views]]",
        "stale_after = [9, 5, 1]\n[[views]]",
        9,
        "stale_after",
        "must be three increasing numbers of days",
    ),
    toml_case("bad day", "first = 2017-01-01", 'first = "2017-1"', 4, "first", "is not a date in EDTF"),
]
