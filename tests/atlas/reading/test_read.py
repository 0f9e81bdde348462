"""A valid folder becomes an atlas: days, origins, order, fallbacks."""

import csv
import json
import os
import time
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER, Window, parse_day
from atlas.model.vocabulary import STANDINGS, STATUSES, Shape, Standing, Status
from atlas.reading.read import check_atlas, read_atlas
from atlas.request.request import parse_request
from bench import generate
from tests.atlases import (
    PIECES,
    RECORDS,
    SITES,
    ZONES,
    collection,
    feature,
    pieces,
    square,
    write_atlas,
)
from text.translations import load_words


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    """Read the minimal atlas."""
    return read_atlas(write_atlas(tmp_path))


def read_with(folder: Path, **changes: Any) -> Atlas:
    """Read the minimal atlas with some of its files changed."""
    return read_atlas(write_atlas(folder, pieces(**changes)))


def record_of(atlas: Atlas, name: str) -> Any:
    """Return a record by its id."""
    return atlas.record(int(np.flatnonzero((atlas.records["id"] == name).to_numpy())[0]))


def day(text: str) -> int:
    """Return a day number."""
    return parse_day(text)


def test_places_are_in_the_order_of_their_files(atlas: Atlas) -> None:
    assert list(atlas.places) == ["west", "east", "far", "gate", "alpha"]
    assert [place.shape for place in atlas.places.values()] == [
        Shape.ZONE,
        Shape.ZONE,
        Shape.ZONE,
        Shape.SITE,
        Shape.LINE,
    ]


def test_records_are_sorted_by_place_and_start(atlas: Atlas) -> None:
    order = ["west-army", "west-guards", "east-army", "east-guards", "gate-fourth"]
    assert atlas.records["id"].tolist() == order
    assert atlas.index.place.tolist() == [0, 0, 1, 1, 3]
    assert atlas.index.from_earliest.dtype == np.int32


def test_index_and_table_agree(atlas: Atlas) -> None:
    places, forces = list(atlas.places), list(atlas.forces)
    for row in range(len(atlas.index)):
        record = atlas.record(row)
        assert places[atlas.index.place[row]] == record.place
        assert forces[atlas.index.force[row]] == record.force
        assert STATUSES[atlas.index.status[row]] == record.status
        assert STANDINGS[atlas.index.standing[row]] == record.standing
        assert (record.start.earliest, record.start.latest) == (
            atlas.index.from_earliest[row],
            atlas.index.from_latest[row],
        )
        assert (record.end.earliest, record.end.latest) == (
            atlas.index.to_earliest[row],
            atlas.index.to_latest[row],
        )


def test_record_has_the_values_of_its_row(atlas: Atlas) -> None:
    record = record_of(atlas, "west-army")
    assert (record.status, record.standing) == (Status.CONTROL, Standing.CONFIRMED)
    assert record.sources == ("observer", "wire")
    assert record.note.default == "Held"
    assert record.reported == day("2018-03-01")
    assert record.retracted == FOREVER
    assert record.attested == day("2018-01-31"), "the day before its end; its sources came later"


def test_start_is_clipped_to_the_latest_source(tmp_path: Path) -> None:
    row = "new,far,army,presence,2018-03,,reported,,,,,observer;relay,\n"
    atlas = read_with(tmp_path, **{"records.csv": RECORDS + row})
    record = record_of(atlas, "new")
    assert record.start == Window(day("2018-03-01"), day("2018-03-02"))
    assert record.attested == day("2018-03-02")


def test_undated_sources_clip_nothing(atlas: Atlas) -> None:
    record = record_of(atlas, "gate-fourth")
    assert record.start == Window(day("2018-01-05"), day("2018-01-09"))
    assert record.reported == day("2018-01-09")
    assert record.end == Window(day("2018-12-01"), day("2018-12-01"), open=True)


def test_undated_and_unended_record_is_attested_by_its_start(tmp_path: Path) -> None:
    row = "new,far,army,presence,2018-03,,reported,,,,,undated,\n"
    record = record_of(read_with(tmp_path, **{"records.csv": RECORDS + row}), "new")
    assert record.reported == record.attested == day("2018-03-31")


def test_open_and_rough_starts_keep_their_marks(atlas: Atlas) -> None:
    assert record_of(atlas, "west-guards").start.open
    rough = record_of(atlas, "east-guards").start
    assert rough.about
    assert rough.latest == day("2018-03-01")


def test_columns_override_derived_values(tmp_path: Path) -> None:
    row = "new,far,army,presence,2018-01,,reported,,2018-02-01,2018-06-01,,observer,\n"
    record = record_of(read_with(tmp_path, **{"records.csv": RECORDS + row}), "new")
    assert (record.reported, record.retracted) == (day("2018-02-01"), day("2018-06-01"))


