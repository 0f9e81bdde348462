"""Safety: an embargoed row appears nowhere before its time, and an exact position never."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.reading.coarsen_sites import blur_point
from atlas.reading.read import check_atlas, read_atlas
from atlas.request.request import parse_request
from outputs.metadata.about import describe
from outputs.player.payload import compile_map
from outputs.writers import FILES, FILMS, write, write_film
from tests.atlases import RECORDS, collection, edit, feature, pieces, write_atlas
from tests.leak_check import BLUR_KM, HELD_UNTIL, POINT, blurred_pieces, find_leaks, secret_pieces
from web.timeline.rows import find_rows

RELEASE = datetime.fromisoformat(HELD_UNTIL)
BEFORE = RELEASE - timedelta(seconds=1)
WORDS = ("date", "layers", "size", "lang")
OPTIONS = {"date": "2018-03-20", "layers": "zones,lines,sites,events,labels,claims", "size": "400x300"}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    return write_atlas(tmp_path / "secret", secret_pieces())


@pytest.fixture
def bare(tmp_path: Path) -> Atlas:
    return read_atlas(write_atlas(tmp_path / "bare", pieces()))


def leave(atlas: Atlas) -> dict[str, bytes]:
    """Return everything that leaves an atlas, by name, without its version."""
    request = parse_request(atlas, OPTIONS)
    files = {suffix: write(atlas, request, suffix) for suffix in FILES}
    outputs = {
        "payload": compile_map(atlas, request),
        "about": str(describe(atlas, request)),
        "rows": str(find_rows(atlas, request)),
    }
    return files | {name: json.dumps(what, ensure_ascii=False).encode() for name, what in outputs.items()}


def without_version(atlas: Atlas, data: bytes) -> bytes:
    return data.replace(atlas.version.encode(), b"").replace(atlas.version[:7].encode(), b"")


@pytest.mark.parametrize("moment", [None, BEFORE], ids=["no moment", "a second before"])
def test_embargoed_rows_are_nowhere(secret: Path, moment: datetime | None) -> None:
    for name, data in leave(read_atlas(secret, moment=moment)).items():
        assert find_leaks(data) == [], name


@pytest.mark.parametrize("suffix", FILMS)
def test_embargoed_rows_are_in_no_film(secret: Path, tmp_path: Path, suffix: str) -> None:
    atlas, path = read_atlas(secret, moment=BEFORE), tmp_path / f"film.{suffix}"
    request = parse_request(atlas, OPTIONS | {"from": "2018-03-10", "to": "2018-03-24", "size": "200x160"})
    write_film(atlas, request, suffix, path, lambda *_: None)
    assert find_leaks(path.read_bytes()) == []


def test_an_atlas_with_embargoes_equals_one_without_these_rows(secret: Path, bare: Atlas) -> None:
    held = read_atlas(secret, moment=BEFORE)
    for part in ("families", "forces", "sources", "events", "places", "meta", "views"):
        assert repr(getattr(held, part)) == repr(getattr(bare, part)), part
    assert held.records.equals(bare.records)
    assert held.latest_source == bare.latest_source
    embargoed, deleted = leave(held), leave(bare)
    for name in ("svg", "csv", "geojson", "payload", "about", "rows"):
        assert without_version(held, embargoed[name]) == without_version(bare, deleted[name]), name


def test_rows_appear_when_their_embargo_ends(secret: Path) -> None:
    released = read_atlas(secret, moment=RELEASE)
    assert {"umbra-den", "umbra-west"} <= set(released.records["id"])
    assert released.next_release is None
    assert all(
        find_leaks(data) for name, data in leave(released).items() if name in ("csv", "geojson", "payload")
    )


def test_the_next_release_sets_when_to_read_again(secret: Path, bare: Atlas) -> None:
    assert read_atlas(secret, moment=BEFORE).next_release == RELEASE
    assert read_atlas(secret).next_release is None
    assert bare.next_release is None
    assert HELD_UNTIL not in repr(read_atlas(secret, moment=BEFORE).meta)


def test_the_version_changes_with_the_release_and_confirms_no_guess(tmp_path: Path, secret: Path) -> None:
    other = secret_pieces()
    other["records.csv"] = other["records.csv"].replace("Umbra note", "Another note")
    guessed = write_atlas(tmp_path / "guess", other)
    assert read_atlas(secret, moment=BEFORE).version == read_atlas(guessed, moment=BEFORE).version
    assert read_atlas(secret, moment=RELEASE).version != read_atlas(guessed, moment=RELEASE).version
    assert read_atlas(secret, moment=BEFORE).version != read_atlas(secret, moment=RELEASE).version


def test_an_embargoed_denial_does_not_affect_a_standing(tmp_path: Path) -> None:
    """East is disputed only because of an embargoed record: until then it is merely claimed."""
    records = edit(
        secret_pieces()["records.csv"],
        "east-army,east,army,control,2017-11-19,2018-01,claimed,",
        "east-army,east,army,control,2017-11-19,2018-01,disputed,army",
    )
    records = edit(records, ",Umbra,,,west-army,umbra-relay", ",Umbra,,,east-army,umbra-relay")
    folder = write_atlas(tmp_path, secret_pieces(**{"records.csv": records}))
    held, released = read_atlas(folder, moment=BEFORE), read_atlas(folder, moment=RELEASE)
    standing = [
        dict(zip(atlas.records["id"], atlas.records["standing"], strict=True))["east-army"]
        for atlas in (held, released)
    ]
    assert standing == ["claimed", "disputed"]


def test_check_includes_embargoed_rows(tmp_path: Path) -> None:
    records = edit(
        secret_pieces()["records.csv"],
        "umbra-den,umbra-den,umbra,control,",
        "umbra-den,umbra-den,umbra,contrul,",
    )
    (fault,) = check_atlas(
        write_atlas(tmp_path, secret_pieces(**{"records.csv": records})), moment=BEFORE
    ).faults
    assert (fault.column, fault.value) == ("status", "contrul")


@pytest.mark.parametrize(
    ("held", "fuzz", "message"),
    [
        ("2026-11-24T10:00", "", "has no time zone"),
        ("tomorrow", "", "is not a date and time"),
        ("", "-1", "must be 0 or more"),
        ("", "200", "must be at most 100 km"),
        ("", "5", "only sites can be coarsened"),
    ],
)
def test_an_invalid_embargo_or_coarsening_is_a_fault(
    tmp_path: Path, held: str, fuzz: str, message: str
) -> None:
    lines = RECORDS.splitlines()
    cells = [f"{line},{held},{fuzz}" if line.startswith("west-army") else f"{line},," for line in lines[1:]]
    records = "\n".join([f"{lines[0]},hold_until,fuzz_km", *cells, ""])
    (fault,) = check_atlas(write_atlas(tmp_path, pieces(**{"records.csv": records}))).faults
    assert message in fault.format_text()


def test_a_date_means_midnight_utc(tmp_path: Path) -> None:
    folder = write_atlas(tmp_path, secret_pieces())
    text = (folder / "records.csv").read_text().replace(HELD_UNTIL, "2026-11-24")
    (folder / "records.csv").write_text(text)
    (folder / "events.csv").write_text((folder / "events.csv").read_text().replace(HELD_UNTIL, "2026-11-24"))
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    assert read_atlas(folder, moment=midnight - timedelta(seconds=1)).next_release == midnight
    assert read_atlas(folder, moment=midnight).next_release is None


def test_an_exact_position_is_nowhere(tmp_path: Path) -> None:
    atlas = read_atlas(write_atlas(tmp_path, blurred_pieces()))
    exact = [f"{value:.{decimals}f}" for value in POINT for decimals in (3, 4, 5)]
    for name, data in leave(atlas).items():
        assert find_leaks(data, exact) == [], name


def test_a_coarsened_atlas_contains_only_the_coarse_position(tmp_path: Path) -> None:
    """Derived zones and events also lie at the coarse position."""
    coarse = blur_point(*POINT, BLUR_KM)
    gate = feature("gate", "Point", list(coarse), kind="crossing", rank=1, accuracy_km=BLUR_KM)
    vague = (
        blurred_pieces()["events.csv"]
        .replace(str(POINT[0]), str(coarse[0]))
        .replace(str(POINT[1]), str(coarse[1]))
    )
    blurred = read_atlas(write_atlas(tmp_path / "blurred", blurred_pieces()))
    plain = read_atlas(
        write_atlas(tmp_path / "plain", pieces(**{"sites.geojson": collection(gate), "events.csv": vague}))
    )
    coarsened, rough = leave(blurred), leave(plain)
    for name in ("svg", "csv", "geojson", "payload"):
        assert without_version(blurred, coarsened[name]) == without_version(plain, rough[name]), name


def test_the_version_of_a_coarsened_atlas_confirms_no_guess_at_the_position(tmp_path: Path) -> None:
    near = feature("gate", "Point", [POINT[0] + 0.00123, POINT[1]], kind="crossing", rank=1)
    events = blurred_pieces()["events.csv"].replace(str(POINT[0]), str(POINT[0] + 0.00123))
    folders = [blurred_pieces(), blurred_pieces(**{"sites.geojson": collection(near), "events.csv": events})]
    versions = {read_atlas(write_atlas(tmp_path / str(n), files)).version for n, files in enumerate(folders)}
    assert len(versions) == 1


@pytest.mark.parametrize("km", [0.5, 5, 20, 100])
def test_all_points_of_a_cell_become_one_point_no_farther_than_the_blur(km: float) -> None:
    lon, lat = blur_point(*POINT, km)
    assert blur_point(lon, lat, km) == (lon, lat)
    assert abs(lat - POINT[1]) * 111.2 <= km / 2 + 0.01
    assert abs(lon - POINT[0]) * 111.2 <= km


def test_rows_with_embargoes_of_their_own_are_released_one_after_the_other(tmp_path: Path) -> None:
    days = {"a": "2031-06-01", "b": "2032-06-01", "c": "2033-06-01"}
    rows = [
        f"{own},gate,army,presence,2018-02-0{number},,observer,{day}"
        for number, (own, day) in reversed(list(enumerate(days.items(), 1)))
    ]
    columns = "id,place,force,status,from,to,sources,hold_until"
    records = [columns, *rows, "plain,west,army,control,2017-06,,observer,"]
    files = pieces(**{"records.csv": "\n".join([*records, ""]), "events.csv": None})
    folder = write_atlas(tmp_path, files)
    for number, (own, day) in enumerate(days.items()):
        moment = datetime.fromisoformat(f"{day}T00:00:00+00:00")
        before, after = (read_atlas(folder, moment=each) for each in (moment - timedelta(seconds=1), moment))
        assert before.next_release == moment
        assert own not in set(before.records["id"])
        assert set(after.records["id"]) == {"plain", *list(days)[: number + 1]}
