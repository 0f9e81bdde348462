"""Archives: an atlas comes out as it went in, and nothing unpublished goes in."""

import base64
import gzip
import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import shapely

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import NEVER, parse_day
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from atlas.storage.archive import ArchiveError, pack_atlas, unpack_atlas
from outputs.player.payload import Canvas, compile_map
from outputs.writers import write
from tests.atlases import write_atlas
from tests.leak_check import HELD_UNTIL, POINT, SECRETS, blurred_pieces, find_leaks, secret_pieces

HOUR = timedelta(hours=1)
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("folder", ["atlas/starter", "geodata"])
def test_an_atlas_comes_out_as_it_went_in(folder: str) -> None:
    atlas = read_atlas(ROOT / folder)
    packed = pack_atlas(atlas)
    again = unpack_atlas(packed)
    assert again.version == atlas.version
    assert pack_atlas(again) == packed
    assert again.records.dtypes.equals(atlas.records.dtypes)
    map_request = parse_request(atlas, {"lang": atlas.meta.languages[-1]})
    for suffix in ("svg", "csv", "geojson"):
        assert write(again, parse_request(again, {"lang": map_request.lang}), suffix) == write(
            atlas, map_request, suffix
        )
    assert compile_map(again, map_request, Canvas(700, 420)) == compile_map(
        atlas, map_request, Canvas(700, 420)
    )


def test_reading_a_folder_twice_gives_the_same_archive(starter: Atlas) -> None:
    assert pack_atlas(read_atlas(ROOT / "atlas" / "starter")) == pack_atlas(starter)


def test_an_archive_is_small(default_atlas: Atlas) -> None:
    assert len(pack_atlas(default_atlas)) < 1_500_000


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)  # without it every process collects tests of other names


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no archive", "Not a gzipped file"),
        (_packed(b"{"), "cannot be read"),
        (_packed(b"[1,2]"), "contains no atlas"),
        (_packed(json.dumps({"noun": ["os", {}]}).encode()), "os"),
        (_packed(json.dumps({"noun": ["Text", {"default": "a"}]}).encode()), "Text has no others"),
    ],
    ids=("no gzip", "no JSON", "no atlas", "no model", "no such form"),
)
def test_bytes_that_are_no_archive_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(ArchiveError, match=message):
        unpack_atlas(data)


def test_values_without_a_form_are_refused(starter: Atlas) -> None:
    with pytest.raises(TypeError, match="no form for object"):
        pack_atlas(replace(starter, version=object()))  # type: ignore[arg-type]


def test_embargoed_rows_and_exact_positions_are_in_no_archive(tmp_path: Path) -> None:
    held = read_atlas(
        write_atlas(tmp_path / "held", secret_pieces()), moment=datetime.fromisoformat(HELD_UNTIL) - HOUR
    )
    assert held.next_release is not None
    packed = pack_atlas(held)
    assert find_leaks(packed, (*SECRETS, HELD_UNTIL[:10])) == []
    assert unpack_atlas(packed).next_release is None
    blurred = pack_atlas(read_atlas(write_atlas(tmp_path / "blurred", blurred_pieces())))
    point = shapely.get_coordinates(unpack_atlas(blurred).places["gate"].geometry)[0].tolist()
    assert abs(point[0] - POINT[0]) > 1e-3
    exact = base64.b64encode(shapely.to_wkb(shapely.Point(POINT), byte_order=1))[8:-4]
    assert find_leaks(blurred, [*map(str, POINT), exact.decode()]) == []


def test_older_archives_had_another_day_for_never_confirmed(starter: Atlas) -> None:
    former = np.full(len(starter.index), parse_day("0001-01-01"), np.int32)
    older = replace(starter, index=replace(starter.index, confirmed=former))
    assert set(unpack_atlas(pack_atlas(older)).index.confirmed.tolist()) == {NEVER}
