"""The server without a browser: pages, payloads, files, their tags, their limits, and what is refused how."""

import gzip
import json
import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from atlas.model import Atlas
from atlas.read import read_atlas
from atlas.request import parse_request
from layers.player import compile_map
from outputs import OUTPUTS, write
from tests.atlases import FORCES, edit, pieces, write_atlas
from tests.conftest import STARTER
from web.guard import MAX_REQUEST_LINE
from web.renders import Renders, RendersBusyError, RenderTooSlowError
from web.server import build_app

QUERY = {"date": "2020-10-03", "view": "old-town", "theme": "dark"}
EVIL = "</script><script>alert(1)</script><!--<script>"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """A client of a server of the starter atlas."""
    return build_app(STARTER).server.test_client()


@pytest.fixture
def evil(tmp_path: Path) -> FlaskClient:
    """A client of a server whose atlas writes markup into every name that it can."""
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
        found = dict(attrs)
        self.tags.append((tag, found))
        self._inside = (found.get("id") or "") if tag == "script" else None

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


@pytest.mark.parametrize("suffix", OUTPUTS)
def test_a_file_has_the_bytes_that_the_command_line_writes(
    client: FlaskClient, starter: Atlas, suffix: str
) -> None:
    answer = client.get(f"/map.{suffix}", query_string=QUERY)
    assert answer.status_code == 200
    assert answer.data == write(starter, parse_request(starter, QUERY), suffix)
    assert answer.content_type == OUTPUTS[suffix].media_type
    named = f'inline; filename="marchland-old-town-2020-10-03.{suffix}"'
    assert answer.headers["Content-Disposition"] == named


