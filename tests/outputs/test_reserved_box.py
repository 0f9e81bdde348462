"""The box of an embed: one rule, in the pasted code and in the script of the host's page."""

import re
from pathlib import Path

from outputs.embed.reserved_box import RESERVED_BOXES

HOST = Path(__file__).resolve().parents[2] / "assets" / "embed.js"


def test_the_script_of_the_host_reserves_the_usual_box() -> None:
    _, source = HOST.read_text(encoding="utf-8").split("const BOX = Object.entries({", 1)
    box = dict(re.findall(r'"([a-z-]+)": "([^"]+)"', source.split("})", 1)[0]))
    style = dict(part.split(":", 1) for part in RESERVED_BOXES["slider"].style.split(";"))
    assert box == {name: style[name] for name in ("aspect-ratio", "min-height", "max-height")}
