"""A request and a URL are the same thing; a wrong one gets a message with the allowed values."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.history.as_known import as_known
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.request.options import DEFAULT_LAYERS, LAYERS, SIZES, STANDING_LAYERS, THEMES
from atlas.request.parsers import RequestError
from atlas.request.request import default_request, format_query, format_request, parse_request


@settings(max_examples=400, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_request_comes_back_from_its_url(default_atlas: Atlas, data: st.DataObject) -> None:
    meta = default_atlas.meta
    days = st.integers(meta.first, meta.last)
    options = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "date": days.map(format_day),
                "known": days.map(format_day),
                "compare": days.map(format_day),
                "view": st.sampled_from(list(default_atlas.views)),
                "lang": st.sampled_from(meta.languages),
                "theme": st.sampled_from(THEMES),
                "borders": st.sampled_from(list(default_atlas.policies)),
                "size": st.sampled_from([*SIZES, "640x480", "400x300@2"]),
                "layers": st.lists(st.sampled_from(LAYERS), unique=True).map(",".join),
                "hide": st.lists(
                    st.sampled_from([*default_atlas.families, *STANDING_LAYERS]), unique=True
                ).map(",".join),
                "bbox": st.sampled_from(["35.5,32.2,37.1,33.5", "40.8,34.3,41.2,34.6"]),
                "zoom": st.sampled_from(["1", "2.5", "64"]),
                "age": st.sampled_from(["0", "1"]),
                "plain": st.sampled_from(["0", "1"]),
                "transparent": st.sampled_from(["0", "1"]),
            },
        )
    )
    known = parse_request(default_atlas, {"known": options.get("known", "latest")}).known
    named = (*as_known(default_atlas, known).families, *STANDING_LAYERS)
    options["hide"] = ",".join(word for word in options.get("hide", "").split(",") if word in named)
    request = parse_request(default_atlas, options)
    written = dict(parse_qsl(format_query(default_atlas, request), keep_blank_values=True))
    assert parse_request(default_atlas, written) == request
    assert format_request(default_atlas, parse_request(default_atlas, written)) == written


def test_defaults_are_not_written(default_atlas: Atlas) -> None:
    default = default_request(default_atlas)
    spelled = {
        "date": format_day(default.date),
        "view": default.view,
        "theme": "light",
        "layers": ",".join(DEFAULT_LAYERS),
        "size": "social",
        "plain": "0",
    }
    assert format_query(default_atlas, parse_request(default_atlas, spelled)) == ""


@pytest.mark.parametrize(
    ("option", "value", "phrase"),
    [
        ("date", "2020-02-30", "This date does not exist. Use earliest, latest or YYYY-MM-DD."),
        ("date", "٢٠٢٠-٠٢-٢٠", "is not allowed. Use earliest, latest or YYYY-MM-DD."),
        ("date", "1999-01-01", "2011-03-18 to 2021-12-31"),
        ("known", "yesterday", "earliest, latest"),
        ("view", "moon", "albu-kamal"),
        ("bbox", "1,2,3", "west,south,east,north"),
        (
            "bbox",
            "40,35,39,36",
            "West must be less than east and south less than north. Use west,south,east,north",
        ),
        ("bbox", "35,36,39,32", "south less than north"),
        ("bbox", "3_5,32,39,36", "west,south,east,north"),
        ("layers", "zones,roads", "claims"),
        ("hide", "nobody", "government"),
        ("lang", "xx", "en"),
        ("theme", "neon", "light, dark, auto, print"),
        ("size", "big", "1200x675@2"),
        ("size", "9000x9000", "8,000 px"),
        ("size", "7900x7900", "20,000,000"),
        ("size", "٦٤٠x٤٨٠", "1200x675@2"),
        ("zoom", "65", "64"),
        ("zoom", "1_0", "from 1 to 64"),
        ("zoom", "١٠", "from 1 to 64"),
        ("zoom", "nan", "from 1 to 64"),
        ("plain", "maybe", "1"),
        ("colour", "red", "does not exist"),
    ],
)
def test_a_wrong_option_gets_the_allowed_values(
    default_atlas: Atlas, option: str, value: str, phrase: str
) -> None:
    with pytest.raises(RequestError) as caught:
        parse_request(default_atlas, {option: value})
    message = str(caught.value)
    assert message.startswith(f"{option}: ")
    assert phrase in message
