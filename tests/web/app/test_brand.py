"""A brand on the server's pages, in embeds and on a site: name, logo, colours, fonts and sizes."""

import io
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from fontTools.ttLib import TTFont

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from outputs.html.brand import format_brand_css, name_font
from outputs.site.build_plan import plan_site
from tests.conftest import ROOT, STARTER
from web.app.build import HostOptions, Marchland, build_app
from web.services import live_atlas

BRANDS = ROOT / "examples" / "brands"
LEDGER, WIRE = BRANDS / "saltmarsh-ledger", BRANDS / "quarrystone-wire"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """A client of a server of the starter atlas in a brand."""
    return build_app(STARTER, HostOptions(brand=LEDGER)).server.test_client()


@pytest.fixture(scope="module")
def ledger() -> Atlas:
    return read_atlas(STARTER, brand=LEDGER)


@pytest.mark.parametrize(
    "path", ["/", "/method", "/corrections", "/source/wire-january", "/embed", "/embed?theme=dark"]
)
def test_every_page_has_name_and_colours_of_the_brand(client: FlaskClient, path: str) -> None:
    page = client.get(path).get_data(as_text=True)
    title = re.search(r"<title>(.*?)</title>", page)
    assert title
    assert title[1].endswith("· The Saltmarsh Ledger")
    assert ("--page:#151d27" if "dark" in path else "--page:#fdf8ef") in page
    assert "--ink2:" in page


def test_the_bar_has_a_logo_for_light_and_for_dark_pages(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    brand = page[page.index('class="brand"') - 4000 : page.index('class="brand"') + 4000]
    assert re.search(r'<svg [^>]*class="logo on-light"[^>]*aria-label="The Saltmarsh Ledger"', brand)
    assert re.search(r'<svg [^>]*class="logo on-dark"', brand)
    assert "Marchland</span>" not in brand
    css = format_brand_css(read_atlas(STARTER, brand=WIRE).brand)
    assert ".logo.plate{background:#ffffff" in css


def test_the_fonts_of_the_brand_are_served_from_this_server(client: FlaskClient, ledger: Atlas) -> None:
    page = client.get("/").get_data(as_text=True)
    addresses = re.findall(r"src:url\((brand/[\w.-]+)\)", page)
    assert ledger.brand
    assert ledger.brand.family
    assert addresses == [f"brand/{name_font(ledger.brand, file)}" for file in ledger.brand.family.files]
    answer = client.get(f"/{addresses[0]}")
    assert answer.mimetype == "font/woff2"
    assert TTFont(io.BytesIO(answer.data))["OS/2"].usWeightClass == 400
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert client.get(f"/{addresses[0]}").data == answer.data
    assert client.get("/brand/other.woff2").status_code == 404
    article = client.get("/method").get_data(as_text=True)
    assert "src:url(./brand/" in article


def test_the_share_dialog_offers_the_sizes_of_the_brand(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    data = re.search(r'<script type="application/json" id="page">(.*?)</script>', page, re.S)
    assert data
    sizes = {size["id"]: size for size in json.loads(data[1])["share"]["sizes"]}
    assert (sizes["lead"]["width"], sizes["lead"]["height"]) == (1600, 900)
    assert (sizes["column"]["width"], sizes["column"]["height"]) == (241, 312)
    assert client.get("/map.svg?size=lead").status_code == 200


def test_an_embed_has_the_logo_and_no_fonts_of_the_brand(client: FlaskClient) -> None:
    page = client.get("/embed").get_data(as_text=True)
    foot = page[page.index("<footer>") :]
    assert 'class="logo on-light"' in foot
    assert "Bitter" not in page


def test_pages_without_a_brand_stay_as_they_are() -> None:
    page = build_app(STARTER).server.test_client().get("/").get_data(as_text=True)
    assert '<span class="name">Marchland</span>' in page
    assert 'class="logo' not in page


def test_a_site_has_the_brand(ledger: Atlas) -> None:
    files = {file.path: file.data for file in plan_site(ledger).written}
    assert ledger.brand
    assert ledger.brand.family
    names = {f"assets/brand/{name_font(ledger.brand, file)}" for file in ledger.brand.family.files}
    assert names <= set(files)
    style = files["assets/css/site.css"].decode()
    assert "--page:#fdf8ef" in style
    assert "url(../brand/" in style
    home = files["index.html"].decode()
    assert "· The Saltmarsh Ledger</title>" in home
    assert 'class="logo on-light"' in home
    assert b"#a3312a" in files["assets/icon.svg"]


def test_drawings_of_a_site_are_made_again_for_another_brand(ledger: Atlas) -> None:
    keys = {drawing.path: drawing.key for drawing in plan_site(ledger).drawn}
    other = {drawing.path: drawing.key for drawing in plan_site(read_atlas(STARTER, brand=WIRE)).drawn}
    assert all(other[path] != key for path, key in keys.items() if path in other)


def test_a_changed_logo_is_shown_without_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brand = tmp_path / "brand"
    shutil.copytree(LEDGER, brand)
    app: Marchland = build_app(STARTER, HostOptions(brand=brand))
    monkeypatch.setattr(live_atlas, "POLL_SECONDS", 0.0)
    before = app.current.atlas.version
    app.current.settle()
    logo = brand / "logo.svg"
    logo.write_text(logo.read_text(encoding="utf-8").replace("#a3312a", "#00528a"), encoding="utf-8")
    os.utime(logo, (1, 1))
    assert app.current.atlas.version == before  # is being read
    app.current.settle()
    assert app.current.atlas.version != before
    (brand / "logo.svg").unlink()
    assert app.current.atlas
    app.current.settle()
    assert "does not exist beside brand.toml" in app.current.faults[0].format_text()
