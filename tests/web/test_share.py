"""Share: the formats and sizes that the dialog receives, and the texts of a picture."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from atlas.model.atlas import Atlas
from atlas.request.options import SIZES
from atlas.request.request import parse_request
from outputs.data.request_frame import COLUMNS
from outputs.metadata.about import describe
from outputs.writers import FILMS, OUTPUTS, write, write_film
from tests.conftest import ROOT, STARTER
from web.app.build import build_app
from web.pages.share_options import find_formats, list_share_options


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return build_app(STARTER).server.test_client()


def read_options(client: FlaskClient, address: str = "/") -> dict[str, object]:
    match = re.search(r'<script type="application/json" id="page">(.*?)</script>', client.get(address).text)
    assert match
    page: dict[str, object] = json.loads(match[1])
    return page


def test_every_output_is_offered_once() -> None:
    kinds = [[form["id"] for form in find_formats(kind)] for kind in ("still", "film", "words", "data")]
    offered = [suffix for kind in kinds for suffix in kind]
    assert sorted(offered) == sorted(OUTPUTS)
    assert kinds[0][0] == "png"
    assert {"csv", "geojson"} <= set(kinds[3])
    assert kinds[2] == ["vtt"]


def test_the_page_passes_the_choices_to_the_dialog(client: FlaskClient) -> None:
    share = read_options(client)["share"]
    assert isinstance(share, dict)
    assert [size["id"] for size in share["sizes"]] == list(SIZES)
    assert share["columns"] == list(COLUMNS)
    routes = {rule.rule for rule in client.application.url_map.iter_rules()}
    assert (share["embed"] is not None) == ("/embed" in routes)
    assert bool(share["films"]) == ("/films" in routes)


def test_only_working_kinds_of_embed_are_offered() -> None:
    assert list_share_options(frozenset({"/"}))["embed"] is None
    plain = list_share_options(frozenset({"/embed"}))["embed"]
    assert (plain["frozen"], plain["oembed"]) == (False, False)
    whole = list_share_options(frozenset({"/embed", "/embed/<version>/", "/oembed"}))["embed"]
    assert (whole["frozen"], whole["oembed"]) == (True, True)
    assert whole["script"] == (ROOT / "assets" / "embed.js").is_file()


def test_the_dialogs_phrases_are_in_the_page_and_not_in_the_map(client: FlaskClient) -> None:
    words = read_options(client)["words"]
    assert isinstance(words, dict)
    assert words["share_title"] == "Share this map"
    payload = client.get("/payload.json").get_json()
    assert not [key for key in payload["words"] if key.startswith("share_")]


def test_the_texts_of_a_picture_are_those_of_the_file(client: FlaskClient, starter: Atlas) -> None:
    answer = client.get("/about.json?date=2020-10-03&view=old-town")
    about = describe(starter, parse_request(starter, {"date": "2020-10-03", "view": "old-town"}))
    assert answer.get_json()["alt"] == about.alt
    assert answer.get_json()["permalink"] == about.permalink
    again = client.get(
        "/about.json?date=2020-10-03&view=old-town", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


SHAPES = (*SIZES, "800x600", "800x600@2")


@pytest.mark.parametrize("size", SHAPES)
def test_the_permalink_beside_a_caption_names_the_size_of_its_picture(
    client: FlaskClient, starter: Atlas, size: str
) -> None:
    about = client.get("/about.json", query_string={"size": size}).get_json()
    options = dict(parse_qsl(urlsplit(about["permalink"]).query))
    assert options["size"] == size
    request = parse_request(starter, {"size": size})
    assert about["caption"] == describe(starter, request).caption
    assert about["size"] == "{} × {} px".format(*request.pixels_of_still)
    svg = write(starter, request, "svg").decode()
    assert about["permalink"].replace("&", "&amp;") in svg


def test_a_picture_on_paper_has_its_size_in_mm(client: FlaskClient) -> None:
    options = {"size": "85x110", "unit": "mm", "lang": "en"}
    assert client.get("/about.json", query_string=options).get_json()["size"] == "85 × 110 mm"


@pytest.mark.parametrize("suffix", ["png", "webp", "jpg", "avif", "pdf", "gif", "mp4"])
def test_files_have_their_size_in_their_metadata(starter: Atlas, tmp_path: Path, suffix: str) -> None:
    days = {"from": "2020-10-01", "to": "2020-10-03"} if suffix in FILMS else {}
    request = parse_request(starter, {"size": "320x240", **days})
    path = tmp_path / f"map.{suffix}"
    if suffix in FILMS:
        write_film(starter, request, suffix, path, lambda done, of: None)
    else:
        path.write_bytes(write(starter, request, suffix))
    assert b"size=320x240" in path.read_bytes()


def test_texts_of_impossible_pictures_are_refused(client: FlaskClient) -> None:
    answer = client.get("/about.json?date=soon")
    assert answer.status_code == 400
    assert "YYYY-MM-DD" in answer.text
