"""Signing: content credentials put into a finished file, as the last thing that is done to it."""

import io
import json
from typing import BinaryIO

import c2pa

from outputs.metadata.about import About
from outputs.metadata.program import VERSION
from outputs.signing.signable import MEDIA_TYPES, Credentials, SigningError, check_format

ASSERTION = "org.marchland.map"
_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia"
OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
_SETTINGS = {**OFFLINE, "builder": {"thumbnail": {"enabled": False}}}


def sign(data: bytes, suffix: str, about: About, credentials: Credentials) -> bytes:
    """Return a file with content credentials: what made it, from which atlas, sources, and no edits."""
    signed = io.BytesIO()
    sign_stream(io.BytesIO(data), signed, suffix, about, credentials)
    return signed.getvalue()


def sign_stream(
    source: BinaryIO, target: BinaryIO, suffix: str, about: About, credentials: Credentials
) -> None:
    """Write a file with content credentials to another."""
    check_format(suffix)
    info = c2pa.C2paSignerInfo(credentials.algorithm, credentials.chain, credentials.key, None)
    context = c2pa.Context(settings=c2pa.Settings.from_dict(_SETTINGS))
    try:
        with (
            c2pa.Signer.from_info(info) as signer,
            c2pa.Builder(json.dumps(_describe(about)), context) as builder,
        ):
            builder.sign(signer, MEDIA_TYPES[suffix], source, target)
    except c2pa.C2paError as error:
        raise SigningError(f"The file could not be signed: {error}") from error


def _describe(about: About) -> dict[str, object]:
    tool = {"name": "Marchland", "version": VERSION}
    created = {"action": "c2pa.created", "softwareAgent": tool, "digitalSourceType": _SOURCE_TYPE}
    facts = {
        "atlas_version": about.version,
        "date_shown": about.day,
        "information_date": about.known,
        "permalink": about.permalink,
        "credit": about.credit,
        "licence": about.licence,
        "sources": list(about.sources),
        "edits": [],
    }
    return {
        "claim_generator_info": [tool],
        "title": about.title,
        "assertions": [
            {"label": "c2pa.actions", "data": {"actions": [created]}},
            {"label": ASSERTION, "data": facts},
        ],
    }
