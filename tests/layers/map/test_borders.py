"""Borders and names are the newsroom's choice: policies, their days and disclaimers, and the house style."""

from pathlib import Path

import pytest

from atlas.history.value_tracks import value_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.model.vocabulary import LineStyle
from atlas.reading.read import read_atlas
from atlas.request.parsers import RequestError
from atlas.request.request import format_query, parse_request
from layers.geometry.viewport import fit, set_viewport
from layers.map.borders import boundaries_of, name_dated, shows_choice, styles_in_view
from layers.still.draw import draw_map
from layers.style.context import DrawingContext
from outputs.player.payload import compile_map
from outputs.writers import write
from tests.atlases import TOML, feature, pieces, write_atlas
from text.provenance import write_provenance
from text.translations import load_words

SHEBAA = "35.5,33.1,35.95,33.4"
DATED = """\
line,policy,style,from,to
river,un,occupied,2018-01-01,2018-06-01
river,un,hidden,2018-06-01,2018-09-01
"""


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """An atlas whose second policy draws a border in three ways, one after the other."""
    toml = (
        TOML + '\n[[boundaries]]\npolicy = "un"\nname = "UN"\nnote = "As the UN."\nnote_ar = "حسب الأمم."\n'
    )
    border = feature("river", "LineString", [[36, 32], [37, 33]], kind="international")
    borders = {"type": "FeatureCollection", "features": [border]}
    files = pieces(**{"atlas.toml": toml, "basemap/borders.geojson": borders, "boundaries.csv": DATED})
    return read_atlas(write_atlas(tmp_path_factory.mktemp("dated"), files))


def styles_on(atlas: Atlas, policy: str, day: str) -> list[LineStyle]:
    number = parse_day(day)
    return [
        boundary.style for boundary in boundaries_of(atlas, policy) if boundary.start <= number < boundary.end
    ]


@pytest.mark.parametrize(
    ("day", "styles"),
    [
        ("2017-12-31", [LineStyle.INTERNATIONAL]),
        ("2018-01-01", [LineStyle.OCCUPIED]),
        ("2018-05-31", [LineStyle.OCCUPIED]),
        ("2018-06-01", []),
        ("2018-08-31", []),
        ("2018-09-01", [LineStyle.INTERNATIONAL]),
    ],
)
def test_a_policy_draws_a_border_by_its_days(dated: Atlas, day: str, styles: list[LineStyle]) -> None:
    assert styles_on(dated, "un", day) == styles
    assert styles_on(dated, "de-facto", day) == [LineStyle.INTERNATIONAL]


def test_the_still_and_the_player_draw_the_same_border_on_every_day(dated: Atlas) -> None:
    request = parse_request(dated, {"borders": "un"})
    tracks = compile_map(dated, request)["tracks"]["name"]
    names = name_dated(dated, "un")
    assert len(names) == 3
    for day in range(dated.meta.first, dated.meta.last + 1):
        styles = [boundary.style for boundary, name in names.items() if value_on(tracks[name], day)]
        assert styles == [
            boundary.style for boundary in boundaries_of(dated, "un") if boundary.start <= day < boundary.end
        ]


def test_every_dated_border_has_an_element_that_the_player_shows(dated: Atlas) -> None:
    payload = compile_map(dated, parse_request(dated, {"borders": "un"}))
    over = dict(payload["sheets"])["over"]
    assert all(f'id="{name}"' in over for name in name_dated(dated, "un").values())


def test_the_first_policy_is_the_default_and_is_not_written(default_atlas: Atlas) -> None:
    assert list(default_atlas.policies) == ["de-facto", "un"]
    assert format_query(default_atlas, parse_request(default_atlas, {"borders": "de-facto"})) == ""
    assert format_query(default_atlas, parse_request(default_atlas, {"borders": "un"})) == "borders=un"
    with pytest.raises(RequestError, match="Use one of: de-facto, un"):
        parse_request(default_atlas, {"borders": "us"})


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("policy", ["de-facto", "un"])
def test_the_disclaimer_of_the_policy_is_in_the_picture(
    default_atlas: Atlas, policy: str, language: str
) -> None:
    request = parse_request(default_atlas, {"borders": policy, "lang": language, "size": "square"})
    note = default_atlas.policies[policy].note.translate(language)
    assert write_provenance(default_atlas, request)[-1] == note
    drawn = draw_map(default_atlas, request)
    assert all(word in drawn for word in note.split())
    others = {policy.note.translate(language) for policy in default_atlas.policies.values()} - {note}
    assert not any(other in write_provenance(default_atlas, request) for other in others)


def test_the_golan_is_a_border_of_occupied_territory_only_under_un(default_atlas: Atlas) -> None:
    day = "2018-07-10"
    for policy, style in (("de-facto", LineStyle.DISPUTED), ("un", LineStyle.OCCUPIED)):
        number = parse_day(day)
        drawn = {
            boundary.line: boundary.style
            for boundary in boundaries_of(default_atlas, policy)
            if boundary.start <= number < boundary.end
        }
        assert drawn["golan-west"] is style
        assert drawn["shebaa-farms"] is LineStyle.DISPUTED
        assert drawn["jordan-syria"] is LineStyle.INTERNATIONAL


