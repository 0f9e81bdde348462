"""The pages, feeds and data of a published site: complete, linked, well formed, nothing unpublished."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.options import SIZES
from atlas.request.request import parse_request
from atlas.storage.view_subset import cut
from layers.geometry.viewport import fit
from layers.still.draw import draw_map
from outputs.embed.page import write_page
from outputs.site import build
from outputs.site.build import publish
from outputs.site.build_plan import plan_site
from tests.atlases import RECORDS, SOURCES, TOML, edit, pieces, write_atlas
from tests.leak_check import POINT, SECRETS, blurred_pieces, find_leaks, secret_pieces

BASE = "https://news.example/maps"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SECOND_VIEW = (
    '[[views]]\nid = "gate"\nname = "Gate"\nname_ar = "البوابة"\nbbox = [38.3, 33.4, 38.7, 33.6]\n\n'
)


def quiet(*_: object) -> None:
    """Ignore progress."""


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """A small atlas of two views in two languages."""
    toml = TOML.replace("[[boundaries]]", f"{SECOND_VIEW}[[boundaries]]")
    folder = tmp_path_factory.mktemp("source") / "atlas"
    return read_atlas(write_atlas(folder, pieces(**{"atlas.toml": toml})))


@pytest.fixture(scope="module")
def site(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site, drawn in this process; for reading only."""
    folder = tmp_path_factory.mktemp("drawn") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "_FEW_DRAWINGS", 1000)
        publish(atlas, folder, "", quiet)
    return folder


@pytest.fixture(scope="module")
def parts(default_atlas: Atlas) -> Mapping[str, Atlas]:
    """The parts of the default atlas that its views are drawn from."""
    return plan_site(default_atlas).parts


class Links(HTMLParser):
    """Collects every address in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in ("href", "src") and value:
                self.links.append(value)
            if name == "id" and value:
                self.ids.add(value)


def contents(site: Path) -> Mapping[str, bytes]:
    """Return the files of a site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def pages(site: Path) -> Iterator[Path]:
    """Yield the pages of a site, embeds aside."""
    yield from (path for path in site.rglob("*.html") if "embed" not in path.relative_to(site).parts)


def test_every_view_has_a_page_stills_and_data_in_every_language(site: Path) -> None:
    names = [
        "social.png",
        "card.png",
        "square.png",
        "map.svg",
        "holdings.csv",
        "places.geojson",
        "oembed.json",
    ]
    for language in ("en", "ar"):
        for view in ("whole", "gate"):
            assert (site / language / f"{view}.html").is_file()
            assert all((site / language / view / name).is_file() for name in names)
        assert (site / language / "feed.xml").is_file()
    for name in (
        "index.html",
        "ar.html",
        "404.html",
        "sitemap.xml",
        "versions.json",
        "data/datapackage.json",
    ):
        assert (site / name).is_file(), name


