"""The twin of an information date for costly answers: films, pictures, the server, a published site.

Like `test_known_twin`, at fewer information dates.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from atlas.history.as_known import as_known
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from outputs.site.build_plan import Plan, plan_site
from tests.atlas.history.conftest import VERSION
from tests.cut_atlas import Tables, Unchecked, cut_tables
from tests.films import fetch_film
from web.app import build
from web.app.build import HostOptions, build_app

BASE = "https://maps.example/"
DAYS = ("2012-07-20", "2017-11-12", "2020-12-10")
"""Early; with a claim that was soon denied; before a handover that was reported late."""
VIEWS = ("south-and-east", "golan-hauran", "albu-kamal")
FORMATS = ("svg", "png", "webp", "pdf", "html", "vtt", "csv", "geojson", "gpkg", "parquet")
PAGES = (
    "/",
    "/embed",
    f"/embed/{VERSION}/",
    *(f"/{name}.json" for name in ("payload", "known", "about")),
    *(f"/map.{suffix}" for suffix in FORMATS),
)
SHAPES = ("/", "/map.png", "/map.svg", "/map.csv", "/map.parquet")
"""With a place, too, and in Arabic."""
_OWN = re.compile(rb'"end_id":"[^"]*"')
"""Values that Dash invents for each process."""


class FixedAtlas:
    """Stands in for the atlas that a server follows: one that never changes."""

    faults = ()

    def __init__(self, atlas: Atlas, take: Callable[[Atlas], None]) -> None:
        self.atlas = atlas
        take(atlas)


def serve(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Return a client of a server of an atlas that was built, not read."""
    monkeypatch.setattr(build, "Current", lambda _folder, take, *_: FixedAtlas(atlas, take))
    return build_app(Path(), HostOptions(BASE, f"memory://{id(atlas)}")).server.test_client()


@pytest.mark.parametrize(("date", "view"), [*zip(DAYS, VIEWS, strict=True)])
def test_a_server_answers_like_one_of_the_cut_atlas(
    geodata: tuple[Unchecked, Tables, Atlas], date: str, view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages, embeds, pictures, data, oEmbed, sources and corrections, in bytes and tags."""
    base, rows, whole = geodata
    cut = base.build(cut_tables(rows, parse_day(date)), VERSION)
    clients = [serve(atlas, monkeypatch) for atlas in (whole, cut)]
    query = f"date={date}&known={date}&view={view}&size=400x300"
    addresses = [f"{page}?{query}" for page in PAGES]
    addresses += [f"{page}?{query}&lang=ar&place=albu-kamal" for page in SHAPES]
    for page in ("", "embed"):
        url = f"{BASE}{page}?{query}".replace(":", "%3A").replace("&", "%26")
        addresses += [f"/oembed?url={url}", f"/oembed?type=photo&url={url}&maxwidth=300"]
    later = next(name for name in whole.sources if name not in cut.sources)
    addresses += [f"/source/{name}?known={date}" for name in (later, *list(cut.sources)[-2:])]
    addresses += [f"/corrections.xml?known={date}", f"/corrections?to={date}&date={date}"]
    for address in addresses:
        of_whole, of_cut = (client.get(address) for client in clients)
        assert of_whole.status_code == of_cut.status_code, address
        assert _OWN.sub(b"", of_whole.data) == _OWN.sub(b"", of_cut.data), address
        assert of_whole.headers.get("ETag") == of_cut.headers.get("ETag"), address


@pytest.mark.parametrize("suffix", ["gif", "mp4"])
def test_a_film_shows_nothing_later(
    geodata: tuple[Unchecked, Tables, Atlas], suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days with changes, up to and beyond the information date."""
    base, rows, whole = geodata
    cut = base.build(cut_tables(rows, parse_day("2020-12-10")), VERSION)
    span = "from=2020-09-01&to=2021-12-31&step=change"
    address = f"/map.{suffix}?known=2020-12-10&view=albu-kamal&{span}&size=301x203"
    of_whole, of_cut = (fetch_film(serve(atlas, monkeypatch), address) for atlas in (whole, cut))
    assert len(of_whole.data) > 10_000
    assert of_whole.data == of_cut.data
    assert of_whole.headers["Content-Disposition"] == of_cut.headers["Content-Disposition"]


@pytest.mark.parametrize("date", DAYS[1:])
def test_a_published_site_shows_nothing_later(geodata: tuple[Unchecked, Tables, Atlas], date: str) -> None:
    """Pages, feeds, sitemap and data of the atlas as known on a day; `test_known_twin` tests drawings.

    The file of the whole atlas is left out, because the cut one contains days that are computed here.
    """
    base, rows, whole = geodata
    known = parse_day(date)
    cut = base.build(cut_tables(rows, known), VERSION)
    plans = [plan_site(atlas, BASE) for atlas in (as_known(whole, known), cut)]
    of_whole, of_cut = map(_written, plans)
    assert {"sitemap.xml", "en/feed.xml", "en/albu-kamal.html"} <= of_whole.keys()
    assert of_whole.keys() == of_cut.keys()
    assert [path for path in of_whole if of_whole[path] != of_cut[path]] == []
    assert [(drawing.path, drawing.request) for drawing in plans[0].drawn] == [
        (drawing.path, drawing.request) for drawing in plans[1].drawn
    ]


def _written(plan: Plan) -> dict[str, bytes]:
    """Return the files that are written at once, with the names of views for the versions of their parts."""
    files = {file.path: file.data for file in plan.written if not file.path.endswith("/atlas.json.gz")}
    for view, part in plan.parts.items():
        files = {path: data.replace(part.version.encode(), view.encode()) for path, data in files.items()}
    return files