def test_the_legend_lists_the_borders_in_the_picture(default_atlas: Atlas) -> None:
    words = load_words("en")
    options = {"date": "2018-07-10", "bbox": SHEBAA, "borders": "un"}
    close = draw_map(default_atlas, parse_request(default_atlas, options))
    assert words["border_occupied"] in close and words["border_disputed"] in close
    assert "Shebaa Farms" in close
    east = draw_map(default_atlas, parse_request(default_atlas, {"view": "albu-kamal", "borders": "un"}))
    assert words["border_occupied"] not in east and words["border_disputed"] not in east


def test_styles_in_view_are_those_of_the_frame(default_atlas: Atlas) -> None:
    def styles(*bbox: float) -> set[LineStyle]:
        context = DrawingContext(set_viewport(default_atlas, fit(bbox, 600, 600)), "light", "en")  # type: ignore[arg-type]
        return styles_in_view(context, "un", [parse_day("2020-12-17")])

    assert styles(35.5, 33.0, 35.7, 33.2) == {LineStyle.OCCUPIED, LineStyle.DISPUTED}
    assert styles(40.8, 34.3, 41.2, 34.6) == {LineStyle.INTERNATIONAL}


HOUSE = """\
[countries.country]
name = "The Land"
[places.gate]
name = "The Gate"
name_ar = "البوابة"
[forces.fourth]
short = "Fourth"
[families.iran]
name_ar = "حلفاء إيران"
[views.whole]
name = "All of it"
"""


@pytest.fixture
def styled(tmp_path: Path) -> Atlas:
    return read_atlas(write_atlas(tmp_path, pieces(**{"house.toml": HOUSE})))


def test_house_names_are_used_in_each_language(styled: Atlas) -> None:
    assert (styled.places["gate"].name.translate("en"), styled.places["gate"].name.translate("ar")) == (
        "The Gate",
        "البوابة",
    )
    assert styled.families["iran"].name.translate("ar") == "حلفاء إيران"
    assert styled.families["iran"].name.translate("en") == "Iran-aligned"
    assert (styled.forces["fourth"].short.default, styled.forces["fourth"].name.default) == (
        "Fourth",
        "4th Division",
    )
    assert styled.views["whole"].name.default == "All of it"
    assert styled.basemap.land[0].name.default == "The Land"
    assert styled.places["west"].name.translate("ar") == "غرب"


def test_the_names_of_the_house_reach_every_output(styled: Atlas) -> None:
    request = parse_request(styled, {"date": "2018-03-01"})
    assert "THE LAND" in draw_map(styled, request)
    assert b"The Gate" in write(styled, request, "csv")
    assert b"The Gate" in write(styled, request, "geojson")
    assert compile_map(styled, request)["places"]["gate"]["name"] == "The Gate"


def test_house_names_change_the_version_of_the_atlas(styled: Atlas, tmp_path: Path) -> None:
    plain = read_atlas(write_atlas(tmp_path / "plain", pieces()))
    assert plain.version != styled.version
    assert plain.places["gate"].name.default == "Gate"


@pytest.mark.parametrize("policy", ["de-facto", "un"])
@pytest.mark.parametrize("size", ["social", "square", "600x1400"])
@pytest.mark.parametrize(
    ("options", "is_noted"),
    [
        ({"view": "albu-kamal"}, False),
        ({"view": "deir-ez-zor", "compare": "2018-10-01"}, False),
        ({"view": "golan-hauran"}, True),
        ({"view": "south-and-east", "compare": "2018-10-01"}, True),
        ({"bbox": "36.4,33.2,36.6,33.4"}, False),
    ],
)
def test_the_disclaimer_appears_only_with_a_border_drawn_by_choice(
    default_atlas: Atlas, policy: str, size: str, options: dict[str, str], is_noted: bool
) -> None:
    request = parse_request(default_atlas, {"borders": policy, "size": size, **options})
    drawn = draw_map(default_atlas, request)
    first_words = " ".join(default_atlas.policies[policy].note.translate("en").split()[:2])
    assert (f">{first_words}" in drawn) == is_noted


def test_a_border_beside_the_view_has_its_disclaimer_where_the_picture_shows_it(default_atlas: Atlas) -> None:
    """The box lies east of the Golan; a wide picture of it includes the line, a tall one does not."""
    for size, is_noted in (("social", True), ("story", False)):
        request = parse_request(default_atlas, {"bbox": "36.2,32.9,36.5,33.2", "size": size})
        assert not shows_choice(default_atlas, request.borders, (36.2, 32.9, 36.5, 33.2))
        assert (">Boundaries are" in draw_map(default_atlas, request)) == is_noted, size


def test_which_borders_are_drawn_by_choice(default_atlas: Atlas, dated: Atlas) -> None:
    """A line that a policy names, a disputed border, a ceasefire line; no settled border."""
    golan, east, river = (35.5, 32.9, 35.9, 33.3), (40.9, 34.3, 41.2, 34.6), (36.4, 32.4, 36.6, 32.6)
    assert shows_choice(default_atlas, "de-facto", golan)
    assert not shows_choice(default_atlas, "un", east)
    assert shows_choice(dated, "un", river)
    first = next(iter(dated.policies))
    assert not shows_choice(dated, first, river)
