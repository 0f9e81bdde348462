"""Findings: what maps of several days show, in a sentence under each map and in a headline over all."""

from collections.abc import Iterator, Sequence

from atlas.history.changes_of_control import ChangeOfControl
from text.alt_text import describe_ground, name_area
from text.changes_of_control import describe_change
from text.news import begin_sentence, drop_article, join_forces, join_names
from text.picture_facts import PictureFacts
from text.provenance import title_of
from text.translations import Words, words_for

_LEAST_SHIFT = 0.02
"""The least share of the ground that a force must have gained or lost to be in the headline."""


def write_finding(facts: PictureFacts) -> str:
    """Return the headline of maps of several days: who gained and who lost most, or the title of the view."""
    request, words, first = facts.request, words_for(facts.request), facts.first
    if request.title or first is None:
        return title_of(facts.atlas, request)
    before, after = (
        {force: share * each.share_held for force, share in each.shares} for each in (first, facts)
    )
    shifts = {force: after.get(force, 0.0) - before.get(force, 0.0) for force in (*before, *after)}
    gainer, loser = (
        max(shifts, key=shifts.__getitem__, default=""),
        min(shifts, key=shifts.__getitem__, default=""),
    )
    names = {
        side: words.call(facts.atlas.forces[force])
        for side, force, sign in (("gainer", gainer, 1), ("loser", loser, -1))
        if force and sign * shifts[force] >= _LEAST_SHIFT
    }
    if not names:
        return title_of(facts.atlas, request)
    headline = words.format(f"headline_{'_'.join(names)}", **names)
    return begin_sentence(drop_article(headline, words))


def write_dates_deck(facts: PictureFacts) -> list[str]:
    """Return the deck of maps of several days: which area, and how many days between which."""
    request, words = facts.request, words_for(facts.request)
    first, last = words.date(request.dates[0]), words.date(request.dates[-1])
    deck = words.count("deck_dates", len(request.dates), area=name_area(facts), first=first, last=last)
    return [begin_sentence(deck)]


def list_findings(
    facts: PictureFacts, changes: Sequence[ChangeOfControl], *, later: bool, words: Words
) -> Iterator[str]:
    """Yield sentences on one of several maps, the best first: what changed, or who holds the ground.

    `later` says that there is a map before it, and `changes` are those since then.
    """
    for change in changes:
        yield from _describe_turn(facts, change, words)
    if later and not changes:
        yield f"{words['nothing_changed_since']}."
    for most in (2, 1, 0, -1):
        yield from describe_ground(facts, words, most)
    for force, _ in facts.shares[:1]:
        yield words.format("finding_most", who=facts.atlas.forces[force].short.translate(words.language))


def _describe_turn(facts: PictureFacts, change: ChangeOfControl, words: Words) -> Iterator[str]:
    """Yield a change in sentences: as a headline if it is sure and simple, then with shorter names."""
    if not change.sure or change.beside or change.rivals_before or change.rivals_after:
        yield f"{describe_change(facts.atlas, change, words)}."
        return
    kind = "took" if change.before and change.after else "gained" if change.after else "lost"
    largest = sorted(change.places, key=lambda place: -place.geometry.area)
    for short, most in ((False, 2), (False, 1), (True, 2), (True, 1)):
        sentence = words.format(
            f"headline_{kind}",
            place=join_names((words.call(place) for place in largest), words, most),
            before=_name_forces(facts, change.before, words, short=short),
            after=_name_forces(facts, change.after, words, short=short),
        )
        yield f"{begin_sentence(sentence)}."


def _name_forces(facts: PictureFacts, forces: Sequence[str], words: Words, *, short: bool) -> str:
    """Return the names of forces, as in a text or as on the map.

    A short name that only lacks the last words, "Northern" of "Northern militias", is none in a sentence.
    """
    if not short:
        return join_forces(facts.atlas, forces, words)
    named = [facts.atlas.forces[force] for force in forces]
    names = [(force.name.translate(words.language), force.short.translate(words.language)) for force in named]
    return join_names((name if name.startswith(f"{short} ") else short for name, short in names), words)
