"""Films: their days and durations, their files, and what stops them."""

import io
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image, ImageSequence

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.reading.read import read_atlas
from atlas.request.parsers import RequestError
from atlas.request.request import parse_request
from layers.still.draw import draw_map
from layers.still.legend_entries import entries_between
from outputs.films.film import MAX_FRAMES, plan_film
from outputs.films.frame_pool import FramePool
from outputs.films.frame_strips import Band, draw_bands
from outputs.films.gif import Palette
from outputs.stills.typeset import rasterise
from outputs.writers import write, write_film
from tests.conftest import ROOT, STARTER

SHORT = {"from": "2020-09-25", "to": "2020-10-06", "step": "day", "size": "301x203"}


def ignore(*_: int) -> None:
    """Ignore progress."""


def film_of(atlas: Atlas, path: Path, **options: str) -> Path:
    write_film(atlas, parse_request(atlas, options), path.suffix[1:], path, ignore)
    return path


def days_of(atlas: Atlas, **options: str) -> list[str]:
    return [format_day(shot.day) for shot in plan_film(atlas, parse_request(atlas, options))]


def test_steps_by_day_month_and_change(starter: Atlas) -> None:
    span = {"from": "2020-01-15", "to": "2020-04-03"}
    assert len(days_of(starter, step="day", **span)) == 80
    assert days_of(starter, step="month", **span) == [
        "2020-01-15", "2020-02-01", "2020-03-01", "2020-04-01", "2020-04-03",
    ]  # fmt: skip
    assert days_of(starter, step="change", **span) == ["2020-01-15", "2020-03-10"]
    changes = days_of(starter, step="change")
    assert changes[0] == "2020-01-01"
    assert "2020-10-02" in changes
    assert 3 < len(changes) < 20


def test_changes_are_those_in_view_and_not_of_hidden_forces(default_atlas: Atlas) -> None:
    near = days_of(default_atlas, view="albu-kamal", **{"from": "2017-11-01", "to": "2017-11-30"})
    assert "2017-11-19" in near
    assert "2018-07-06" not in days_of(default_atlas, view="albu-kamal")
    everyone = ",".join(default_atlas.families)
    none = days_of(default_atlas, view="albu-kamal", hide=everyone, layers="zones")
    assert none == [format_day(default_atlas.meta.first)]


def test_a_frame_with_a_change_stays_longer(default_atlas: Atlas) -> None:
    request = parse_request(
        default_atlas, {"view": "albu-kamal", "from": "2017-11-01", "to": "2017-12-31", "step": "day"}
    )
    shots = {format_day(shot.day): shot.ms for shot in plan_film(default_atlas, request)}
    assert shots["2017-11-19"] >= 600 > shots["2017-12-20"] == 80
    assert shots["2017-11-01"] >= 1000
    assert shots["2017-12-31"] == 2000


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"step": "day"}, f"the limit is {MAX_FRAMES:,}"),
        ({"compare": "2020-12-07"}, "Leave compare out"),
        ({"transparent": "1"}, "cannot be transparent"),
        ({"size": "article"}, "pixels, for example 1920x1080"),
        ({"step": "week"}, "day, month, change"),
    ],
)
def test_film_that_can_t_be_is_refused(default_atlas: Atlas, options: dict[str, str], says: str) -> None:
    with pytest.raises(RequestError, match=says):
        plan_film(default_atlas, parse_request(default_atlas, options))


def test_mp4_plays_everywhere(starter: Atlas, tmp_path: Path) -> None:
    path = film_of(starter, tmp_path / "film.mp4", **SHORT)
    shots = plan_film(starter, parse_request(starter, SHORT))
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "the index stands in front"
    with av.open(str(path)) as film:
        (stream,) = film.streams.video
        context = stream.codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert (context.width, context.height) == (302, 204)
        assert context.profile in ("High", "Main")
        assert stream.average_rate == 25
        assert film.metadata["title"] == "Who holds what on Example Island"
        assert film.metadata["comment"].startswith("/?date=")
        frames = list(film.decode(stream))
    assert len(frames) == sum(round(shot.ms / 40) for shot in shots)
    seconds = float(frames[-1].pts * stream.time_base) + 1 / 25
    assert seconds == pytest.approx(sum(shot.ms for shot in shots) / 1000, abs=0.05)


@pytest.mark.parametrize(
    "options",
    [
        {"date": "2017-06-20"},
        {"date": "2017-11-19", "view": "albu-kamal", "size": "square"},
        {"date": "2018-07-06", "lang": "ar", "theme": "dark"},
        {"date": "2020-12-17", "size": "801x449", "border": "1"},
        {"date": "2013-03-06", "size": "600x338", "plain": "1"},
    ],
)
def test_strips_of_a_frame_make_up_its_still(default_atlas: Atlas, options: dict[str, str]) -> None:
    request = parse_request(default_atlas, options)
    entries = entries_between(default_atlas, request, request.date - 30, request.date + 30)
    wide, high = request.pixels_of_still
    bands = draw_bands(default_atlas, request, entries)
    assert sum(band.rows for band in bands) == high
    joined = np.concatenate([pixels_of(band.svg, (wide, band.drawn))[: band.rows] for band in bands])
    still = pixels_of(draw_map(default_atlas, request, entries), (wide, high))
    other = np.abs(joined - still).max(axis=2)
    # The rasteriser rounds where it clips: a few pixels of an edge, by a few of 255 levels. Where a line lies
    # on the quarter of a row by which it samples, a few pixels may differ.
    assert other.max() <= 24
    assert (other > 16).sum() <= 4
    assert (other > 0).mean() <= 0.001


