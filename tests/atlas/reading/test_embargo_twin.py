"""The embargo: before its time, an embargoed row changes no byte, as if it were not there."""

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask.testing import FlaskClient

from atlas.reading.read import read_atlas
from atlas.storage.archive import pack_atlas
from outputs.site import build
from outputs.site.build import publish
from tests.atlas.reading.test_embargo import leave
from tests.atlases import EVENTS, RECORDS, SITES, SOURCES, collection, edit, feature, pieces, write_atlas
from tests.embargo_twin import delete_held, read_header, read_rows, write_rows
from tests.films import fetch_film
from tests.leak_check import POINT, secret_pieces
from tests.outputs.test_site_pages import BASE, quiet
from web.app.build import HostOptions, build_app

FAR_OFF = "2190-01-01"
"""A moment in the distant future."""


def holding_pieces() -> dict[str, Any]:
    """Return pieces with embargoes on a force, a source, a base, a raid, a denial, and a coarsened gate."""
    files = secret_pieces()
    gate = feature("gate", "Point", list(POINT), kind="crossing", rank=1)
    den = feature("umbra-den", "Point", [40.12345, 34.54321], kind="base")
    records = edit(
        files["records.csv"],
        "east-army,east,army,control,2017-11-19,2018-01,claimed,",
        "east-army,east,army,control,2017-11-19,2018-01,disputed,A general",
    )
    records = edit(records, ",Umbra,,,west-army,umbra-relay", ",Umbra,,,east-army,umbra-relay")
    records += "umbra-gate,gate,umbra,presence,2018-03-17,,reported,,,,,umbra-source,,2190-01-01,25\n"
    held = {
        name: text.replace("2026-11-24T10:00:00+02:00", FAR_OFF)
        for name, text in files.items()
        if name.endswith(".csv")
    }
    held["records.csv"] = records.replace("2026-11-24T10:00:00+02:00", FAR_OFF)
    return files | held | {"sites.geojson": collection(gate, den)}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The atlas with embargoed rows, and its twin."""
    files = holding_pieces()
    return write_atlas(tmp_path / "held", files), write_atlas(tmp_path / "deleted", delete_held(files))


def test_every_output_is_the_same_bytes_and_so_is_the_version(folders: tuple[Path, Path]) -> None:
    held, deleted = map(read_atlas, folders)
    assert held.version == deleted.version
    assert pack_atlas(held) == pack_atlas(deleted)
    embargoed, cut = leave(held), leave(deleted)
    assert [name for name in embargoed if embargoed[name] != cut[name]] == []


def test_an_embargoed_coarsening_does_not_move_a_visible_site(folders: tuple[Path, Path]) -> None:
    point = read_atlas(folders[0]).places["gate"].geometry
    assert (point.x, point.y) == POINT


FORMATS = ("svg", "png", "webp", "pdf", "html", "vtt", "csv", "geojson", "gpkg", "parquet")
ADDRESSES = (
    "/",
    "/embed",
    "/embed?date=2018-03-20&lang=ar&place=umbra-den",
    "/health",
    "/pinned",
    "/corrections",
    "/corrections.xml",
    "/source/observer",
    "/source/umbra-source",
    "/method",
    *(f"/{name}.json?date=2018-03-20" for name in ("payload", "known", "about")),
    *(f"/map.{suffix}?date=2018-03-20&size=400x300" for suffix in FORMATS),
    "/oembed?url=https%3A%2F%2Fmaps.example%2Fembed",
    "/map.csv?hide=force.umbra",
    "/map.csv?without=umbra-source",
)
FILMS = tuple(
    f"/map.{suffix}?from=2018-03-10&to=2018-03-24&step={step}&size=200x160"
    for suffix, step in (("gif", "day"), ("mp4", "change"))
)
"""On days before, on and after those that only embargoed rows name."""
_OWN = re.compile(rb'"end_id":"[^"]*"')
"""Values that Dash invents for each process."""


_TIMED = re.compile(r"^marchland_render_seconds_(?:bucket|sum|created)|_created|^# ")
"""The parts of /metrics that depend on how fast and when a server answered."""


def _read_metrics(client: FlaskClient) -> str:
    """Return the counts, without repeated requests for a film that is not finished."""
    lines = client.get("/metrics").text.splitlines()
    return "\n".join(line for line in lines if not _TIMED.search(line) and 'status="202"' not in line)


def test_a_server_answers_the_same_with_the_same_tags(folders: tuple[Path, Path], tmp_path: Path) -> None:
    clients = [
        build_app(
            folder, HostOptions(base="https://maps.example", snapshots=str(tmp_path / f"kept-{number}"))
        ).server.test_client()
        for number, folder in enumerate(folders)
    ]
    version = read_atlas(folders[0]).version
    pinned = (f"/embed/{version}/?date=2018-03-20", f"/embed/{version}/changes.json?date=2018-03-20")
    for address in (*ADDRESSES, *pinned):
        embargoed, cut = (client.get(address) for client in clients)
        assert embargoed.status_code == cut.status_code, address
        assert _OWN.sub(b"", embargoed.data) == _OWN.sub(b"", cut.data), address
        assert embargoed.headers.get("ETag") == cut.headers.get("ETag"), address
    for address in FILMS:
        embargoed, cut = (fetch_film(client, address) for client in clients)
        assert len(embargoed.data) > 1000, address
        assert embargoed.data == cut.data, address
        assert embargoed.headers["Content-Disposition"] == cut.headers["Content-Disposition"], address
    embargoed, cut = (_read_metrics(client) for client in clients)
    assert 'marchland_requests_total{route="/map.<suffix>",status="200"}' in embargoed
    assert embargoed == cut
    files = [_files(tmp_path / f"kept-{number}") for number in (0, 1)]
    assert len(files[0]) > 2
    assert files[0] == files[1]


def test_a_published_site_is_the_same_files(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_FEW_DRAWINGS", 1000)
    sites = []
    for number, folder in enumerate(folders):
        publish(read_atlas(folder), tmp_path / f"site-{number}", BASE, quiet)
        sites.append(_files(tmp_path / f"site-{number}"))
    assert {"sitemap.xml", "en/feed.xml"} <= sites[0].keys()
    assert sites[0].keys() == sites[1].keys()
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


PLACES = ("west", "east", "gate", "den", "hamlet", "far", "alpha")
WINDOWS = ("2017-11", "2018-01-05/2018-01-09", "../2018-02-01", "2018~", "2018-02-20")
ENDS = ("", "2018-03-01", "2018-12", "2018-12-01/..")


def random_pieces(random: Random) -> dict[str, Any]:
    """Return pieces with rows of any kind, half of them embargoed."""
    files = pieces()
    sources = (
        SOURCES
        + "stringer,Stringer,,,,2018-03-01,en,observer,pro-umbra\nscoop,Scoop,,,,2018-04-01,en,,none\n"
    )
    forces = files["forces.csv"] + "umbra,Umbra,,shade,army,,,unit,,\nghost,Ghost,,shade,,umbra,,unit,,\n"
    cited = [row["id"] for row in read_rows(sources)]
    named = [row["id"] for row in read_rows(forces)]
    records, events = read_rows(RECORDS), read_rows(EVENTS)
    for number in range(random.randint(3, 9)):
        place = random.choice(PLACES)
        record = {
            "id": f"row-{number}", "place": place, "force": random.choice(named),
            "status": random.choice(("control", "presence", "contested", "absent")),
            "from": random.choice(WINDOWS), "to": random.choice(ENDS), "standing": "",
            "by": random.choice(("umbra", "army", "Umbra spokesman")),
            "contradicts": random.choice(("", records[-1]["id"])) if number else "",
            "sources": random.choice(cited) if random.random() < 0.3 else "scoop;" + random.choice(cited),
            "fuzz_km": random.choice(("", "30")) if place in ("gate", "den", "hamlet") else "",
        }  # fmt: skip
        records.append(record)
    for number in range(random.randint(0, 3)):
        place, force = random.choice(PLACES), random.choice(named)
        events.append({
            "id": f"event-{number}", "date": random.choice(WINDOWS[:2]), "place": place,
            "title": f"Title {number}",
            "standing": "", "sources": random.choice(cited), "to_force": force,
        })  # fmt: skip
    for row in (*records, *events):
        row["hold_until"] = random.choice(("", FAR_OFF))
    den, hamlet = (
        feature("den", "Point", [40.5, 34.5], kind="base"),
        feature("hamlet", "Point", [41.5, 34.5], kind="village"),
    )
    return files | {
        "sources.csv": sources, "forces.csv": forces,
        "families.csv": files["families.csv"] + "shade,Shade,,SHA,#123456\n",
        "sites.geojson": collection(*SITES["features"], den, hamlet),
        "records.csv": write_rows(records, [*read_header(RECORDS), "hold_until", "fuzz_km"]),
        "events.csv": write_rows(events, [*read_header(EVENTS), "hold_until"]),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_embargoed_random_rows_equal_deleted_ones(tmp_path: Path, seed: int) -> None:
    files = random_pieces(Random(seed))
    held = read_atlas(write_atlas(tmp_path / "held", files))
    deleted = read_atlas(write_atlas(tmp_path / "deleted", delete_held(files)))
    assert held.version == deleted.version
    assert pack_atlas(held) == pack_atlas(deleted)
