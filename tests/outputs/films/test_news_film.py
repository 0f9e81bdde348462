"""News films: how long each change stays, what moves, the cards, and the words beside the film."""

from itertools import groupby, pairwise
from pathlib import Path

import av
import numpy as np
import pytest
import shapely
from PIL import Image, ImageSequence

from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import Request, parse_request
from layers.labels.leader_names import list_boxes
from layers.labels.placement import overlap
from layers.labels.written_name import Name
from layers.map.place_names import label_boxes, name_map
from layers.news.film.callouts import place_callout
from layers.news.film.cards import draw_end_card, draw_title_card
from layers.news.film.frames import Panel, compose_day, draw_states
from layers.news.film.layout import film_layout
from layers.news.film.names import keep_names
from layers.news.film.resolve import NewsFilm, resolve_film
from layers.svg.elements import serialise
from outputs.films.frame_pool import FramePool
from outputs.films.news_film import NewsFilmPictures
from outputs.films.news_plan import change_ms, plan_durations, write_cues
from outputs.films.web_vtt import Cue, format_vtt
from outputs.writers import write, write_film

AUTUMN = {
    "style": "news",
    "view": "albu-kamal",
    "from": "2017-11-07",
    "to": "2017-11-20",
    "size": "540x540",
    "callouts": "none",
}


def request_of(atlas: Atlas, **options: str) -> Request:
    return parse_request(atlas, AUTUMN | options)


def film_of(atlas: Atlas, **options: str) -> NewsFilm:
    return resolve_film(atlas, request_of(atlas, **options))


def texts_of(panels: list[Panel]) -> str:
    return "".join(serialise(part) for panel in panels for part in panel.drawn)


@pytest.fixture(scope="module")
def shots(default_atlas: Atlas) -> list[tuple[np.ndarray, int, int]]:
    """Return every picture of a short film, how long it stays, and how many stills are done with it."""
    film = film_of(default_atlas)
    with FramePool((540, 540)) as pool:
        pictures = NewsFilmPictures(film, pool, 40)
        return [(np.asarray(picture).copy(), ms, number) for picture, ms, number in pictures.shots()]


@pytest.mark.parametrize(
    ("caption", "callout", "ms"),
    [
        ("ISIS takes Albu Kamal", False, 1200),
        ("Army and Iran-aligned forces take Albu Kamal for good", False, 1520),
        ("one two three four five six seven eight nine ten", False, 1800),
        ("ISIS takes Albu Kamal", True, 2520),
    ],
)
def test_a_change_stays_long_enough_to_be_read(caption: str, callout: bool, ms: int) -> None:
    assert change_ms(caption, callout=callout) == ms


def test_the_first_card_stays_longer_with_many_words(default_atlas: Atlas) -> None:
    assert plan_durations(film_of(default_atlas, title="Albu Kamal", deck="none"))[0] == 1520
    deck = "Three years on the Euphrates, change by change, as the sources reported them at that time."
    assert plan_durations(film_of(default_atlas, deck=deck))[0] == 2520
    assert plan_durations(film_of(default_atlas))[-1] == 3000


def test_changes_are_the_days_with_news_in_the_frame(default_atlas: Atlas) -> None:
    captions = {change.day: change.caption for change in film_of(default_atlas).changes}
    days = sorted(captions)
    assert len(days) == 6
    assert "Army and Iran-aligned forces take Albu Kamal for good" in captions.values()
    without = film_of(default_atlas, layers="zones,lines,sites,labels")
    assert 0 < len(without.changes) < 6


def test_frames_of_the_file_follow_the_plan(default_atlas: Atlas, tmp_path: Path) -> None:
    path, request = tmp_path / "film.mp4", request_of(default_atlas)
    write_film(default_atlas, request, "mp4", path, lambda *_: None)
    with av.open(str(path)) as film:
        assert film.streams.video[0].average_rate == 25
        frames = sum(1 for _ in film.decode(video=0))
    assert frames == sum(plan_durations(film_of(default_atlas))) // 40


