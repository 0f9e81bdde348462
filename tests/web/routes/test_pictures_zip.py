"""ZIPs of many pictures: their names and bytes, their limits, and that nobody blocks the server with them."""

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import Request, parse_request
from outputs.metadata.file_names import name_alternative
from outputs.writers import write
from tests.conftest import STARTER
from web.app.build import build_app
from web.http.guard import protect
from web.routes.map_files import Files
from web.routes.pictures_zip import MOST_PICTURES, build_pictures_zip, read_pictures
from web.services.live_atlas import Current
from web.services.render_cache import Renders, RendersBusyError

ADDRESS = "/pictures.zip?date=2020-10-03&sizes=social,300x200&themes=light,dark&formats=png,svg"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return build_app(STARTER).server.test_client()


def names_in(atlas: Atlas, **words: str) -> list[str]:
    return [picture.name for picture in read_pictures(atlas, {name: [text] for name, text in words.items()})]


def test_a_zip_has_the_pictures_of_the_command_line(client: FlaskClient, starter: Atlas) -> None:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer.content_type == "application/zip"
    named = 'attachment; filename="marchland-2020-10-03-island.zip"'
    assert answer.headers["Content-Disposition"] == named
    with ZipFile(io.BytesIO(answer.data)) as file:
        assert file.testzip() is None
        assert len(file.namelist()) == 8
        data = file.read("marchland-2020-10-03-island-300x200-dark.png")
    request = parse_request(starter, {"date": "2020-10-03", "size": "300x200", "theme": "dark"})
    assert data == write(starter, request, "png")


def test_a_zip_is_the_same_bytes_with_a_tag(client: FlaskClient) -> None:
    first = client.get(ADDRESS)
    assert client.get(ADDRESS).data == first.data
    again = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.head(ADDRESS.replace("dark", "print")).headers["ETag"] != first.headers["ETag"]


def test_names_say_only_what_differs(starter: Atlas) -> None:
    assert names_in(starter, sizes="social,square", date="2020-10-03") == [
        "marchland-2020-10-03-island-social.png",
        "marchland-2020-10-03-island-square.png",
    ]
    assert names_in(starter, themes="light,dark,light", formats="jpeg", date="2020-10-03") == [
        "marchland-2020-10-03-island-social-light.jpg",
        "marchland-2020-10-03-island-social-dark.jpg",
    ]


def test_a_part_that_is_only_letters_of_the_name_is_not_left_out() -> None:
    assert name_alternative("marchland-card.png", "png", ["ar"]) == "marchland-card-ar.png"
    assert (
        name_alternative("marchland-deir-ez-zor.png", "png", ["deir-ez-zor"]) == "marchland-deir-ez-zor.png"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"sizes": ",".join(f"{200 + number}x200" for number in range(MOST_PICTURES + 1))}, "20 pictures"),
        ({"sizes": "4000x4000,4001x4000,4002x4000,4003x4000"}, "pixels in all its pictures"),
        ({"sizes": "social,huge"}, 'sizes: "huge"'),
        ({"langs": "en,xx"}, 'langs: "xx"'),
        ({"formats": "png,mp4"}, 'formats: "mp4"'),
        ({"sizes": "social", "size": "square"}, "Leave one of them out"),
        ({"colour": "red"}, "does not exist"),
    ],
)
def test_what_no_zip_can_have_is_refused(
    client: FlaskClient, starter: Atlas, words: dict[str, str], says: str
) -> None:
    with pytest.raises(RequestError, match=says):
        names_in(starter, **words)
    answer = client.get("/pictures.zip", query_string=words)
    assert answer.status_code == 400


def test_one_client_gets_one_zip_at_a_time() -> None:
    begun, go_on = Event(), Event()

    def draw(_: Atlas, request: Request, suffix: str) -> bytes:
        begun.set()
        go_on.wait(20)
        return f"{request.size}.{suffix}".encode()

    server = Flask("zip")
    protect(server)
    server.register_blueprint(build_pictures_zip(Files(Current(STARTER), Renders(), draw)))
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(lambda: server.test_client().get("/pictures.zip?sizes=social,square"))
        assert begun.wait(20)
        refused = server.test_client().get("/pictures.zip?sizes=card")
        assert refused.status_code == 429
        assert "Retry-After" in refused.headers
        go_on.set()
        assert first.result().status_code == 200
    assert server.test_client().get("/pictures.zip?sizes=card").status_code == 200


def test_a_full_queue_refuses_the_zip_and_gives_its_place_back() -> None:
    def draw(*_: object) -> bytes:
        raise RendersBusyError("The queue is full.")

    server = Flask("zip")
    protect(server)
    server.register_blueprint(build_pictures_zip(Files(Current(STARTER), Renders(), draw)))
    for _ in range(3):
        answer = server.test_client().get("/pictures.zip?sizes=social,square")
        assert (answer.status_code, answer.text) == (429, "The queue is full.\n")
