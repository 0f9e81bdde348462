"""Links: whether the addresses of sources still answer. Asks the network, and only when told to.

Asks politely: one question at a time to a host, HEAD first and GET where that is refused.
"""

import urllib.error
import urllib.request
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from itertools import groupby
from urllib.parse import quote, urlsplit

from atlas.model.atlas import Atlas
from atlas.model.faults import Fault

AT_ONCE = 8
SECONDS = 15.0
AGENT = "Marchland link check"
_CLOSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
_SAFE = "/:?#[]@!$&'()*+,;=%~"


class State(StrEnum):
    """What became of an address."""

    ALIVE = "alive"
    CLOSED = "closed"
    DEAD = "dead"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Link:
    """An address of a source: `column` is where it stands."""

    source: str
    column: str
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How an address answered: `told` is its status or why there was none.

    CLOSED lets no stranger in, so that a reader with a browser may still be; SILENT can't be reached at all.
    """

    link: Link
    state: State
    told: str


def list_links(atlas: Atlas) -> list[Link]:
    """Return every address of a source, in the order of the file."""
    return [
        Link(source.id, column, url)
        for source in atlas.sources.values()
        for column, url in (("url", source.url), ("archive_url", source.archive_url))
        if url
    ]


def check_links(links: Iterable[Link], seconds: float = SECONDS, at_once: int = AT_ONCE) -> list[Answer]:
    """Ask every address and return the answers by source; hosts are asked side by side, at most `at_once`."""
    by_host = sorted(links, key=_host)
    hosts = [list(group) for _, group in groupby(by_host, key=_host)]
    with ThreadPoolExecutor(at_once, thread_name_prefix="link") as threads:
        answers = threads.map(lambda group: [_ask(link, seconds) for link in group], hosts)
        return sorted((one for group in answers for one in group), key=lambda one: one.link.source)


def is_offline(answers: Iterable[Answer]) -> bool:
    """Say whether no address at all could be reached: it is this machine then, not they."""
    states = [answer.state for answer in answers]
    return bool(states) and all(state is State.SILENT for state in states)


def find_dead(answers: Iterable[Answer]) -> tuple[Fault, ...]:
    """Return a fault for each address that no reader can open."""
    return tuple(
        Fault(
            "sources.csv",
            f'does not answer ({one.told}; source "{one.link.source}")',
            "Correct it, or add an archived copy",
            column=one.link.column,
            value=one.link.url,
        )
        for one in answers
        if one.state in (State.DEAD, State.SILENT)
    )


def sum_up(answers: Iterable[Answer]) -> str:
    """Return how many addresses there are of each state, in one sentence."""
    states = [answer.state for answer in answers]
    names = {
        State.ALIVE: "working",
        State.CLOSED: "refused access",
        State.DEAD: "not found",
        State.SILENT: "without an answer",
    }
    counts = (f"{states.count(state)} {name}" for state, name in names.items())
    return f"Checked {len(states)} addresses: {', '.join(counts)}."


def _host(link: Link) -> str:
    return urlsplit(link.url).netloc


def _ask(link: Link, seconds: float) -> Answer:
    try:
        status = _open(link.url, "HEAD", seconds)
        if status >= HTTPStatus.BAD_REQUEST:
            # Many servers answer HEAD wrongly; only what GET says counts against a source.
            status = _open(link.url, "GET", seconds)
    except (OSError, ValueError) as error:
        return Answer(link, State.SILENT, str(getattr(error, "reason", error))[:80])
    return Answer(link, _judge(status), str(status))


def _judge(status: int) -> State:
    if status < HTTPStatus.BAD_REQUEST:
        return State.ALIVE
    return State.CLOSED if status in _CLOSED else State.DEAD


def _open(url: str, method: str, seconds: float) -> int:
    headers = {"User-Agent": AGENT, "Range": "bytes=0-0"} if method == "GET" else {"User-Agent": AGENT}
    asked = urllib.request.Request(quote(url, safe=_SAFE), method=method, headers=headers)  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=seconds) as answer:  # noqa: S310 - only http(s) is an address
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