def test_ground_is_eased_and_its_edge_fades(shots: list[tuple[np.ndarray, int, int]]) -> None:
    changes = [list(group) for number, group in groupby(shots, key=lambda shot: shot[2])][1:-1]
    taken = changes[-1]
    assert [ms for _, ms, _ in taken[:10]] == [40] * 10, "0.4 s until the ground has changed"
    assert taken[10][1] == 400, "0.8 s with its edge"
    assert [ms for _, ms, _ in taken[11:21]] == [40] * 10, "0.4 s until the edge is gone"
    assert sum(ms for _, ms, _ in taken) == 1520


def test_only_changed_ground_differs_within_a_change(
    default_atlas: Atlas, shots: list[tuple[np.ndarray, int, int]]
) -> None:
    film = film_of(default_atlas)
    *_, before, taken = ([*group] for number, group in groupby(shots[:-1], key=lambda shot: shot[2]))
    viewport = film.context.viewport
    left, top, _, _ = film.layout.map_box(rtl=False)
    changed = ("albu-kamal", "ak-border", "harri")
    shape = shapely.union_all([viewport.zones[zone] for zone in changed]).buffer(6)
    rows, columns = np.nonzero((taken[0][0] != taken[-1][0]).any(axis=2))
    assert len(rows), "something changes"
    off = ~shapely.contains_xy(shape, columns + 0.5 - left, rows + 0.5 - top)
    # The name of the new holder stands beside its ground.
    names = shapely.box(*shapely.union_all([shape]).buffer(90).bounds)
    assert shapely.contains_xy(names, columns[off] + 0.5 - left, rows[off] + 0.5 - top).all()
    assert off.mean() < 0.2
    assert (before[-1][0][:100] != taken[0][0][:100]).any(), "the caption changes at once"
    assert (taken[0][0][:100] == taken[-1][0][:100]).all(), "the caption stays"


def test_names_of_places_and_the_frame_stay(default_atlas: Atlas) -> None:
    film = film_of(default_atlas)
    towns = []
    for state in draw_states(film):
        drawn = "".join(serialise(part) for part in state.map.drawn)
        towns.append({line for line in drawn.split("<text") if ">Hajin<" in line or ">Albu Kamal<" in line})
    assert len(towns) == 7
    assert towns[0]
    assert all(town == towns[0] for town in towns)


def test_names_of_forces_stay_while_their_ground_is_theirs(default_atlas: Atlas) -> None:
    film = film_of(default_atlas, **{"from": "2017-11-01", "to": "2018-03-01"})
    spots = []
    for state in draw_states(film):
        drawn = "".join(serialise(part) for part in state.map.drawn)
        spots.append({line.split('fill="')[0] for line in drawn.split("<text") if ">ISIS<" in line})
    moved = sum(bool(before - after) and bool(after - before) for before, after in pairwise(spots))
    assert sum(bool(spot) for spot in spots) > 8
    assert moved <= 2, "a name moves only when its ground is lost"


def test_every_frame_names_its_sources_and_the_makers_of_the_map(default_atlas: Atlas) -> None:
    film = film_of(default_atlas)
    feet = [state.foot for state in draw_states(film)]
    for foot in feet:
        assert "OpenStreetMap" in texts_of([foot])
        assert "Sources: " in texts_of([foot])


def test_cards_have_title_span_and_all_sources(default_atlas: Atlas) -> None:
    film = film_of(default_atlas, size="1080x1080")
    first, last = texts_of(draw_title_card(film)), texts_of(draw_end_card(film))
    assert ">Albu Kamal, 7 November 2017 to 20 November 2017<" in first
    assert "How control of the Albu" in first
    assert ">Where it stood on 20 November 2017<" in last
    assert ">Sources<" in last
    assert "Reuters" in last
    assert f"v{default_atlas.version[:7]}" in last


