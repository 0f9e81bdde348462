"""The page: its payload, its requests, and that data stays data; and the answers of Dash."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from outputs.writers import write
from tests.atlases import FORCES, edit, pieces, write_atlas
from tests.conftest import ROOT, STARTER
from web.app.build import build_app
from web.timeline.dash_callbacks import shorten

EVIL = "</script><script>alert(1)</script><!--<script>"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """A client of a server of the starter atlas."""
    return build_app(STARTER).server.test_client()


@pytest.fixture
def evil(tmp_path: Path) -> FlaskClient:
    """A client of a server whose atlas has markup in every name that allows it."""
    forces = edit(FORCES, "army,Army,Army", f"army,{EVIL},{EVIL}")
    files = pieces(**{"forces.csv": forces})
    files["atlas.toml"] = edit(files["atlas.toml"], "A test", EVIL)
    return build_app(write_atlas(tmp_path / "evil", files)).server.test_client()


class _Page(HTMLParser):
    """The tags of a page, and the text of its scripts by id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: dict[str, str] = {}
        self._inside: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        self._inside = (attributes.get("id") or "") if tag == "script" else None

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self.scripts[self._inside] = self.scripts.get(self._inside, "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def get_page(client: FlaskClient, address: str = "/") -> _Page:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return _Page(answer.text)


def test_the_page_contains_its_own_payload(client: FlaskClient) -> None:
    page = get_page(client, "/?date=2020-10-03&view=old-town")
    payload = json.loads(page.scripts["payload"])
    assert payload == client.get("/payload.json?date=2020-10-03&view=old-town").get_json()
    assert page.all("html")[0]["lang"] == "en"
    assert page.all("html")[0]["dir"] == "ltr"
    assert [image["src"] for image in page.all("img")] == ["map.svg?date=2020-10-03&view=old-town"]


def test_the_page_makes_no_other_requests_and_has_no_inline_script(client: FlaskClient) -> None:
    page = get_page(client)
    sources = [tag.get("src") or tag.get("href") or "" for _, tag in page.tags]
    own = "http://localhost/"
    assert not [s for s in sources if re.match(r"(https?:)?//", s) and not s.startswith(own)]
    inline = [tag for tag in page.all("script") if not tag.get("src")]
    assert all(tag.get("type") in ("application/json", "application/ld+json") for tag in inline), inline
    later = json.loads(page.scripts["page"])["later"]
    assert [source for source in later if "plotly" in source] == ["assets/vendor/plotly-basic-4.1.1.min.js"]


def test_all_files_that_the_page_loads_exist(client: FlaskClient) -> None:
    page = get_page(client)
    loaded = [tag for tag in page.all("link") if tag.get("rel") not in ("alternate", "canonical")]
    linked = [tag.get("href") or tag.get("src") for tag in [*loaded, *page.all("script")]]
    named = [address for address in linked if address and not address.startswith("data:")]
    for address in [*named, *json.loads(page.scripts["page"])["later"]]:
        answer = client.get(f"/{address.lstrip('/')}", buffered=True)
        assert answer.status_code == 200, address
        assert answer.mimetype != "text/html", address


def test_the_page_ignores_foreign_options_in_its_address(client: FlaskClient) -> None:
    assert get_page(client, "/?fbclid=1&utm_source=x&utm_source=y").scripts["payload"]


def test_the_page_shows_the_whole_view_and_passes_the_bbox_on(client: FlaskClient) -> None:
    page = get_page(client, "/?bbox=0.9,0.0,1.2,0.2")
    assert json.loads(page.scripts["page"])["bbox"] == [0.9, 0, 1.2, 0.2]
    assert json.loads(page.scripts["payload"])["extent"] == client.get("/payload.json").get_json()["extent"]


def test_a_page_in_arabic_runs_from_right_to_left(default_atlas: Atlas) -> None:
    answer = build_app(ROOT / "geodata").server.test_client().get("/?lang=ar")
    page = _Page(answer.text)
    assert (page.all("html")[0]["lang"], page.all("html")[0]["dir"]) == ("ar", "rtl")
    assert default_atlas.meta.title.translate("ar") in answer.text


def test_names_with_markup_stay_names(evil: FlaskClient) -> None:
    page = get_page(evil)
    payload = json.loads(page.scripts["payload"])
    assert payload["forces"]["army"]["name"] == EVIL
    kinds = ("application/json", "application/ld+json")
    assert all(tag.get("src") or tag.get("type") in kinds for tag in page.all("script"))
    assert len(page.all("option")) == 7
    *_, figure = request_rows(evil, {})
    names = [text for row in figure["props"]["data"]["rows"] for _, _, text, _ in row["names"]]
    assert any("&lt;script&gt;" in text for text in names), "Plotly reads markup in what it draws"
    assert not any("<script" in text for text in names)


def request_rows(client: FlaskClient, options: object) -> list[Any]:
    """Ask Dash for the rows of the timeline, as its script in the browser does."""
    body = {
        "output": "timeline-rows.children",
        "outputs": {"id": "timeline-rows", "property": "children"},
        "inputs": [{"id": "timeline-query", "property": "data", "value": options}],
        "changedPropIds": ["timeline-query.data"],
        "parsedChangedPropsIds": ["timeline-query.data"],
    }
    answer = client.post("/_dash-update-component", json=body)
    if answer.status_code == 204:
        return []
    assert answer.status_code == 200, answer.text
    children: list[Any] = answer.get_json()["response"].get("timeline-rows", {}).get("children", [])
    return children


def test_dash_answers_with_rows(client: FlaskClient) -> None:
    names, graph, _ = request_rows(client, {"view": "island"})
    row = names["props"]["children"][0]["props"]["children"]["props"]
    assert (row["children"], row["data-place"]) == ("Old town", "old-town")
    config = graph["props"]["config"]
    assert (config["showSendToCloud"], config["plotlyServerURL"], config["displaylogo"]) == (False, "", False)


def test_rows_have_short_names_if_these_are_distinct() -> None:
    names = ["East bank (Tanak)", "Town (north)", "Town (south)", "Plain", "(all)"]
    assert shorten(names) == ["East bank", "Town (north)", "Town (south)", "Plain", "(all)"]


@pytest.mark.parametrize(
    "options", [None, [], {"view": "nowhere"}, {"known": "x"}, {"view": ["island"]}, {"hide": 5}]
)
def test_dash_answers_400_to_invalid_requests(client: FlaskClient, options: object) -> None:
    assert request_rows(client, options) == []


def test_two_readers_do_not_see_each_other(client: FlaskClient) -> None:
    dark = client.get("/payload.json?theme=dark&hide=northern").get_json()
    light = client.get("/payload.json").get_json()
    assert (dark["hide"], light["hide"]) == (["northern"], [])
    lines = {name: payload["families"][0]["line"] for name, payload in (("dark", dark), ("light", light))}
    assert lines["dark"] != lines["light"]


def test_health_reports_the_atlas(client: FlaskClient, starter: Atlas) -> None:
    health = client.get("/health").get_json()
    assert health["atlas"] == starter.version
    assert health["version"]


def test_no_tool_of_dash_is_open(client: FlaskClient) -> None:
    assert client.get("/_mcp").status_code == 404
    assert client.post("/_mcp", json={}).status_code in (404, 405)


def test_another_atlas_is_served_as_well(tmp_path: Path) -> None:
    folder = write_atlas(tmp_path / "small")
    atlas, client = read_atlas(folder), build_app(folder).server.test_client()
    assert json.loads(get_page(client).scripts["payload"])["view"] == "whole"
    assert client.get("/map.csv").data == write(atlas, parse_request(atlas, {}), "csv")