def test_other_processes_draw_the_same_bytes(
    atlas: Atlas, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_FEW_DRAWINGS", 0)
    reports: list[tuple[int, int, str]] = []
    publish(atlas, tmp_path / "two", "", lambda *state: reports.append(state))
    assert contents(site) == contents(tmp_path / "two")
    assert [done for done, _, _ in reports] == list(range(1, reports[0][1] + 1))


def test_links_are_relative_and_lead_to_files(site: Path) -> None:
    count = 0
    for page in pages(site):
        for link in Links(page.read_text()).links:
            address, _ = urldefrag(link)
            assert not urlsplit(address).scheme, link
            assert not address.startswith("/"), link
            assert not address or (page.parent / unquote(address)).resolve().is_file(), f"{page}: {link}"
            count += 1
    assert count > 100


def test_style_names_files_that_are_there(site: Path) -> None:
    style = site / "assets" / "css" / "site.css"
    named = re.findall(r"url\(([^)]+)\)", style.read_text())
    assert named
    assert all((style.parent / name).is_file() for name in named)


def test_whole_addresses_lead_to_files(atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_FEW_DRAWINGS", 1000)
    site = tmp_path / "whole"
    publish(atlas, site, f"{BASE}/", quiet)
    files = [*pages(site), *site.rglob("*.xml"), *site.rglob("oembed.json")]
    named = {match for path in files for match in re.findall(rf"{BASE}/([^\s\"\\<>&#]+)", path.read_text())}
    assert all((site / name).is_file() for name in named), named
    places = [place.text for place in ET.parse(site / "sitemap.xml").findall("s:url/s:loc", SITEMAP)]
    html = [path.relative_to(site).as_posix() for path in pages(site) if path.name != "404.html"]
    assert sorted(places) == sorted(f"{BASE}/{path}" for path in html)
    text = (site / "en" / "gate.html").read_text()
    assert f'<link rel="canonical" href="{BASE}/en/gate.html">' in text
    assert f'property="og:image" content="{BASE}/en/gate/card.png"' in text
    assert f"{BASE}/embed/{atlas.version}/en/gate/index.html" in text


def test_pages_declare_language_direction_and_translations(site: Path) -> None:
    arabic, english = (site / "ar" / "gate.html").read_text(), (site / "en" / "gate.html").read_text()
    assert '<html lang="ar" dir="rtl"' in arabic
    assert '<html lang="en" dir="ltr"' in english
    assert 'hreflang="ar" href="../ar/gate.html"' in english
    assert "البوابة" in arabic


def test_page_of_a_view_lists_who_holds_what(site: Path) -> None:
    text = (site / "en" / "whole.html").read_text()
    rows = re.findall(r"<tr>(.*?)</tr>", text)
    cells = [re.sub(r"<[^>]+>", "|", row) for row in rows]
    assert any("Army" in row and "Control · Confirmed" in row and "West" in row for row in cells), cells
    assert any(
        "Guards" in row and "Control · Reported · Possible" in row and "East" in row for row in cells
    ), cells


def test_page_is_found_by_oembed_and_by_schema(site: Path) -> None:
    text = (site / "en" / "gate.html").read_text()
    match = re.search(r'type="application/json\+oembed" href="([^"]+)"', text)
    assert match
    answer = json.loads((site / "en" / match[1]).read_text())
    assert answer["version"] == "1.0"
    assert answer["type"] == "rich"
    assert re.search(r'<iframe src="[^"]+/embed/en/gate/index.html"', answer["html"])
    facts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert [fact["@type"] for fact in json.loads(facts[0])["@graph"]] == ["Map", "Dataset"]


ATOM = "{http://www.w3.org/2005/Atom}"


def read_feed(path: Path) -> list[ET.Element]:
    """Return the entries of an Atom feed with all required parts."""
    feed = ET.parse(path).getroot()
    assert feed.tag == f"{ATOM}feed"
    assert all(feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")] == ["self", "alternate"]
    return feed.findall(f"{ATOM}entry")


def test_feed_lists_changes_and_retractions_newest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_FEW_DRAWINGS", 1000)
    records = edit(RECORDS, "2018~,,reported,,,,,observer", "2018~,,reported,,,2018-03-05,,observer")
    atlas = read_atlas(write_atlas(tmp_path / "atlas", pieces(**{"records.csv": records})))
    publish(atlas, tmp_path / "site", BASE, quiet)
    entries = read_feed(tmp_path / "site" / "en" / "feed.xml")
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in entries]
    assert "Retracted: East, Guards" in titles
    assert any("Handover" in title for title in titles)
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+00:00", day) for day in days)
    assert days == sorted(days, reverse=True)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    links = [link.get("href") or "" for entry in entries for link in entry.findall(f"{ATOM}link")]
    assert len(links) == len(entries)
    assert all(link.startswith(BASE) for link in links)


def test_data_package_describes_every_table(site: Path) -> None:
    package = json.loads((site / "data" / "datapackage.json").read_text())
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert len({resource["name"] for resource in package["resources"]}) == len(package["resources"]) == 5
    for resource in package["resources"]:
        data = (site / "data" / resource["path"]).read_bytes()
        assert len(data) == resource["bytes"]
        assert f"sha256:{hashlib.sha256(data).hexdigest()}" == resource["hash"]
        if resource.get("type") == "table":
            rows = list(csv.reader(io.StringIO(data.decode())))
            assert rows[0] == [field["name"] for field in resource["schema"]["fields"]]
            assert all(len(row) == len(rows[0]) for row in rows)
            for number, field in enumerate(resource["schema"]["fields"]):
                values = [row[number] for row in rows[1:] if row[number]]
                if field["type"] == "date":
                    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", value) for value in values), field
                if field["type"] == "number":
                    assert all(float(value) is not None for value in values)


def test_sources_of_the_data_are_all_explained(site: Path) -> None:
    def cells(name: str, column: str) -> list[str]:
        with (site / "data" / name).open(newline="") as file:
            return [row[column] for row in csv.DictReader(file)]

    explained = set(cells("sources.csv", "id"))
    cited = {source for cell in cells("changes.csv", "sources") for source in cell.split(";") if source}
    assert cited
    assert cited <= explained
    assert set(cells("sources.csv", "origin")) <= explained


def test_changes_list_every_step_of_a_place(site: Path) -> None:
    with (site / "data" / "changes.csv").open(newline="") as file:
        east = [
            (row["date"], row["force"], row["certainty"])
            for row in csv.DictReader(file)
            if row["place"] == "east"
        ]
    assert ("2017-11-19", "army", "certain") in east
    assert ("2018-03-01", "guards", "certain") in east
    assert [day for day, _, _ in east] == sorted(day for day, _, _ in east)


def test_later_and_retracted_records_are_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_FEW_DRAWINGS", 1000)
    sources = SOURCES + "rumour,Rumour Mill,Hearsay,https://example.org/rumour,,2018-03-01,en,,none\n"
    records = (
        RECORDS
        + "gate-secret,gate,guards,control,2018-01-02,,reported,,2018-02-01,2018-03-01,,rumour,A secret\n"
    )
    atlas = read_atlas(
        write_atlas(tmp_path / "atlas", pieces(**{"records.csv": records, "sources.csv": sources}))
    )
    publish(atlas, tmp_path / "site", "", quiet)
    for path in (tmp_path / "site").rglob("*"):
        if path.suffix in (".csv", ".json", ".geojson", ".html", ".svg", ".css"):
            text = path.read_text()
            for word in ("A secret", "gate-secret", "Rumour Mill", "example.org/rumour"):
                assert word not in text, f"{path}: {word}"


@pytest.mark.parametrize("pieces_of", [secret_pieces, blurred_pieces], ids=["held back", "blurred"])
def test_embargoed_rows_and_exact_positions_are_in_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pieces_of: Callable[[], Mapping[str, Any]]
) -> None:
    monkeypatch.setattr(build, "_FEW_DRAWINGS", 1000)
    publish(read_atlas(write_atlas(tmp_path / "atlas", pieces_of())), tmp_path / "site", BASE, quiet)
    secrets = (*SECRETS, *map(str, POINT), *(f"{degrees:.5f}"[:-1] for degrees in POINT))
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file() and path.suffix != ".woff2"]
    assert len(files) > 20
    for path in files:
        assert find_leaks(path.read_bytes(), secrets) == [], path