def test_sources_have_their_origin(atlas: Atlas) -> None:
    assert (atlas.sources["relay"].origin, atlas.sources["relay"].relays) == ("observer", "observer")
    assert (atlas.sources["wire"].origin, atlas.sources["wire"].relays) == ("wire", "")
    assert atlas.sources["undated"].published is None


def test_forces_fall_back_to_family_colour_and_full_name(atlas: Atlas) -> None:
    assert atlas.forces["fourth"].colour == "#aabbcc"
    assert atlas.forces["guards"].colour == "#edaf53"
    assert atlas.forces["guards"].short.default == "Guards"
    assert atlas.forces["army"].aliases == ("SAA", "regime forces")


def test_a_family_without_a_code_has_the_first_three_letters_of_its_id(tmp_path: Path) -> None:
    files = pieces()
    files["families.csv"] = files["families.csv"].replace(",IRN,", ",,")
    families = read_atlas(write_atlas(tmp_path, files)).families
    assert [family.code for family in families.values()] == ["GOV", "IRA"]


def test_a_family_without_a_side_speaks_under_its_name(tmp_path: Path) -> None:
    files = pieces()
    head, first, second = files["families.csv"].splitlines()
    files["families.csv"] = f"{head},side\n{first},The government\n{second},\n"
    families = read_atlas(write_atlas(tmp_path, files)).families.values()
    assert [family.side.default for family in families] == ["The government", "Iran-aligned"]


def test_texts_keep_their_translations(atlas: Atlas) -> None:
    assert atlas.meta.title.translate("ar") == "اختبار"
    assert atlas.families["government"].name.translate("ar") == "الحكومة"
    assert atlas.families["iran"].name.translate("ar") == "Iran-aligned"
    assert atlas.places["west"].name.translate("ar") == "غرب"


def test_meta_has_the_values_of_atlas_toml(atlas: Atlas) -> None:
    meta = atlas.meta
    assert (meta.first, meta.last) == (day("2017-01-01"), day("2019-01-01"))
    assert (meta.default_date, meta.default_view) == (day("2018-01-01"), "whole")
    assert meta.stale_after == (90, 180, 365)
    (policy,) = atlas.policies.values()
    assert (policy.id, policy.name.default, policy.note.default) == ("de-facto", "de-facto", "As held.")
    assert atlas.views["whole"].title.default == "A test"


def test_meta_falls_back_to_records_and_places(tmp_path: Path) -> None:
    atlas = read_with(tmp_path, **{"atlas.toml": 'title = "Bare"\nlanguages = ["en"]\n'})
    assert (atlas.meta.first, atlas.meta.last) == (day("2017-06-01"), day("2018-12-01"))
    assert atlas.meta.default_date == atlas.meta.last
    assert atlas.meta.default_view == "all"
    west, south, east, north = atlas.views["all"].bbox
    assert (west, south, east, north) == (36, 32, 42, 35)


def test_event_at_a_place_lies_on_it(atlas: Atlas) -> None:
    handover, strike = atlas.events
    assert (handover.lon, handover.lat) == (38.5, 33.5)
    assert (handover.from_force, handover.to_force) == ("army", "guards")
    assert handover.reported == day("2018-03-01")
    assert (strike.place, strike.lon, strike.lat) == ("", 40.5, 34.5)


def test_derived_zone_has_a_shape(atlas: Atlas) -> None:
    far = atlas.places["far"]
    assert far.derived
    assert far.geometry.contains(atlas.places["gate"].geometry)
    assert not atlas.places["west"].derived


def test_basemap_keeps_its_properties(atlas: Atlas) -> None:
    (land,) = atlas.basemap.land
    assert (land.id, land.name.default) == ("country", "Country")
    assert land.properties["label"] == [38, 34]
    assert atlas.basemap.rivers == ()


def test_basemap_feature_without_id_gets_its_number(tmp_path: Path) -> None:
    rivers = collection({"type": "Feature", "properties": {}, "geometry": None})
    rivers["features"][0]["geometry"] = {"type": "LineString", "coordinates": [[36, 32], [37, 33]]}
    atlas = read_with(tmp_path, **{"basemap/rivers.geojson": rivers})
    assert atlas.basemap.rivers[0].id == "rivers-1"


def test_foreign_properties_are_ignored(tmp_path: Path) -> None:
    site = feature("new", "Point", [36, 33], kind="village", edge_source="river 9%", fid=7, rangs=None)
    assert "new" in read_with(tmp_path, **{"sites.geojson": collection(*SITES["features"], site)}).places


def test_rings_of_the_wrong_order_are_turned(tmp_path: Path) -> None:
    zones = collection(feature("west", "Polygon", [square(40, 34)[0][::-1]]), *ZONES["features"][1:])
    west = read_with(tmp_path, **{"zones.geojson": zones}).places["west"].geometry
    assert isinstance(west, shapely.Polygon)
    assert west.exterior.is_ccw


