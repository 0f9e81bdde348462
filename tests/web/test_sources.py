"""The page of a source: everything that depends on it, its chain of relays, and the map without it."""

import pytest
from flask.testing import FlaskClient

from atlas.model.atlas import Atlas
from atlas.request.narrow import find_resting, relaying
from tests.conftest import ROOT
from text.translations import load_words
from web.app.build import build_app

SOURCE = "southfront-2020-12-17"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return build_app(ROOT / "geodata").server.test_client()


def test_every_source_has_a_page(client: FlaskClient, default_atlas: Atlas) -> None:
    for source in list(default_atlas.sources)[::40]:
        assert client.get(f"/source/{source}").status_code == 200, source


def test_it_lists_what_depends_on_it_and_on_it_alone(client: FlaskClient, default_atlas: Atlas) -> None:
    source = max(default_atlas.sources, key=lambda source: len(find_resting(default_atlas, source).sole))
    resting, page = find_resting(default_atlas, source), client.get(f"/source/{source}").text
    assert page.count("<tr>") == 1 + len(resting.records) + len(resting.events)
    assert page.count("<td>this source only</td>") == len(resting.sole) > 0
    assert f'href="../?without={source}&amp;lang=en"' in page
    assert 'href="../assets/css/article.css"' in page


def test_a_chain_of_relays_is_one_source(client: FlaskClient, default_atlas: Atlas) -> None:
    relay = next(source for source in default_atlas.sources.values() if source.relays)
    chain = relaying(default_atlas, (relay.origin,))
    assert load_words("ar").count_sources(len(chain), 1) in client.get(f"/source/{relay.id}?lang=ar").text


def test_an_unknown_source_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/source/nobody")
    assert answer.status_code == 404
    assert "nobody" in answer.text


def test_a_limited_map_says_so(client: FlaskClient) -> None:
    payload = client.get("/payload.json?side=russian").get_json()
    assert payload["filters"] == ["According to Russia"]
    assert "russian" in [side for side, *_ in payload["sides"]]
    assert client.get("/payload.json").get_json()["filters"] == []
