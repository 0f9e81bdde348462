"""Link check: whether the addresses of sources still answer. Uses the network, and only on request.

Polite: one request at a time per host, HEAD first and GET if HEAD is refused.
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
    """The result for an address."""

    ALIVE = "alive"
    CLOSED = "closed"
    DEAD = "dead"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Link:
    """An address of a source; `column` is the one that contains it."""

    source: str
    column: str
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of an address: `told` is its status or the reason why there was nanswer.

    CLOSED refuses programs, though a reader with a browser may still be admitted; SILENT cannot be reached at
    all.
    """

    link: Link
    state: State
    reason: str


def list_links(atlas: Atlas) -> list[Link]:
    """Return every address of a source, in the order of the file."""
    return [
        Link(source.id, column, url)
        for source in atlas.sources.values()
        for column, url in (("url", source.url), ("archive_url", source.archive_url))
        if url
    ]


def check_links(links: Iterable[Link], seconds: float = SECONDS, at_once: int = AT_ONCE) -> list[Answer]:
    """Check every address and return the answers by source; at most `at_once` hosts in parallel."""
    by_host = sorted(links, key=_host)
    hosts = [list(group) for _, group in groupby(by_host, key=_host)]
    with ThreadPoolExecutor(at_once, thread_name_prefix="link") as threads:
        answers = threads.map(lambda group: [_check_link(link, seconds) for link in group], hosts)
        every_answer = (answer for group in answers for answer in group)
        return sorted(every_answer, key=lambda answer: answer.link.source)


def is_offline(answers: Iterable[Answer]) -> bool:
    """Return whether no address at all could be reached: then this machine is offline."""
    states = [answer.state for answer in answers]
    return bool(states) and all(state is State.SILENT for state in states)


def find_dead(answers: Iterable[Answer]) -> tuple[Fault, ...]:
    """Return a fault for each address that no reader can open."""
    return tuple(
        Fault(
            "sources.csv",
            f'does not answer ({answer.reason}; source "{answer.link.source}")',
            "Correct it, or add an archived copy",
            column=answer.link.column,
            value=answer.link.url,
        )
        for answer in answers
        if answer.state in (State.DEAD, State.SILENT)
    )


def sum_up(answers: Iterable[Answer]) -> str:
    """Return how many addresses have each state, in one sentence."""
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


def _check_link(link: Link, seconds: float) -> Answer:
    try:
        status = _open(link.url, "HEAD", seconds)
        if status >= HTTPStatus.BAD_REQUEST:
            # Many servers answer HEAD wrongly; only the answer to GET counts against a source.
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
    http_request = urllib.request.Request(quote(url, safe=_SAFE), method=method, headers=headers)  # noqa: S310
    try:
        with urllib.request.urlopen(http_request, timeout=seconds) as answer:  # noqa: S310 - always http(s)
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
