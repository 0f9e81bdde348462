"""Options that several commands share, each with its help."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from atlas.reading.file_kinds import find_obstacle
from atlas.request.options import OPTIONS
from commands.open_atlas import Refusal

ROOT = Path(__file__).resolve().parent.parent
GEODATA = ROOT / "geodata"
FLAGS = ("age", "plain", "transparent", "border", "layered")
HELP = {
    "date": "Date shown: earliest, latest or YYYY-MM-DD.",
    "known": "Information as of this date: earliest, latest or YYYY-MM-DD.",
    "view": "A view defined in the atlas.",
    "bbox": "west,south,east,north in degrees, instead of a view.",
    "place": "A place to outline on the map.",
    "layers": "Layers to draw, separated by commas: zones,lines,sites,events,labels,claims.",
    "hide": "Families to leave out, separated by commas; write a force as force.ID.",
    "lang": "A language of the atlas.",
    "theme": "light, dark, auto or print.",
    "borders": "A border policy: how disputed borders are drawn.",
    "age": "Colour the map by the age of the evidence instead of by force.",
    "side": "The account of one side, or of two, separated by a comma.",
    "versus": "Compare with the account of another side and mark where they differ.",
    "without": "Leave out these sources and reports that quote them: ids, separated by commas.",
    "compare": "A second date, drawn beside the first.",
    "size": "social, card, square, story, article, print, or WxH such as 1200x675@2.",
    "unit": "px, or mm for a size on paper such as 210x148.",
    "zoom": "Enlargement, from 1 to 64.",
    "plain": "Only the map, without title and legend.",
    "transparent": "Transparent background.",
    "border": "Add a thin line around the picture.",
    "text": "Letters of an SVG or PDF: font, or outline for paths.",
    "from": "First day of a film, of an embed’s slider or of the records in a .gpkg or .parquet.",
    "to": "Last day of the same.",
    "step": "Time step of a film (.gif, .mp4): day, month or change.",
    "controls": "Controls in the embed (.html): none, slider or full.",
    "extras": "Also draw roads, oilfields or both, separated by commas.",
    "labels": "Names to pin (id!), drop (id~) or move (id@ne), separated by commas.",
    "layered": "PDF: layers that can be hidden, named as in the SVG.",
    "bleed": "PDF: mm of bleed, 0 to 10, with crop marks.",
    "ink": "PDF: rgb, cmyk (offset on coated paper) or grey.",
    "title": "Your own title; the headline of a news picture.",
    "style": "reference (whole frame and key) or news (headline, callouts and sources beside the map).",
    "deck": "News: the sentences under the headline; none leaves them out.",
    "note": "News: a note above the sources.",
    "source": "News: the source line, instead of the publishers in the atlas.",
    "byline": "News: who made the map.",
    "callouts": "News: auto, none, or ids of places and events separated by commas.",
    "notes": "News: up to three notes of your own, place:text or lon,lat:text, separated by |.",
    "focus": "News: a place to frame with its surroundings.",
    "since": "News: mark what changed hands after this day.",
    "dates": "News: 2 to 6 days, separated by commas, each in a map of its own.",
    "inset": "News: a place, or west,south,east,north, enlarged on foreign ground of the map.",
    "key": "News: auto (only what no name explains), none or full.",
}


class WholeNumber(click.ParamType[int]):
    """A whole number in a range, in European digits; anything else is refused in one sentence."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read a typed number; a default is one already."""
        text = str(value)
        if re.fullmatch(r"\d{1,9}", text, re.ASCII) and self.least <= int(text) <= self.most:
            return int(text)
        option = param.opts[0] if param else self.name
        allowed = f"Use a whole number from {self.least} to {self.most}."
        raise Refusal(f'{option}: "{text[:80]}" is not allowed. {allowed}')


def _check_folder(_: click.Context, option: click.Parameter, folder: Path) -> Path:
    """Refuse a path that is not a folder, before its faults are counted."""
    if folder.is_dir():
        return folder
    reason = find_obstacle(folder, "folder") or "does not exist"
    raise Refusal(f'{option.opts[0]}: "{folder}" {reason}. Give the folder that contains atlas.toml.')


atlas_option = click.option(
    "--atlas",
    "folder",
    callback=_check_folder,
    type=click.Path(path_type=Path),
    default=GEODATA,
    metavar="DIR",
    help="The atlas folder; by default geodata.",
)


brand_option = click.option(
    "--brand",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A brand.toml, or its folder: logo, fonts and colours of a newsroom.",
)


def request_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command every request option, in the same words as in an address."""
    for option in reversed(OPTIONS):
        flag: dict[str, Any] = {"is_flag": True} if option in FLAGS else {"metavar": option.upper()}
        command = click.option(f"--{option}", option, help=HELP.get(option, ""), **flag)(command)
    return command