@pytest.mark.parametrize("size", ["1080x1080", "1080x1920", "1920x1080", "540x540"])
def test_panels_fill_the_frame_without_overlap(default_atlas: Atlas, size: str) -> None:
    for lang in ("en", "ar"):
        layout = film_layout(request_of(default_atlas, size=size, lang=lang), default_atlas)
        rtl = lang == "ar"
        boxes = [
            shapely.box(*box)
            for box in (layout.map_box(rtl=rtl), layout.words_box(rtl=rtl), layout.foot_box(rtl=rtl))
        ]
        whole = shapely.box(0, 0, layout.width, layout.height)
        assert shapely.union_all(boxes).equals(whole)
        assert sum(box.area for box in boxes) == pytest.approx(whole.area)
        share = boxes[0].area / whole.area
        assert share >= 0.55


def test_a_callout_says_who_took_over_where_the_caption_is_an_event(default_atlas: Atlas) -> None:
    film = film_of(default_atlas, callouts="auto", size="1080x1080")
    noted = {change.caption: change.callout for change in film.changes}
    callout = noted["Army and Iran-aligned forces take Albu Kamal for good"]
    assert callout is not None
    assert "took over from ISIS" in callout.words.text
    assert [callout for caption, callout in noted.items() if caption.startswith("Iraqi Popular")] == [None]
    durations = dict(zip(noted, plan_durations(film)[1:-1], strict=True))
    assert durations["Army and Iran-aligned forces take Albu Kamal for good"] == 2520
    *_, last = draw_states(film)
    assert last.marked is not None
    drawn = [texts_of([panel]) for panel in (last.map, last.marked)]
    assert all('class="callout"' in text and 'class="leader"' in text for text in drawn)
    plain = [*draw_states(film_of(default_atlas, size="1080x1080"))][-1]
    assert 'class="callout"' not in texts_of([plain.map])


def test_a_callout_lies_on_no_name(default_atlas: Atlas) -> None:
    film = film_of(default_atlas, callouts="auto", size="1080x1080", to="2018-03-01")
    placed = 0
    names: list[Name] = []
    for number, day in enumerate(film.days[1:], 1):
        picture = compose_day(film, day)
        cells = name_map(picture.placing.ground, picture.taken)
        names = keep_names(cells, picture.symbols, names)
        note = place_callout(film, picture, names, film.changes[number - 1], ())
        if note is None:
            continue
        placed += 1
        boxes = [*picture.taken, *label_boxes(picture.labels()), *list_boxes(names)]
        assert not [box for box in boxes if overlap(box, note.box)]
    assert placed >= 2


def test_requested_callouts_come_on_their_days(default_atlas: Atlas) -> None:
    film = film_of(default_atlas, callouts="harri")
    assert [bool(change.callout) for change in film.changes].count(True) >= 1
    assert all("al-Harri" in change.sentences for change in film.changes if change.callout)


def test_the_knob_stands_on_the_tick_of_its_change(default_atlas: Atlas) -> None:
    for lang, forward in (("en", 1), ("ar", -1)):
        film = film_of(default_atlas, lang=lang)
        feet = [texts_of([state.foot]) for state in draw_states(film)][1:]
        at = [float(foot.split('<circle cx="')[1].split('"')[0]) for foot in feet]
        steps = [forward * (after - before) for before, after in pairwise(at)]
        assert steps == pytest.approx([steps[0]] * len(steps), abs=0.02)
        assert steps[0] > 50


def test_cues_follow_one_another_and_say_what_happens(default_atlas: Atlas) -> None:
    film = film_of(default_atlas)
    cues = write_cues(film)
    assert [cue.start for cue in cues[1:]] == [cue.end for cue in cues[:-1]]
    assert [cue.end - cue.start for cue in cues] == plan_durations(film)
    assert "Iran-aligned militias took over Albu Kamal town" in cues[-2].text
    assert cues[-1].text.startswith("Where it stood on 20 November 2017: ")


