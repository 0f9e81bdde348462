"""GeoJSON files as a whole: what is a collection, and what is reported of keys that appear twice."""

from pathlib import Path

import pytest

from tests.atlas.reading.test_faults import faults_of
from tests.atlases import SITES, collection, feature, pieces

POINT = '{"type": "Point", "coordinates": [36, 33]}'


def list_messages(folder: Path, text: str) -> list[str]:
    return [fault.format_text() for fault in faults_of(folder, pieces(**{"basemap/towns.geojson": text}))]


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "5",
        "null",
        "{}",
        '{"type": "FeatureCollection"}',
        '{"type": "FeatureCollection", "features": {}}',
        '{"type": "Feature", "features": []}',
        '{"features": []}',
    ],
)
def test_only_a_list_of_features_is_a_collection(text: str, tmp_path: Path) -> None:
    assert list_messages(tmp_path, text) == [
        "basemap/towns.geojson: is not a FeatureCollection. Export it as GeoJSON (RFC 7946)."
    ]


def test_an_empty_collection_is_one(tmp_path: Path) -> None:
    assert list_messages(tmp_path, '{"type": "FeatureCollection", "features": []}') == []


@pytest.mark.parametrize(
    ("feature", "column", "place"),
    [
        (f'{{"type": "Feature", "type": "Feature", "properties": {{}}, "geometry": {POINT}}}', "type", True),
        (f'{{"type": "Feature", "properties": {{"a": 1, "a": 1}}, "geometry": {POINT}}}', "a", True),
        (
            f'{{"type": "Feature", "properties": {{"b": {{"a": 1, "a": 1}}}}, "geometry": {POINT}}}',
            "a",
            False,
        ),
    ],
)
def test_a_key_that_appears_twice_is_at_its_feature(
    feature: str, column: str, place: bool, tmp_path: Path
) -> None:
    plain = f'{{"type": "Feature", "properties": {{}}, "geometry": {POINT}}}'
    text = f'{{"type": "FeatureCollection", "features": [\n{plain},\n{feature}\n]}}'
    faults = faults_of(tmp_path, pieces(**{"basemap/towns.geojson": text}))
    assert [(fault.column, fault.feature, fault.line) for fault in faults] == [
        (column, 2 if place else None, 3 if place else None)
    ]
    assert faults[0].rule == "appears twice in one object, and only the last would be used"


@pytest.mark.parametrize(
    ("file", "property_", "meant"),
    [
        ("basemap/towns.geojson", "betwen", "between"),
        ("basemap/towns.geojson", "between", ""),
        ("basemap/towns.geojson", "knd", "kind"),
        ("sites.geojson", "betwen", ""),  # a place lies between no countries: the property of some tool
        ("sites.geojson", "knd", "kind"),
        ("sites.geojson", "marker-color", ""),
    ],
)
def test_a_property_that_resembles_a_missing_one_of_its_file_is_a_typo(
    tmp_path: Path, file: str, property_: str, meant: str
) -> None:
    new = feature("new", "Point", [36, 33], **{property_: "town"})
    faults = faults_of(tmp_path, pieces(**{file: collection(*SITES["features"], new)}))
    typos = [fault.cure for fault in faults if fault.rule == "is not a known property"]
    assert typos == ([f'Did you mean "{meant}"?'] if meant else [])
