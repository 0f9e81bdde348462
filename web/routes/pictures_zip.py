"""Many pictures: `/pictures.zip?sizes=…&langs=…&themes=…&formats=…` answers with one map in all combinations.

Every other option is that of `/map.png`. The pictures are those of `/map.*`, drawn one after the other in the
same queue and cached with them.
"""

import io
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Semaphore
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from flask import Blueprint, Response
from flask import request as http_request

from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import Request, format_query, parse_request
from outputs.metadata.file_names import name_alternative, name_file
from outputs.writers import ALIASES, STILLS
from web.http.conditional import answer, hash_request
from web.http.fair_share import FairShare
from web.routes.map_files import MAX_AGE, Files
from web.services.render_cache import RendersBusyError

MOST_PICTURES = 20
MOST_PIXELS = 60_000_000
LISTS = {"sizes": "size", "langs": "lang", "themes": "theme"}
"""The lists in the address, and the option of which each has the values."""
_AT_ONCE = 2
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date that a ZIP can have: its bytes depend on its pictures alone."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a ZIP: its name, format and request."""

    name: str
    suffix: str
    request: Request


def build_pictures_zip(files: Files) -> Blueprint:
    """Return the route of the ZIP."""
    routes = Blueprint("pictures", __name__)
    share, room = FairShare(1), Semaphore(_AT_ONCE)

    @routes.get("/pictures.zip")
    def on_zip() -> Response:
        atlas = files.current.atlas
        pictures = read_pictures(atlas, http_request.args.to_dict(flat=False))
        queries = (f"{picture.suffix}?{format_query(atlas, picture.request)}" for picture in pictures)
        response = answer(
            hash_request(atlas, "zip", *queries), lambda: _send(files, atlas, pictures, share, room)
        )
        response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
        return response

    return routes


def read_pictures(atlas: Atlas, words: Mapping[str, Sequence[str]]) -> list[Picture]:
    """Return the pictures in the words of an address; RequestError if they are too many or too large."""
    for option, values in words.items():
        if len(values) > 1:
            raise RequestError(option, values[1], "The option appears twice. Use it once, with commas.")
    given = {option: values[0] for option, values in words.items()}
    formats = [ALIASES.get(form, form) for form in _split(given.pop("formats", "png"))]
    for form in formats:
        if form not in STILLS:
            raise RequestError("formats", form, f"Use some of: {', '.join(STILLS)}.")
    lists = {LISTS[name]: _split(given.pop(name)) for name in LISTS if name in given}
    if clash := next((option for option in lists if option in given), ""):
        raise RequestError(clash, given[clash], f"It is also in {clash}s. Leave one of them out.")
    count = len(formats)
    for values in lists.values():
        count *= len(values)
    if count > MOST_PICTURES:
        allowed = f"A ZIP can have {MOST_PICTURES} pictures. Choose fewer, or use draw --batch."
        raise RequestError("sizes", given.get("sizes", f"{count} pictures"), allowed)
    pictures = [
        _make_picture(atlas, {**given, **dict(zip(lists, values, strict=True))}, form, lists)
        for form, *values in itertools.product(formats, *lists.values())
    ]
    pixels = sum(wide * high for wide, high in (picture.request.pixels_of_still for picture in pictures))
    if pixels > MOST_PIXELS:
        allowed = f"A ZIP can have {MOST_PIXELS:,} pixels in all its pictures. Choose fewer, or smaller ones."
        raise RequestError("sizes", f"{pixels:,} pixels", allowed)
    return pictures


def _split(text: str) -> list[str]:
    """Return the values of a list, each once."""
    return list(dict.fromkeys(filter(None, text.split(","))))


def _make_picture(
    atlas: Atlas, options: Mapping[str, str], suffix: str, lists: Mapping[str, Sequence[str]]
) -> Picture:
    try:
        request = parse_request(atlas, options)
    except RequestError as error:
        if error.option in lists:
            raise RequestError(f"{error.option}s", error.value, error.allowed) from None
        raise
    parts = [options[option] for option, values in lists.items() if len(values) > 1]
    return Picture(name_alternative(name_file(request, suffix), suffix, parts), suffix, request)


def _send(
    files: Files, atlas: Atlas, pictures: Sequence[Picture], share: FairShare, room: Semaphore
) -> Response:
    """Answer with the ZIP; RendersBusyError if this client or the server is making too many."""
    client = http_request.remote_addr or ""
    if not room.acquire(blocking=False):
        raise RendersBusyError("The server is busy with other ZIP files. Try again in a moment.")
    try:
        share.take(client)
        try:
            data = _pack(pictures, lambda picture: _fetch(files, atlas, picture))
        finally:
            share.give_back(client)
    finally:
        room.release()
    name = name_file(pictures[0].request, "zip")
    response = Response(data, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _fetch(files: Files, atlas: Atlas, picture: Picture) -> bytes:
    """Return a picture as `/map.*` answers it, from the same cache."""
    etag = hash_request(atlas, picture.suffix, format_query(atlas, picture.request))
    return files.fetch(etag, picture.request, atlas, picture.suffix)


def _pack(pictures: Sequence[Picture], fetch: Callable[[Picture], bytes]) -> bytes:
    whole = io.BytesIO()
    with ZipFile(whole, "w") as file:
        for picture in pictures:
            entry = ZipInfo(picture.name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED if picture.suffix == "svg" else ZIP_STORED
            file.writestr(entry, fetch(picture))
    return whole.getvalue()
