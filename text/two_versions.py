"""Two maps in sentences: their captions, whose accounts they are, and where these differ."""

from collections.abc import Iterable

from atlas.history.side_differences import Claimed, Differences
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Status
from atlas.request.content import MapContent
from atlas.request.request import Request
from text.changes_of_control import list_places
from text.translations import Words, words_for


def caption_map(content: MapContent, words: Words) -> str:
    """Return the caption of one of two maps: its day, or whose account it shows; none for a single map."""
    if content.side:
        return words.format("account_of", sides=name_side(content.atlas, content.side, words))
    return "" if content.day is None else words.date(content.day)


def name_side(atlas: Atlas, side: str, words: Words) -> str:
    """Return the name of a side when its account is given."""
    return atlas.families[side].side.translate(words.language)


def describe_differences(atlas: Atlas, request: Request, differences: Differences) -> list[str]:
    """Return a line for each difference between two accounts; places that differ alike share one."""
    words = words_for(request)
    groups: dict[tuple[Claimed, Claimed], list[str]] = {}
    for difference in differences.places:
        groups.setdefault(difference.unshared, []).append(difference.place)
    return [_describe(atlas, request, words, places, *claims) for claims, places in groups.items()]


def _describe(
    atlas: Atlas, request: Request, words: Words, places: Iterable[str], first: Claimed, second: Claimed
) -> str:
    named = {atlas.places[place].name.default: atlas.places[place] for place in places}
    return words.format(
        "versus_line",
        place=list_places(named.values(), words),
        side=name_side(atlas, request.side[0], words),
        first=_name_claims(atlas, first, words),
        other_side=name_side(atlas, request.versus, words),
        other=_name_claims(atlas, second, words),
    )


def _name_claims(atlas: Atlas, claimed: Claimed, words: Words) -> str:
    names = [
        words.format(
            "with_status",
            force=atlas.forces[force].short.translate(words.language),
            status=words[status.value].lower(),
        )
        for force, status in list_claims(atlas, claimed)
    ]
    return words["comma"].join(names) or words["versus_silent"]


def list_claims(atlas: Atlas, claimed: Claimed) -> list[tuple[str, Status]]:
    """Return forces and statuses in the order of the atlas."""
    order = {force: number for number, force in enumerate(atlas.forces)}
    return sorted(claimed, key=lambda claim: (order[claim[0]], claim[1]))


def head_differences(differences: Differences, words: Words) -> str:
    """Return the heading of a list of differences: Where the two accounts differ · 419 km² on this map."""
    if not differences.places:
        return words["versus_same"]
    area = [words.format("km2_on_map", n=f"{differences.km2:,.0f}")] if differences.km2 >= 1 else []
    return " · ".join([words["versus_differ"], *area])
