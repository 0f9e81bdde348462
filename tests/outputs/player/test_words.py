"""The phrases of the payload: those that scripts read, and no others."""

import re

from atlas.model.atlas import Atlas
from atlas.request.request import default_request
from outputs.player.payload import compile_map
from tests.house.test_architecture import ROOT, SCRIPTS
from text.translations import load_words

CODE = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
NAMES = frozenset(re.findall(r"\w+", CODE))
BEGINNINGS = tuple(re.findall(r"`([a-z_]+_)\$\{", CODE))
"""Of names that scripts put together: `layer_${layer}`."""
ENDINGS = tuple(re.findall(r"\}(_[a-z_]+)`", CODE))


def test_every_phrase_of_the_payload_is_named_in_a_script(starter: Atlas) -> None:
    words = compile_map(starter, default_request(starter))["words"]
    named = {key for key in words if key in NAMES or key.startswith(BEGINNINGS) or key.endswith(ENDINGS)}
    assert sorted(set(words) - named) == []


def test_every_phrase_that_a_script_of_the_player_reads_is_in_the_payload(starter: Atlas) -> None:
    words = compile_map(starter, default_request(starter))["words"]
    apart = [ROOT / "assets" / room for room in ("share", "dashboard")]
    scripts = [path for path in SCRIPTS if not any(path.is_relative_to(room) for room in apart)]
    player = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
    read = set(re.findall(r"\bwords\.([a-z]\w*)", player))
    read |= set(re.findall(r"""(?:say|words\[)\(?(?:payload, )?["']([a-z_]+)["']""", player))
    table = set(load_words("en").table)
    assert len(read & table) > 50
    eras = {"bce", "ce"}  # sent with years before 1000 only: tests/atlas/test_eras.py
    assert sorted((read & table) - eras - set(words)) == []
