"""Embeds: live ones follow the atlas, pinned ones never change; both work in any page."""

import gzip
import json
import re
import uuid
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import default_request
from outputs.embed import page as page_module
from tests.atlases import EVENTS, FORCES, RECORDS, SOURCES, edit, pieces, write_atlas
from web.app.build import HostOptions, Marchland, build_app
from web.http.stored_page import write_policy
from web.routes import embed as module
from web.services.snapshots import Snapshots

LATER = SOURCES + "later,Later,Later,,,2020-01-01,en,,none\n"
RETRACTED = edit(RECORDS, "confirmed,,,,,observer;wire", "confirmed,,,2018-06-01,,observer;wire")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_atlas(tmp_path / "atlas", pieces())


@pytest.fixture
def place() -> str:
    return f"memory://{uuid.uuid4().hex}"


@pytest.fixture
def app(folder: Path, place: str) -> Marchland:
    return build_app(folder, HostOptions(snapshots=place))


@pytest.fixture
def client(app: Marchland) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The versions whose pages are drawn, in order."""
    drawn: list[str] = []

    def write(atlas: Atlas, *rest: Any) -> bytes:
        drawn.append(atlas.version)
        return page_module.write_page(atlas, *rest)

    monkeypatch.setattr(module, "write_page", write)
    return drawn


def corrected(folder: Path, place: str) -> FlaskClient:
    """Return a client of a server that was restarted after a record was retracted."""
    write_atlas(folder, {"records.csv": RETRACTED, "sources.csv": LATER})
    return build_app(folder, HostOptions(snapshots=place)).server.test_client()


def test_an_embed_works_in_any_page_and_runs_only_its_own_script(client: FlaskClient) -> None:
    answer = client.get("/embed")
    headers = answer.headers
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert headers["Cache-Control"] == "public, max-age=300"
    assert "X-Frame-Options" not in headers
    assert headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/=]{44}';", policy)
    assert policy == write_policy(answer.get_data(as_text=True))


@pytest.mark.parametrize("query", ["", "?date=2018-01-05&hide=iran%2Cgovernment", "?title=%D8%A7+b"])
def test_an_extra_slash_redirects_to_the_same_embed(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/embed/{query}")
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"../embed{query}"
    assert client.get(urljoin(f"/embed/{query}", answer.headers["Location"])).status_code == 200


def test_a_content_policy_lists_scripts_and_not_data() -> None:
    page = '<script type="application/json">{}</script><script>a</script><script>b</script><script>a</script>'
    assert write_policy(page).count("sha256-") == 2
    assert "script-src 'none'" in write_policy("<p>nothing</p>")


def test_an_embed_is_compressed_and_has_a_tag(client: FlaskClient) -> None:
    plain = client.get("/embed")
    zipped = client.get("/embed", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(zipped.data) == plain.data
    assert zipped.headers["Vary"] == "Accept-Encoding"
    for answer in (plain, zipped):
        again = client.get("/embed", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert not again.data


def test_foreign_options_in_the_address_make_no_new_page(client: FlaskClient, pages: list[str]) -> None:
    response = client.get("/embed?date=2018-01-01&theme=dark")
    other = client.get("/embed?utm_source=mail&theme=dark&childId=map&date=2018-01-01")
    assert response.data == other.data
    assert len(pages) == 1


@pytest.mark.parametrize("path", ["/embed", "/embed/{version}/"])
def test_invalid_requests_get_a_message(client: FlaskClient, app: Marchland, path: str) -> None:
    answer = client.get(path.format(version=app.current.atlas.version) + "?date=soon")
    assert answer.status_code == 400
    assert "YYYY-MM-DD" in answer.get_data(as_text=True)


def test_a_pinned_embed_is_immutable_and_declares_it(client: FlaskClient, app: Marchland) -> None:
    version = app.current.atlas.version
    answer = client.get(f"/embed/{version}/?date=2018-01-01")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert f'data-pinned="{version}"' in answer.get_data(as_text=True)
    assert "data-pinned" not in client.get("/embed?date=2018-01-01").get_data(as_text=True)


def test_a_pinned_page_stays_when_the_atlas_changes(
    client: FlaskClient, app: Marchland, folder: Path, place: str, pages: list[str]
) -> None:
    version = app.current.atlas.version
    before = client.get(f"/embed/{version}/?date=2018-01-01").data
    again = corrected(folder, place)
    assert again.get(f"/embed/{version}/?date=2018-01-01").data == before
    assert pages == [version]


def test_a_new_request_to_an_old_version_is_drawn_from_it(
    app: Marchland, folder: Path, place: str, pages: list[str]
) -> None:
    old = app.current.atlas.version
    again = corrected(folder, place)
    new = read_atlas(folder).version
    query = "?date=2017-12-01&lang=ar"
    held, not_held = again.get(f"/embed/{old}/{query}"), again.get(f"/embed/{new}/{query}")
    assert held.status_code == not_held.status_code == 200
    assert pages == [old, new]
    assert held.data != not_held.data


def test_pages_are_saved_even_if_their_atlas_cannot_be_opened(
    tmp_path: Path, folder: Path, pages: list[str]
) -> None:
    snapshots = tmp_path / "kept"
    first = build_app(folder, HostOptions(snapshots=str(snapshots)))
    version = first.current.atlas.version
    before = first.server.test_client().get(f"/embed/{version}/").data
    (snapshots / version / "atlas.json.gz").write_bytes(b"broken")
    again = corrected(folder, str(snapshots))
    assert again.get(f"/embed/{version}/").data == before
    other = again.get(f"/embed/{version}/?theme=dark")
    assert other.status_code == 404
    assert "can no longer be opened; only its saved pages are available" in other.get_data(as_text=True)
    assert pages == [version]


@pytest.mark.parametrize("version", ["000000000000", "latest", "%2e%2e"])
def test_an_unknown_version_is_not_found_with_a_cure(
    client: FlaskClient, app: Marchland, version: str
) -> None:
    answer = client.get(f"/embed/{version}/")
    assert answer.status_code == 404
    assert f"The latest is /embed/{app.current.atlas.version}/" in answer.get_data(as_text=True)


def test_a_pinned_embed_gets_the_corrections_in_its_view(
    client: FlaskClient, app: Marchland, folder: Path, place: str
) -> None:
    version = app.current.atlas.version
    same = client.get(f"/embed/{version}/changes.json")
    assert same.json is not None
    assert same.json["changed"] == []
    assert "text" not in same.json
    assert same.headers["Access-Control-Allow-Origin"] == "*"
    again = corrected(folder, place)
    notice = again.get(f"/embed/{version}/changes.json?date=2018-01-01").json
    assert notice is not None
    assert notice["changed"] == [{"place": "west", "name": "West", "since": "2017-06-01"}]
    assert notice["text"].startswith("Published on ")
    assert notice["href"] == "../../?date=2018-01-01"
    assert len(json.dumps(notice)) < 1000


@pytest.mark.parametrize(
    "query", ["bbox=41.1,34.1,41.9,34.9", "from=2018-03-01", "controls=none&date=2018-06-01"]
)
def test_corrections_out_of_range_do_not_concern_an_embed(
    app: Marchland, folder: Path, place: str, query: str
) -> None:
    version = app.current.atlas.version
    notice = corrected(folder, place).get(f"/embed/{version}/changes.json?{query}").json
    assert notice is not None
    assert notice["changed"] == []


def test_corrections_are_in_the_language_of_the_embed(app: Marchland, folder: Path, place: str) -> None:
    version = app.current.atlas.version
    notice = corrected(folder, place).get(f"/embed/{version}/changes.json?lang=ar").json
    assert notice is not None
    assert notice["changed"][0]["name"] == "غرب"
    assert "lang=ar" in notice["href"]


def test_pinned_versions_are_listed_with_their_changed_facts(
    client: FlaskClient, app: Marchland, folder: Path, place: str
) -> None:
    assert "Only the latest version" in client.get("/pinned").get_data(as_text=True)
    version = app.current.atlas.version
    listed = corrected(folder, place).get("/pinned").get_data(as_text=True)
    assert f'href="embed/{version}/?lang=en"' in listed
    assert "Retracted on 1 June 2018" in listed
    assert listed.count("<tr>") == 2
    assert f'href="embed/{version}/?date=2017-06-30&amp;lang=en">Army: Control, since' in listed
    then = re.search(r'href="\./(\?lang=en&amp;known=[0-9-]+)"', listed)
    assert then
    assert client.get("/" + then[1].replace("&amp;", "&")).status_code == 200
    assert 'dir="rtl"' in corrected(folder, place).get("/pinned?lang=ar").get_data(as_text=True)


def test_an_embed_of_a_removed_place_shows_the_rest(client: FlaskClient) -> None:
    answer = client.get("/embed?date=2018-01-01&place=atlantis")
    assert answer.status_code == 200
    assert answer.get_data() == client.get("/embed?date=2018-01-01").get_data()
    assert client.get("/embed?date=2018-01-01&place=west").get_data() != answer.get_data()


def test_a_retracted_event_is_listed(app: Marchland, folder: Path, place: str) -> None:
    version = app.current.atlas.version
    gone = "".join(line for line in EVENTS.splitlines(keepends=True) if "Strike" not in line)
    write_atlas(folder, pieces(**{"events.csv": gone}))
    again = build_app(folder, HostOptions(snapshots=place)).server.test_client()
    listed = again.get("/pinned").get_data(as_text=True)
    assert "With facts retracted since: 1." in listed
    assert re.findall(r'href="([^"]*)">(Strike[^<]*)', listed) == [
        (f"embed/{version}/?date=2018-02-28&amp;lang=en", "Strike, February 2018, Claimed")
    ]


def test_versions_with_retracted_facts_come_first_and_once(folder: Path, place: str) -> None:
    crossing = ("gate-fourth,gate,fourth,presence", "gate-fourth,gate,fourth,control")
    renamed = {"forces.csv": edit(FORCES, "army,Army,Army", "army,The Army,Army")}
    after = {"records.csv": RETRACTED, "sources.csv": LATER}
    states: list[dict[str, str]] = [
        {"records.csv": edit(RECORDS, *crossing)},
        {},
        renamed,
        after | {"records.csv": edit(RETRACTED, *crossing)},
        after | renamed,
    ]
    versions = []
    for day, state in enumerate(states, 1):
        atlas = read_atlas(write_atlas(folder, pieces(**state)))
        Snapshots(place, partial(date, 2021, 3, day)).save(atlas)
        versions.append(atlas.version)
    write_atlas(folder, pieces())
    listed = corrected(folder, place).get("/pinned").get_data(as_text=True)
    assert "Saved versions: 5. With facts retracted since: 3. With facts changed only: 1." in listed
    order = [listed.index(f"embed/{versions[number]}/") for number in (2, 1, 0, 3, 4)]
    assert order == sorted(order)
    together, first, other = re.findall("<section.*?</section>", listed, re.DOTALL)
    assert all(version in together for version in versions[1:3])
    assert together.count("Retracted on 1 June 2018") == first.count("Retracted on 1 June 2018") == 1
    assert "<details><summary>Also changed since: 1" in first
    assert '<details open=""><summary>Changed since: 1' in other
    assert versions[4] in listed.partition("Nothing retracted or changed: 1")[2]


def test_a_new_atlas_is_saved_at_once(folder: Path, place: str, app: Marchland) -> None:
    write_atlas(folder, {"records.csv": RETRACTED, "sources.csv": LATER})
    app.current._polled = -100.0
    old = app.current.atlas.version
    app.current.settle()
    new = app.current.atlas.version
    assert new != old
    snapshots = HostOptions(snapshots=place).snapshots
    assert {snapshot.version for snapshot in module.Snapshots(snapshots).list()} == {old, new}


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("view", ["south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran"])
def test_a_served_page_with_its_head_weighs_at_most_80_kilobytes(
    default_atlas: Atlas, view: str, lang: str
) -> None:
    request = replace(default_request(default_atlas), view=view, lang=lang, theme="auto")
    page = module.unpack_page(module.draw_embed(default_atlas, request)).plain
    assert b"og:image" in page
    assert len(gzip.compress(page, 6)) <= 80_000
