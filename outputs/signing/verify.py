"""Checking a file: who signed it, whether it was changed since, and which atlas and day it shows."""

import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import c2pa

from outputs.signing.signable import MEDIA_TYPES, Report, SigningError, Verdict
from outputs.signing.signer import ASSERTION, OFFLINE

_SUFFIXES = {"jpeg": "jpg"}
_ADDRESS = re.compile(rb"/\?date=-?\d{4}(?:-\d\d){0,2}&(?:amp;)?known=\d{4}-\d\d-\d\d[\w%&=;,./~+-]*")
"""The beginning of every address of ours, as XMP and SVG write it, too."""
_VERSIONS = (
    re.compile(rb"VersionID>([0-9a-f]{7,64})<"),
    re.compile(rb"Atlas version\0\0\0\0\0([0-9a-f]{7,64})"),
    re.compile(rb"Marchland, atlas ([0-9a-f]{7,64})"),
    re.compile(rb"/Keywords.{0,2000}?, ?([0-9a-f]{7,64})\)", re.DOTALL),
)


def verify(path: Path, trusted: bytes = b"") -> Report:
    """Check a file against its content credentials; `trusted` are certificates of authorities, as PEM.

    A file without credentials may still say version and day in its own metadata. SigningError if it cannot
    be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SigningError(f'"{path}" cannot be read: {error.strerror}.') from None
    suffix = path.suffix.removeprefix(".").lower()
    media_type = MEDIA_TYPES.get(_SUFFIXES.get(suffix, suffix))
    store = _read_store(path, media_type, trusted) if media_type else None
    return _read_metadata(data) if store is None else _judge(store, data)


def _read_store(path: Path, media_type: str, trusted: bytes) -> Mapping[str, Any] | None:
    """Return the credentials of a file and how they were checked; None without any."""
    settings: dict[str, Any] = dict(OFFLINE)
    if trusted:
        settings["trust"] = {"trust_anchors": trusted.decode("ascii", "replace")}
    context = c2pa.Context(settings=c2pa.Settings.from_dict(settings))
    try:
        with path.open("rb") as file, c2pa.Reader(media_type, file, context=context) as reader:
            store: Mapping[str, Any] = json.loads(reader.json())
            return store
    except c2pa.C2paError.ManifestNotFound:
        return None
    except c2pa.C2paError as error:
        # What is left of credentials cannot be read: the file is not as it was signed.
        return {"validation_state": "Invalid", "validation_status": [{"code": str(error).partition(":")[0]}]}


def _judge(store: Mapping[str, Any], data: bytes) -> Report:
    manifest = store.get("manifests", {}).get(store.get("active_manifest"), {})
    facts: Mapping[str, Any] = next(
        (each["data"] for each in manifest.get("assertions", ()) if each["label"] == ASSERTION), {}
    )
    state, signature = store.get("validation_state"), manifest.get("signature_info", {})
    codes = (status["code"] for status in store.get("validation_status", ()))
    faults = tuple(dict.fromkeys(code for code in codes if code != "signingCredential.untrusted"))
    verdict = {"Trusted": Verdict.TRUSTED, "Valid": Verdict.SIGNED}.get(str(state), Verdict.CHANGED)
    written = _read_metadata(data)
    return Report(
        verdict,
        signer=signature.get("common_name", ""),
        organisation=signature.get("issuer", ""),
        version=facts.get("atlas_version", written.version),
        day=facts.get("date_shown", written.day),
        known=facts.get("information_date", written.known),
        permalink=facts.get("permalink", written.permalink),
        faults=faults,
    )


def _read_metadata(data: bytes) -> Report:
    """Return what the metadata of a file of ours says, which anybody may have changed."""
    match = _ADDRESS.search(data) or _ADDRESS.search(_join_comment(data))
    if match is None:
        return Report(Verdict.FOREIGN)
    permalink = unescape(match[0].decode("ascii")).rstrip(",")
    options = {name: values[0] for name, values in parse_qs(urlsplit(permalink).query).items()}
    places = (data, _join_comment(data))
    versions = (each.search(place) for each in _VERSIONS for place in places)
    version = next((written[1].decode() for written in versions if written), "")
    return Report(
        Verdict.UNSIGNED,
        version=version,
        day="/".join(options[name] for name in ("from", "to") if name in options) or options.get("date", ""),
        known=options.get("known", ""),
        permalink=permalink,
    )


def _join_comment(data: bytes) -> bytes:
    """Return the comment of a GIF, which lies in blocks of 255 bytes."""
    start = data.find(b"\x21\xfe")
    if not data.startswith(b"GIF8") or start < 0:
        return b""
    comment, at = b"", start + 2
    while at < len(data) and data[at]:
        comment += data[at + 1 : at + 1 + data[at]]
        at += data[at] + 1
    return comment