def test_vtt_is_escaped_and_timed() -> None:
    cues = [Cue(0, 1520, "A & B <i>"), Cue(3_661_040, 3_662_000, "two\nlines")]
    assert format_vtt(cues, "ar").decode().split("\n") == [
        "WEBVTT", "Kind: descriptions", "Language: ar", "",
        "1", "00:00:00.000 --> 00:00:01.520", "A &amp; B &lt;i&gt;", "",
        "2", "01:01:01.040 --> 01:01:02.000", "two lines", "",
    ]  # fmt: skip


def test_vtt_of_either_style_is_a_file_of_its_own(default_atlas: Atlas) -> None:
    news = write(default_atlas, request_of(default_atlas), "vtt").decode()
    assert news.count(" --> ") == 8
    assert f"NOTE Marchland, atlas {default_atlas.version}\n" in news
    assert "NOTE /?date=" in news
    request = request_of(default_atlas, style="reference", callouts="auto")
    whole = write(default_atlas, request, "vtt").decode()
    assert "19 November 2017: " in whole
    days = {"from": "2011-03-18", "to": "2011-03-20"}
    nothing = request_of(default_atlas, style="reference", callouts="auto", **days)
    assert write(default_atlas, nothing, "vtt").decode().count(" --> ") == 0


def test_mp4_has_the_words_as_a_track(default_atlas: Atlas, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write_film(default_atlas, request_of(default_atlas, lang="ar"), "mp4", path, lambda *_: None)
    cues = write_cues(film_of(default_atlas, lang="ar"))
    with av.open(str(path)) as film:
        (track,) = film.streams.subtitles
        packets = [packet for packet in film.demux(track) if len(bytes(packet)) > 2]
        assert [bytes(packet)[2:].decode() for packet in packets] == [cue.text for cue in cues]
        assert [int(packet.pts * track.time_base * 1000) for packet in packets] == [cue.start for cue in cues]


def test_gif_is_small_and_keeps_the_pace(default_atlas: Atlas, tmp_path: Path) -> None:
    path = tmp_path / "film.gif"
    write_film(default_atlas, request_of(default_atlas), "gif", path, lambda *_: None)
    assert path.stat().st_size < 400_000
    with Image.open(path) as film:
        total = sum(frame.info["duration"] for frame in ImageSequence.Iterator(film))
    assert total == sum(plan_durations(film_of(default_atlas)))


def test_progress_counts_stills(default_atlas: Atlas, tmp_path: Path) -> None:
    counts: list[tuple[int, int]] = []
    request = request_of(default_atlas)
    write_film(
        default_atlas, request, "mp4", tmp_path / "film.mp4", lambda done, of: counts.append((done, of))
    )
    assert counts == [(done, 8) for done in range(9)]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"step": "day"}, "goes from change to change"),
        ({"size": "400x600"}, "at least 480 px"),
        ({"transparent": "1"}, "cannot be transparent"),
        ({"since": "2017-11-01"}, "marks every change"),
        ({"key": "full"}, "Leave key out"),
        ({"notes": "albu-kamal:A note"}, "Leave notes out"),
    ],
)
def test_news_film_that_cannot_be_is_refused(
    default_atlas: Atlas, tmp_path: Path, options: dict[str, str], says: str
) -> None:
    request = request_of(default_atlas, **options)
    with pytest.raises(RequestError, match=says):
        write_film(default_atlas, request, "mp4", tmp_path / "film.mp4", lambda *_: None)


def test_film_without_changes_has_both_cards(starter: Atlas) -> None:
    quiet = {"style": "news", "from": "2020-01-15", "to": "2020-01-20", "size": "540x540"}
    film = resolve_film(starter, parse_request(starter, quiet))
    assert film.changes == ()
    assert len(write_cues(film)) == 2
    assert "No place on this map changed hands" in film.title.deck
