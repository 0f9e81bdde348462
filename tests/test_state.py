"""What is true on a day: the vectorised answer and the compiled one equal a plain reading of the rules."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.changes import compile_changes, holdings_on
from atlas.model import Atlas
from atlas.state import Holding, scene_on
from tests.histories import Told, claims, read_plainly, with_histories

FORCES = 4
PLACES = 8
STEPS = (10, 20, 30)
HISTORIES = st.lists(st.lists(claims(FORCES), max_size=5), min_size=PLACES, max_size=PLACES)
EXAMPLES = 1250
"""With eight places each, 10,000 random histories."""
QUIET = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _tell(holdings: tuple[Holding, ...]) -> list[Told]:
    return [(one.force, one.status, one.standing, one.certain, one.age) for one in holdings]


def _small(atlas: Atlas, histories: list[list]) -> Atlas:  # type: ignore[type-arg] # of claims
    forces = dict(list(atlas.forces.items())[:FORCES])
    meta = replace(atlas.meta, stale_after=STEPS)
    return replace(with_histories(atlas, histories), forces=forces, meta=meta)


@QUIET
@given(histories=HISTORIES, day=st.integers(-2, 130), known=st.integers(-2, 70))
def test_a_scene_is_what_the_rules_say(
    default_atlas: Atlas,
    histories: list[list],
    day: int,
    known: int,  # type: ignore[type-arg]
) -> None:
    atlas = _small(default_atlas, histories)
    scene = scene_on(atlas, day, known)
    for place, history in zip(atlas.places, histories, strict=False):
        assert _tell(scene.holdings(place)) == read_plainly(atlas, history, day, known)


@QUIET
@given(
    histories=HISTORIES,
    days=st.lists(st.integers(-2, 130), min_size=4, max_size=4),
    known=st.integers(-2, 70),
)
def test_what_is_compiled_is_what_the_scene_says(
    default_atlas: Atlas,
    histories: list[list],
    days: list[int],
    known: int,  # type: ignore[type-arg]
) -> None:
    atlas = _small(default_atlas, histories)
    changes = compile_changes(atlas, known)
    for day in days:
        scene = scene_on(atlas, day, known)
        for place, _ in zip(atlas.places, histories, strict=False):
            assert holdings_on(changes.get(place, ()), day) == scene.holdings(place)


def test_the_default_atlas_changes_on_the_days_it_says(default_atlas: Atlas) -> None:
    known = default_atlas.latest_source
    changes = compile_changes(default_atlas, known)
    days = sorted({change.day for found in changes.values() for change in found})
    for day in days[::7]:
        for beside in (day - 1, day):
            scene = scene_on(default_atlas, beside, known)
            for place, found in changes.items():
                assert holdings_on(found, beside) == scene.holdings(place), (place, beside)
