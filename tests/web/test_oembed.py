"""oEmbed and the head: how a map appears in other pages, and how it is described in links."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

from atlas.model.atlas import Atlas
from web.app.build import HostOptions, build_app
from web.http.base_url import is_host, parse_base

ROOT = Path(__file__).resolve().parents[2]
HOME = "http://localhost/"
QUERY = "date=2017-11-19&view=albu-kamal"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return build_app(ROOT / "geodata").server.test_client()


def ask(client: FlaskClient, url: str, more: str = "") -> dict[str, Any]:
    answer = client.get(f"/oembed?url={quote(url, safe='')}{more}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    answer_: dict[str, Any] = json.loads(answer.data)
    return answer_


def frame_of(answer: dict[str, Any]) -> str:
    match = re.fullmatch(r'<iframe src="([^"]*)"[^>]*></iframe>', answer["html"])
    assert match
    return unescape(match[1])


def test_a_map_is_rich_in_a_bare_frame(client: FlaskClient) -> None:
    answer = ask(client, f"{HOME}embed?{QUERY}")
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert frame_of(answer) == f"{HOME}embed?{QUERY}"
    assert answer["title"] == "Who holds what around Albu Kamal, 19 November 2017"
    assert (answer["provider_name"], answer["provider_url"]) == ("Marchland", HOME)
    assert (answer["width"], answer["height"]) == (700, 840)
    assert answer["cache_age"] == 300
    size = answer["thumbnail_width"], answer["thumbnail_height"]
    assert size == (1200, 630)
    assert client.get(answer["thumbnail_url"]).mimetype == "image/png"


@pytest.mark.parametrize("path", ["", "embed"])
def test_a_link_that_follows_the_atlas_has_a_live_embed(client: FlaskClient, path: str) -> None:
    assert frame_of(ask(client, f"{HOME}{path}?{QUERY}&utm_source=mail")) == f"{HOME}embed?{QUERY}"


def test_a_permanent_link_has_a_pinned_embed(client: FlaskClient, default_atlas: Atlas) -> None:
    pinned = f"{HOME}embed/{default_atlas.version}/?{QUERY}"
    known = f"{HOME}?{QUERY}&known=2022-02-16"
    assert frame_of(ask(client, known)) == pinned.replace("&view=", "&known=2022-02-16&view=")
    answer = ask(client, pinned)
    assert frame_of(answer) == pinned
    assert answer["cache_age"] == 86_400


def test_sides_respect_the_limits(client: FlaskClient) -> None:
    answer = ask(client, f"{HOME}embed?{QUERY}", "&maxwidth=480&maxheight=400")
    assert (answer["width"], answer["height"]) == (480, 400)
    assert 'width="480" height="400"' in answer["html"]
    assert "min-height" not in answer["html"]
    assert answer["thumbnail_width"] <= 480
    assert answer["thumbnail_height"] <= 400
    small = ask(client, f"{HOME}embed?{QUERY}", "&maxwidth=150")
    assert not any(name.startswith("thumbnail") for name in small)


@pytest.mark.parametrize("more", ["&type=photo", "&type=photo&maxwidth=900", "&type=photo&maxwidth=333"])
def test_a_photo_is_a_picture_of_the_given_sides(client: FlaskClient, more: str) -> None:
    answer = ask(client, f"{HOME}?{QUERY}", more)
    assert answer["type"] == "photo"
    picture = client.get(answer["url"])
    assert picture.mimetype == "image/png"
    wide, high = (int.from_bytes(picture.data[start : start + 4], "big") for start in (16, 20))
    assert (wide, high) == (answer["width"], answer["height"])
    most = re.search(r"maxwidth=(\d+)", more)
    assert wide <= int(most[1] if most else 1200)


def test_the_address_itself_may_request_a_photo(client: FlaskClient) -> None:
    assert ask(client, f"{HOME}?{QUERY}&type=photo")["type"] == "photo"


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("", 400, "url is missing"),
        ("?url=", 400, "url is missing"),
        ("?url=https%3A%2F%2Felsewhere.example%2F", 404, "not on this server"),
        ("?url=javascript%3Aalert(1)", 404, "not on this server"),
        ("?url=http%3A%2F%2F%5B", 404, "not a valid address"),
        ("?url=http%3A%2F%2Flocalhost.evil.example%2F", 404, "not on this server"),
        ("?url=http%3A%2F%2Flocalhost%2Fmap.png", 404, "no map at this address"),
        ("?url=http%3A%2F%2Flocalhost%2F%3Fdate%3Dsoon", 404, "YYYY-MM-DD"),
        ("?url=http%3A%2F%2Flocalhost%2Fembed%2F000000000000%2F", 404, "is not stored here"),
        ("?url=http%3A%2F%2Flocalhost%2F&format=xml", 501, "Only JSON"),
        ("?url=http%3A%2F%2Flocalhost%2F&maxwidth=wide", 400, "whole number"),
    ],
)
def test_foreign_and_invalid_addresses_get_a_message(
    client: FlaskClient, query: str, status: int, message: str
) -> None:
    answer = client.get(f"/oembed{query}")
    assert answer.status_code == status
    assert message in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/", "/embed"])
def test_a_page_is_discovered_and_described(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}?{QUERY}").get_data(as_text=True)
    head = page[: page.index("</head>")].encode()[:150_000].decode(errors="ignore")
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]*)"', head)
    assert link
    assert client.get(unescape(link[1])).json["type"] == "rich"  # type: ignore[index]
    tags = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)"', head))
    assert tags["og:title"] == tags["twitter:title"] == "Who holds what around Albu Kamal"
    assert tags["og:locale"] == "en_GB"
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert tags["og:image:alt"].startswith("Map of the Albu Kamal area on ")
    assert tags["twitter:card"] == "summary_large_image"
    picture = urlsplit(unescape(tags["og:image"]))
    assert "size=card" in picture.query
    assert "date=2017-11-19" in picture.query
    assert "known=" in picture.query


@pytest.mark.parametrize("path", ["/", "/embed"])
def test_a_page_describes_itself_in_linked_data(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}?{QUERY}").get_data(as_text=True)
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert match
    linked_data = json.loads(match[1])
    drawn, data = linked_data["@graph"]
    assert linked_data["@context"] == "https://schema.org"
    assert (drawn["@type"], drawn["temporalCoverage"]) == ("Map", "2017-11-19")
    assert data["@type"] == "Dataset"
    assert len(data["description"]) >= 50
    addresses = [download["contentUrl"] for download in data["distribution"]]
    assert [client.get(address).mimetype for address in addresses] == ["text/csv", "application/geo+json"]


@pytest.mark.parametrize(
    "host", ['evil.example/"><script>', "a b", "a\tb", "evil.example@localhost", "", "a:b", "é"]
)
def test_an_invalid_host_is_refused(client: FlaskClient, host: str) -> None:
    for path in ("/", "/embed", f"/oembed?url={quote(HOME)}"):
        answer = client.get(path, environ_overrides={"HTTP_HOST": host, "SERVER_NAME": host})
        assert answer.status_code == 400
        assert "Host header is not valid" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "host", ["localhost:8050", "[::1]:8050", "maps.example.org", "MAPS.example", "127.0.0.1"]
)
def test_the_host_of_the_request_is_the_address(client: FlaskClient, host: str) -> None:
    assert is_host(host)
    page = client.get(f"/embed?{QUERY}", headers={"Host": host}).get_data(as_text=True)
    assert f'property="og:url" content="http://{host.lower()}/embed?' in page


def test_a_base_url_overrides_the_host() -> None:
    options = HostOptions(base=parse_base("https://Maps.example.org/south"))
    client = build_app(ROOT / "geodata", options).server.test_client()
    page = client.get(f"/embed?{QUERY}", headers={"Host": "evil.example"}).get_data(as_text=True)
    assert 'property="og:url" content="https://maps.example.org/south/embed?' in page
    assert "evil.example" not in page
    answer = ask(client, "https://maps.example.org/south/embed")
    assert frame_of(answer) == "https://maps.example.org/south/embed"


@pytest.mark.parametrize(
    "base", ["maps.example.org", "ftp://maps.example.org", "https://", "https://a/?b=1", "https://u@a"]
)
def test_an_invalid_base_url_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="full address"):
        parse_base(base)