def test_embargoed_rows_change_no_part(tmp_path: Path) -> None:
    """Otherwise the version of a picture could confirm a guess."""
    bare = read_atlas(write_atlas(tmp_path / "bare", pieces()))
    held = read_atlas(
        write_atlas(tmp_path / "held", secret_pieces()), moment=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert held.next_release is not None
    assert plan_site(held).parts["whole"].version == plan_site(bare).parts["whole"].version


def test_feed_lists_what_a_later_version_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_FEW_DRAWINGS", 1000)
    other = edit(RECORDS, "east-guards,east,guards,control", "east-guards,east,guards,presence")
    gone = other.replace("west-guards,west,guards,presence,../2018-02-01,,reported,,,,,relay,\n", "")
    for number, records in enumerate((RECORDS, other, gone)):
        folder = write_atlas(tmp_path / str(number), pieces(**{"records.csv": records}))
        publish(read_atlas(folder), tmp_path / "site", BASE, quiet)
    entries = read_feed(tmp_path / "site" / "en" / "feed.xml")
    summaries = {entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}summary") for entry in entries}
    assert "Previously shown: Control, " in (summaries["Corrected: East, Guards"] or "")
    assert "Previously shown: Presence, began on or before " in (summaries["Retracted: West, Guards"] or "")


def test_hostile_names_stay_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_FEW_DRAWINGS", 1000)
    toml = TOML.replace('title = "A test"', "title = '</script><img src=x onerror=alert(1)>'")
    atlas = read_atlas(write_atlas(tmp_path / "atlas", pieces(**{"atlas.toml": toml})))
    publish(atlas, tmp_path / "site", BASE, quiet)
    for page in pages(tmp_path / "site"):
        assert "<img src=x" not in page.read_text()
    ET.parse(tmp_path / "site" / "en" / "feed.xml")


@pytest.mark.parametrize("size", ["card", "story"])
def test_picture_of_a_part_is_the_picture_of_the_whole(
    default_atlas: Atlas, parts: Mapping[str, Atlas], size: str
) -> None:
    """Nothing that a picture shows is missing from its part; only the version differs."""
    for view, part in parts.items():
        request = parse_request(default_atlas, {"view": view, "size": size})
        drawn = draw_map(part, request).replace(f"v{part.version[:7]}", f"v{default_atlas.version[:7]}")
        assert drawn == draw_map(default_atlas, request), view


@pytest.mark.parametrize("view", ["albu-kamal", "golan-hauran"])
def test_embed_of_a_part_is_the_embed_of_the_whole(
    default_atlas: Atlas, parts: Mapping[str, Atlas], view: str
) -> None:
    part = parts[view]
    request = parse_request(default_atlas, {"view": view, "theme": "auto"})
    drawn = write_page(part, request).decode().replace(part.version, default_atlas.version)
    drawn = drawn.replace(part.version[:7], default_atlas.version[:7])
    assert drawn == write_page(default_atlas, request).decode()


def test_part_has_the_newest_source_and_the_relayed_ones(default_atlas: Atlas) -> None:
    part = cut(default_atlas, (40.1, 34.05, 41.4, 34.95))
    assert part.latest_source == default_atlas.latest_source
    assert 0 < len(part.index) < len(default_atlas.index)
    assert [part.record(row).id for row in range(len(part.index))] == part.records["id"].tolist()
    assert all(part.places[part.record(row).place] for row in range(len(part.index)))
    assert all(part.sources[source.origin] for source in part.sources.values())
    assert cut(default_atlas, (40.1, 34.05, 41.4, 34.95)).version == part.version


def test_stills_have_their_sizes(site: Path) -> None:
    for name in ("social", "card", "square"):
        data = (site / "en" / "gate" / f"{name}.png").read_bytes()
        width, height, _ = SIZES[name]
        assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (width, height)


def test_fit_of_a_view_reaches_as_far_as_its_part(atlas: Atlas) -> None:
    extent = fit(atlas.views["gate"].bbox, 1080, 572)
    part = plan_site(atlas).parts["gate"]
    assert "gate" in part.places
    assert "east" not in part.places
    assert extent.bbox[2] < part.places["gate"].geometry.x + 1


def test_missing_page_links_to_whole_addresses_only(site: Path, atlas: Atlas) -> None:
    assert not Links((site / "404.html").read_text()).links
    text = next(file.data for file in plan_site(atlas, BASE).written if file.path == "404.html").decode()
    links = Links(text).links
    assert links
    assert all(urljoin("https://elsewhere.example/deep/", link).startswith(BASE) for link in links)