def test_optional_files_may_be_missing(tmp_path: Path) -> None:
    records = "\n".join(RECORDS.splitlines()[:5]) + "\n"
    missing = dict.fromkeys(["events.csv", "lines.geojson", "sites.geojson", "basemap/land.geojson"])
    zones = collection(*ZONES["features"][:2])
    atlas = read_with(tmp_path, **missing, **{"zones.geojson": zones, "records.csv": records})
    assert (len(atlas.places), len(atlas.index), atlas.events) == (2, 4, ())


def test_atlas_of_sites_alone(tmp_path: Path) -> None:
    row = RECORDS.splitlines()[-1]
    records = RECORDS.splitlines()[0] + f"\n{row}\n"
    atlas = read_with(tmp_path, **{"zones.geojson": None, "records.csv": records, "sites.geojson": SITES})
    assert list(atlas.places) == ["gate", "alpha"]


def test_atlas_without_records(tmp_path: Path) -> None:
    atlas = read_with(tmp_path, **{"records.csv": RECORDS.splitlines()[0] + "\n"})
    assert len(atlas.index) == 0
    assert len(atlas.records) == 0


def test_byte_order_mark_and_windows_lines_are_accepted(tmp_path: Path) -> None:
    windows = ("\ufeff" + RECORDS.replace("\n", "\r\n")).encode()
    assert len(read_with(tmp_path, **{"records.csv": windows}).index) == 5


def test_columns_may_be_in_any_order(tmp_path: Path) -> None:
    rows = [row[::-1] for row in csv.reader(StringIO(RECORDS))]
    turned = "\n".join(",".join(row) for row in rows) + "\n"
    assert len(read_with(tmp_path, **{"records.csv": turned}).index) == 5


def test_version_is_of_the_content_alone(tmp_path: Path) -> None:
    first = read_atlas(write_atlas(tmp_path / "one"))
    write_atlas(tmp_path / "two")
    for path in (tmp_path / "two").rglob("*.*"):
        os.utime(path, (0, 0))
    (tmp_path / "two" / "README.md").write_text("not part of the atlas")
    assert len(first.version) == 12
    assert read_atlas(tmp_path / "two").version == first.version


def test_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    folder = write_atlas(tmp_path / "atlas")
    (folder / "events.csv").rename(tmp_path / "events.csv")
    (folder / "events.csv").symlink_to(tmp_path / "events.csv")
    (fault,) = check_atlas(folder).faults
    assert fault.format_text() == (
        "events.csv: is a link to a file outside the atlas folder. Copy the file into the folder."
    )


def test_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    folder = write_atlas(tmp_path)
    (folder / "events.csv").rename(folder / "happened.csv")
    (folder / "events.csv").symlink_to("happened.csv")
    assert len(read_atlas(folder).events) == 2


def test_folder_in_the_place_of_a_file_is_a_fault(tmp_path: Path) -> None:
    folder = write_atlas(tmp_path, pieces(**{"events.csv": None}))
    (folder / "events.csv").mkdir()
    (fault,) = check_atlas(folder).faults
    assert fault.file == "events.csv"


def test_generated_atlas_is_a_valid_coverage(tmp_path: Path) -> None:
    atlas = read_atlas(generate.write_atlas(tmp_path, places=90, records=900, seed=3))
    shapes = [place.geometry for place in atlas.places.values()]
    assert (len(shapes), len(atlas.index)) == (90, 900)
    assert shapely.coverage_is_valid(shapes)
    assert {shapely.get_num_coordinates(shape) for shape in shapes} == {31}


def test_generated_atlas_depends_on_its_seed_alone(tmp_path: Path) -> None:
    first, repeated, other = (
        read_atlas(generate.write_atlas(tmp_path / name, places=20, seed=seed, changing=3)).version
        for name, seed in (("one", 1), ("again", 1), ("other", 2))
    )
    assert first == repeated != other


def test_generated_changes_fall_on_common_days(tmp_path: Path) -> None:
    atlas = read_atlas(generate.write_atlas(tmp_path, places=100, dates=12, changing=3))
    assert len(atlas.index) == 100 + 12 * 3


def test_reading_grows_linearly(tmp_path: Path) -> None:
    seconds = []
    for records in (10_000, 40_000):
        folder = generate.write_atlas(tmp_path / str(records), places=records // 10, records=records)
        start = time.process_time()
        read_atlas(folder)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 8 * seconds[0] + 0.5


def test_an_atlas_may_be_in_a_language_of_three_letters(tmp_path: Path) -> None:
    texts = json.dumps(PIECES).replace("name_ar", "name_ckb").replace('\\"ar\\"]', '\\"ckb\\"]')
    atlas = read_with(tmp_path, **json.loads(texts))
    assert atlas.families["government"].name.translate("ckb") == "الحكومة"
    assert parse_request(atlas, {"lang": "ckb"}).lang == "ckb"
    assert load_words("ckb").direction == "rtl"