def pixels_of(svg: str, size: tuple[int, int]) -> np.ndarray:
    with Image.open(io.BytesIO(rasterise(svg, size))) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def test_picture_too_small_for_its_legend_keeps_its_height(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"size": "200x140"})
    bands = draw_bands(default_atlas, request, entries_between(default_atlas, request, 0, request.date))
    assert sum(band.rows for band in bands) == 140
    assert all(0 < band.rows <= band.drawn for band in bands)


def test_an_unchanged_strip_is_rasterised_once(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"size": "301x203"})
    heading = Band(301, 40, 40, '<svg xmlns="http://www.w3.org/2000/svg" width="301" height="40"/>')
    maps = [
        Band(301, 163, 163, f'<svg xmlns="http://www.w3.org/2000/svg"><g id="m{day}"/></svg>')
        for day in (1, 2)
    ]
    with FramePool(request.pixels_of_still) as press:
        bands: list[Band] = []
        exchange = press._exchange
        press._exchange = lambda band: bands.append(band) or exchange(band)  # type: ignore[func-returns-value,method-assign]
        pictures = list(press.rasterise([(heading, maps[0]), (heading, maps[0]), (heading, maps[1])]))
    assert sorted(bands, key=lambda band: band.svg) == sorted([heading, *maps], key=lambda band: band.svg)
    assert [picture.size for picture in pictures] == [(301, 203)] * 3


def test_frame_of_a_film_has_the_colours_of_the_still(starter: Atlas, tmp_path: Path) -> None:
    path = film_of(starter, tmp_path / "film.mp4", **SHORT)
    with av.open(str(path)) as film:
        last = list(film.decode(video=0))[-1].to_ndarray(format="rgb24")[:203, :301].astype(int)
    still = write(starter, parse_request(starter, SHORT | {"date": SHORT["to"]}), "png")
    picture = np.asarray(Image.open(io.BytesIO(still)).convert("RGB")).astype(int)
    middle = np.s_[60:150, 20:280]  # the map: a film's legend may be another
    assert np.median(np.abs(last[middle] - picture[middle])) <= 3


def test_gif_shows_each_day_for_its_time(starter: Atlas, tmp_path: Path) -> None:
    path = film_of(starter, tmp_path / "film.gif", **SHORT)
    shots = plan_film(starter, parse_request(starter, SHORT))
    with Image.open(path) as film:
        assert film.size == (301, 203)
        assert film.n_frames == len(shots)
        assert film.info["loop"] == 0
        assert b"comment: /?date=" in film.info["comment"]
        held = [frame.info["duration"] for frame in ImageSequence.Iterator(film)]
    assert held == [shot.ms for shot in shots]


def test_flat_colours_of_a_gif_do_not_flicker(starter: Atlas, tmp_path: Path) -> None:
    path = film_of(starter, tmp_path / "film.gif", **SHORT)
    with Image.open(path) as film:
        seen = [frame.convert("RGB").getpixel((2, 2)) for frame in ImageSequence.Iterator(film)]
    still = Image.open(io.BytesIO(write(starter, parse_request(starter, SHORT), "png"))).convert("RGB")
    assert set(seen) == {still.getpixel((2, 2))}


def test_palette_keeps_the_flat_colours_exactly() -> None:
    picture = Image.new("RGB", (40, 40), (239, 175, 84))
    picture.paste(Image.effect_noise((20, 20), 60).convert("RGB"), (0, 0))
    palette = Palette([picture])
    quantized = palette.colours[palette.indices(picture)].astype(int)
    assert tuple(quantized[39, 39].tolist()) == (239, 175, 84)
    assert np.abs(quantized - np.asarray(picture).astype(int)).max() < 24


def test_palette_has_the_colours_of_a_logo_exactly() -> None:
    picture = Image.fromarray(np.random.default_rng(7).integers(0, 90, (60, 60, 3), dtype=np.uint8))
    picture.putpixel((30, 30), (0, 105, 78))
    for logo, exact in (((), False), (("#00694e",), True)):
        palette = Palette([picture], logo)
        assert (tuple(palette.colours[palette.indices(picture)][30, 30].tolist()) == (0, 105, 78)) is exact


def test_colours_of_a_logo_are_those_of_its_shapes_and_gradients() -> None:
    brand = read_atlas(STARTER, brand=ROOT / "examples" / "brands" / "quarrystone-wire").brand
    assert brand
    assert brand.logo_colours == ("#0b8f6c", "#00573f", "#ffffff")


@pytest.mark.parametrize("suffix", ["gif", "mp4"])
def test_same_request_is_the_same_bytes(starter: Atlas, tmp_path: Path, suffix: str) -> None:
    films = [film_of(starter, tmp_path / f"{n}.{suffix}", **SHORT).read_bytes() for n in range(2)]
    assert films[0] == films[1]


@pytest.mark.parametrize("suffix", ["gif", "mp4"])
def test_stopped_film_leaves_nothing(starter: Atlas, tmp_path: Path, suffix: str) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, of: int) -> None:
        assert of == 12
        if done == 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        write_film(starter, parse_request(starter, SHORT), suffix, tmp_path / f"film.{suffix}", stop)
    assert list(tmp_path.iterdir()) == []


def test_legend_does_not_move_from_day_to_day(default_atlas: Atlas, tmp_path: Path) -> None:
    options: dict[str, Any] = {
        "view": "albu-kamal",
        "from": "2017-11-01",
        "to": "2017-11-20",
        "size": "600x338",
    }
    path = film_of(default_atlas, tmp_path / "film.gif", **options)
    with Image.open(path) as film:
        feet = [np.asarray(frame.convert("RGB"))[232:272] for frame in ImageSequence.Iterator(film)]
    assert len(feet) > 3
    assert all((foot == feet[0]).all() for foot in feet)
