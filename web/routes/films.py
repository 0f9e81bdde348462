"""Films: `/films` draws them in the background, with progress and cancel; `/map.gif|mp4?…` is the file.

    POST   /films?format=mp4&from=…&to=…&step=…   202 {"id", "state", "done", "frames", "file", "error"}
                                                  400 invalid request, 429 the queue is full (Retry-After)
                                                  503 films cannot be stored: the disk is full
    GET    /films/<id>                            200 the same; poll once a second. 404 after deletion
    DELETE /films/<id>                            204; the film stops when nobody else waits for it
    GET    /films/<id>.mp4                        200 the file (ranges allowed), 409 while it is being drawn
    GET    /map.mp4?…                             200 the file, or 202 and the job as above with its Location

`state` is waiting, drawing, done or failed; `done` of `frames` are drawn; `file` is its path when finished;
`error` is the reason for a failure. Options are those of every file, in the query. Equal requests share one
film. A film without requests for a minute is cancelled; files are deleted after half an hour.
"""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, request, send_file

from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.parsers import RequestError
from atlas.request.request import Request, format_query
from outputs.films.film import Progress, count_stills
from outputs.metadata.file_names import name_file
from outputs.writers import FILMS, find_output, write_film
from web.http.conditional import hash_request
from web.http.guard import FILE_POLICY
from web.http.query import read_request
from web.services.film_jobs import Films, FilmsUnavailableError
from web.services.film_jobs import Progress as FilmProgress
from web.services.live_atlas import Current

RETRY_SECONDS = "2"
Draw = Callable[[Atlas, Request, str, Path, Progress], None]


def build_films(current: Current, films: Films, draw: Draw = write_film) -> Blueprint:
    """Return the routes of the films; `draw` writes one."""
    routes = Blueprint("films", __name__)
    start = partial(_start, films, draw)

    @routes.post("/films")
    def on_film() -> Response:
        suffix = request.args.get("format", "mp4")
        if suffix not in FILMS:
            raise RequestError("format", suffix, f"Use one of: {', '.join(FILMS)}.")
        film_request = read_request(current.atlas, other_options=("format",))
        return _accept(films, start(current.atlas, film_request, suffix))

    @routes.get(f"/map.<any({', '.join(FILMS)}):suffix>")
    def on_map(suffix: str) -> Response:
        atlas = current.atlas
        film_request = read_request(atlas)
        id_ = start(atlas, film_request, suffix)
        if _follow(films, id_).state == "done":
            return _send(films.file(id_), suffix, name_file(film_request, suffix))
        return _accept(films, id_)

    _add_jobs(routes, films)
    return routes


def _add_jobs(routes: Blueprint, films: Films) -> None:
    """Add the routes of films that are being drawn: progress, deletion, the file."""

    @routes.get("/films/<id_>")
    def on_progress(id_: str) -> Response:
        return _answer_progress(id_, _follow(films, id_))

    @routes.delete("/films/<id_>")
    def on_drop(id_: str) -> Response:
        if not films.drop(id_):
            abort(404, "This film does not exist or has been deleted. Request it again.")
        return Response(status=204)

    @routes.get("/films/<id_>.<any(gif, mp4):suffix>")
    def on_file(id_: str, suffix: str) -> Response:
        progress = _follow(films, id_)
        if progress.state != "done" or progress.suffix != suffix:
            abort(409, "This film is not finished. See its progress at /films/<id>.")
        return _send(films.file(id_), suffix, f"marchland.{suffix}")


def _start(films: Films, draw: Draw, atlas: Atlas, film_request: Request, suffix: str) -> str:
    frames = count_stills(narrow(atlas, film_request), film_request)
    key = hash_request(atlas, suffix, format_query(atlas, film_request))

    def make(path: Path, report: Progress) -> None:
        draw(atlas, film_request, suffix, path, report)

    try:
        return films.submit(key, suffix, frames, make)
    except OSError as error:
        raise FilmsUnavailableError(f"The server cannot store films: {error.strerror}.") from error


def _follow(films: Films, id_: str) -> FilmProgress:
    progress = films.follow(id_)
    if progress is None:
        abort(404, "This film does not exist or has been deleted. Request it again.")
    return progress


def _accept(films: Films, id_: str) -> Response:
    response = _answer_progress(id_, _follow(films, id_))
    response.status_code = 202
    response.headers["Location"] = f"/films/{id_}"
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _answer_progress(id_: str, progress: FilmProgress) -> Response:
    fields = asdict(progress)
    suffix = fields.pop("suffix")
    file = f"/films/{id_}.{suffix}" if progress.state == "done" else ""
    response = jsonify({"id": id_, **fields, "file": file})
    response.headers["Cache-Control"] = "no-store"
    return response


def _send(path: Path, suffix: str, name: str) -> Response:
    response = send_file(path, find_output(suffix).media_type, download_name=name, conditional=True)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