def test_a_file_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/map.csv")
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    assert "max-age" in first.headers["Cache-Control"]
    again = client.get("/map.csv", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/map.csv?date=2020-01-01", headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert other.headers["ETag"] != tag


def test_a_file_asked_for_by_other_words_has_the_same_tag(client: FlaskClient) -> None:
    bare = client.head("/map.png").headers["ETag"]
    assert client.head("/map.png?view=island&theme=light").headers["ETag"] == bare
    assert client.head("/map.svg").headers["ETag"] != bare


def test_a_head_has_the_length_and_no_body(client: FlaskClient) -> None:
    whole, head = client.get("/map.png"), client.head("/map.png")
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(whole.data))


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/map.png?date=2019-01-01", 'date: "2019-01-01"'),
        ("/map.png?view=nowhere", 'view: "nowhere" can’t be used. Use one of: island, old-town'),
        ("/map.png?size=9000x9000", 'size: "9000x9000" can’t be used. A side may have at most 8000 pixels'),
        ("/map.svg?colour=red", 'colour: "red"'),
        ("/map.csv?date=2020-01-01&date=2020-01-02", "It is given twice"),
        ("/payload.json?lang=xx", 'lang: "xx"'),
        ("/?date=tomorrow", 'date: "tomorrow"'),
    ],
)
def test_a_wrong_option_is_refused_with_the_sentence(client: FlaskClient, address: str, says: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert says in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_other_suffixes_and_paths_are_not_there(client: FlaskClient) -> None:
    answer = client.get("/map.bmp")
    assert answer.status_code == 404
    assert all(f"/map.{suffix}" in answer.text for suffix in OUTPUTS)
    assert client.get("/nothing/here").status_code == 404
    assert client.post("/map.png").status_code == 405


def test_long_requests_are_refused(client: FlaskClient) -> None:
    assert client.get("/map.csv?date=" + "2" * MAX_REQUEST_LINE).status_code == 414
    assert client.post("/_dash-update-component", json={"a": "a" * 70_000}).status_code == 413


@pytest.mark.parametrize(
    "address", ["/", "/map.svg", "/map.png", "/payload.json", "/health", "/assets/start.js", "/map.bmp"]
)
def test_every_answer_is_guarded(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert not re.search(r"script-src[^;]*unsafe", policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in headers


def test_text_is_sent_small_to_who_can_read_it(client: FlaskClient) -> None:
    plain = client.get("/map.svg")
    small = client.get("/map.svg", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert small.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in small.headers["Vary"]
    fresh = client.get("/map.svg", headers={"If-None-Match": small.headers["ETag"]})
    assert fresh.status_code == 304
    assert "Content-Encoding" not in client.get("/map.png", headers={"Accept-Encoding": "gzip"}).headers


def test_the_payload_is_the_compiled_map_on_the_day(client: FlaskClient, starter: Atlas) -> None:
    answer = client.get("/payload.json", query_string=QUERY | {"layers": "zones,labels"})
    compiled = compile_map(starter, parse_request(starter, QUERY | {"layers": "zones,labels"}))
    assert answer.get_json() == json.loads(json.dumps(compiled))
    tag = answer.headers["ETag"]
    again = client.get(
        "/payload.json", query_string=QUERY | {"layers": "zones,labels"}, headers={"If-None-Match": tag}
    )
    assert again.status_code == 304


def test_the_payload_has_the_size_of_the_stage(client: FlaskClient) -> None:
    assert (client.get("/payload.json").get_json()["width"]) == 1080
    told = client.get("/payload.json?size=390x440&bbox=0.7,-0.05,1.35,0.36").get_json()
    assert (told["width"], told["height"]) == (390, 440)


def test_the_page_carries_its_own_payload(client: FlaskClient) -> None:
    page = get_page(client, "/?date=2020-10-03&view=old-town")
    payload = json.loads(page.scripts["payload"])
    assert payload == client.get("/payload.json?date=2020-10-03&view=old-town").get_json()
    assert page.all("html")[0]["lang"] == "en"
    assert page.all("html")[0]["dir"] == "ltr"
    assert [image["src"] for image in page.all("img")] == ["map.svg?date=2020-10-03&view=old-town"]


def test_the_page_asks_nothing_of_others_and_writes_no_script_inline(client: FlaskClient) -> None:
    page = get_page(client)
    sources = [tag.get("src") or tag.get("href") or "" for _, tag in page.tags]
    assert not [source for source in sources if re.match(r"(https?:)?//", source)]
    inline = [tag for tag in page.all("script") if not tag.get("src")]
    assert all(tag.get("type") == "application/json" for tag in inline), inline
    loaded = [
        *json.loads(page.scripts["page"])["later"],
        *(tag["src"] for tag in page.all("script") if "src" in tag),
    ]
    assert any("plotly-basic" in source for source in loaded)
    assert not any("package_data/plotly" in source for source in loaded)


def test_all_that_the_page_loads_is_there(client: FlaskClient) -> None:
    page = get_page(client)
    linked = [tag["href"] for tag in page.all("link")] + [
        tag["src"] for tag in page.all("script") if "src" in tag
    ]
    later = json.loads(page.scripts["page"])["later"]
    for address in [*linked, *later]:
        assert address
        if not address.startswith("data:"):
            assert client.get("/" + address.lstrip("/")).status_code == 200, address


def test_the_page_passes_over_tags_that_others_put_on_its_address(client: FlaskClient) -> None:
    assert get_page(client, "/?fbclid=1&utm_source=x&utm_source=y").scripts["payload"]


def test_the_page_shows_the_whole_view_and_tells_the_bbox(client: FlaskClient) -> None:
    page = get_page(client, "/?bbox=0.9,0.0,1.2,0.2")
    assert json.loads(page.scripts["page"])["bbox"] == [0.9, 0, 1.2, 0.2]
    assert json.loads(page.scripts["payload"])["extent"] == client.get("/payload.json").get_json()["extent"]


def test_a_page_in_arabic_runs_from_right_to_left(default_atlas: Atlas) -> None:
    answer = build_app_of_default().get("/?lang=ar")
    page = _Page(answer.text)
    assert (page.all("html")[0]["lang"], page.all("html")[0]["dir"]) == ("ar", "rtl")
    assert default_atlas.meta.title.say("ar") in answer.text


def build_app_of_default() -> FlaskClient:
    return build_app(STARTER.parent.parent / "geodata").server.test_client()


def test_names_with_markup_stay_names(evil: FlaskClient) -> None:
    page = get_page(evil)
    payload = json.loads(page.scripts["payload"])
    assert payload["forces"]["army"]["name"] == EVIL
    assert all(tag.get("src") or tag.get("type") == "application/json" for tag in page.all("script"))
    assert "alert(1)" not in "".join(page.scripts.get(name, "") for name in ("",))
    lanes = ask_lanes(evil, {})
    assert "<script" not in json.dumps(lanes["props"] if "props" in lanes else lanes).replace(EVIL, "")


def ask_lanes(client: FlaskClient, options: object) -> dict[str, object]:
    """Ask Dash for the lanes, as its script in the browser does."""
    body = {
        "output": "lanes.children",
        "outputs": {"id": "lanes", "property": "children"},
        "inputs": [{"id": "asked", "property": "data", "value": options}],
        "changedPropIds": ["asked.data"],
        "parsedChangedPropsIds": ["asked.data"],
    }
    answer = client.post("/_dash-update-component", json=body)
    if answer.status_code == 204:
        return {}
    assert answer.status_code == 200, answer.text
    return {"children": answer.get_json()["response"]["lanes"]["children"]}


def test_dash_answers_with_lanes(client: FlaskClient) -> None:
    names, graph = ask_lanes(client, {"view": "island"})["children"]  # type: ignore[misc]
    assert [row["props"]["children"] for row in names["props"]["children"]][0] == "Old town"
    config = graph["props"]["config"]
    assert (config["showSendToCloud"], config["plotlyServerURL"], config["displaylogo"]) == (False, "", False)


@pytest.mark.parametrize("options", [None, [], {"view": "nowhere"}, {"known": "x"}])
def test_dash_is_silent_on_what_is_no_question(client: FlaskClient, options: object) -> None:
    assert ask_lanes(client, options) == {}


def test_two_readers_do_not_see_each_other(client: FlaskClient) -> None:
    dark = client.get("/payload.json?theme=dark&hide=league").get_json()
    light = client.get("/payload.json").get_json()
    assert (dark["theme"], dark["hide"]) == ("dark", ["league"])
    assert (light["theme"], light["hide"]) == ("light", [])


def test_health_tells_the_atlas(client: FlaskClient, starter: Atlas) -> None:
    told = client.get("/health").get_json()
    assert told["atlas"] == starter.version
    assert told["version"]


def test_no_tool_of_dash_is_open(client: FlaskClient) -> None:
    assert client.get("/_mcp").status_code == 404
    assert client.post("/_mcp", json={}).status_code in (404, 405)


class _Kitchen:
    """Renders with one that can be held back."""

    def __init__(self, **limits: float) -> None:
        self.renders = Renders(**limits)  # type: ignore[arg-type]
        self.may_end, self.made = threading.Event(), 0
        self._threads: list[threading.Thread] = []

    def slow(self) -> bytes:
        self.made += 1
        self.may_end.wait(10)
        return b"done"

    def ask(self, key: str) -> None:
        thread = threading.Thread(target=self._ask, args=(key,))
        self._threads.append(thread)
        thread.start()

    def _ask(self, key: str) -> None:
        assert self.renders.get(key, self.slow) == b"done"

    def end(self) -> None:
        self.may_end.set()
        for thread in self._threads:
            thread.join(10)


@pytest.fixture
def kitchen() -> Iterator[type[_Kitchen]]:
    yield _Kitchen


def test_many_who_ask_one_picture_cost_one_render() -> None:
    kitchen = _Kitchen()
    for _ in range(50):
        kitchen.ask("one")
    kitchen.end()
    assert kitchen.made == 1
    assert kitchen.renders.get("one", kitchen.slow) == b"done"
    assert kitchen.made == 1


def test_a_full_queue_refuses_at_once_and_serves_again() -> None:
    kitchen = _Kitchen(at_once=2, waiting=8)
    for number in range(10):
        kitchen.ask(str(number))
    while len(kitchen.renders._under_way) < 10:
        pass
    with pytest.raises(RendersBusyError):
        kitchen.renders.get("another", kitchen.slow)
    kitchen.end()
    assert kitchen.renders.get("another", kitchen.slow) == b"done"
    assert kitchen.made == 11


def test_a_slow_render_is_given_up_and_found_later() -> None:
    kitchen = _Kitchen(seconds=0.01)
    with pytest.raises(RenderTooSlowError):
        kitchen.renders.get("one", kitchen.slow)
    kitchen.end()
    assert Renders.get(kitchen.renders, "two", lambda: b"next") == b"next"


def test_a_failed_render_is_told_and_tried_again() -> None:
    renders = Renders()

    def fail() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        renders.get("one", fail)
    assert renders.get("one", lambda: b"yes") == b"yes"


def test_the_shelf_keeps_the_newest_that_fit() -> None:
    renders = Renders(kept_bytes=10)
    for key in "abc":
        renders.get(key, lambda: b"four")
    assert renders.get("c", lambda: b"new") == b"four"
    assert renders.get("a", lambda: b"new") == b"new"
    assert renders.get("big", lambda: b"more than ten") == b"more than ten"


def test_busy_and_slow_are_answered_with_when_to_come_back(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error, status in ((RendersBusyError("Too many."), 429), (RenderTooSlowError("Too slow."), 503)):

        def refuse(*_: object, error: Exception = error) -> bytes:
            raise error

        monkeypatch.setattr(Renders, "get", refuse)
        answer: TestResponse = client.get("/map.png?date=2020-02-02")
        assert (answer.status_code, answer.text) == (status, f"{error}\n")
        assert int(answer.headers["Retry-After"]) > 0


def test_another_atlas_is_served_as_well(tmp_path: Path) -> None:
    folder = write_atlas(tmp_path / "small")
    client = build_app(folder).server.test_client()
    assert json.loads(get_page(client).scripts["payload"])["view"] == "whole"
    assert client.get("/map.csv").data == write(
        read_atlas(folder), parse_request(read_atlas(folder), {}), "csv"
    )
