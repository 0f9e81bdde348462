"""Origins: the sources at which chains of relays end, and how many independent ones support a claim.

Works on ids alone. Reads no files.
"""

from collections.abc import Iterable, Mapping


def find_cycles(links: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return every loop of links (each id points to at most one other), each starting at its least id."""
    settled: set[str] = set()
    rings = []
    for start in links:
        path: dict[str, int] = {}
        at = start
        while at and at not in settled and at not in path:
            path[at] = len(path)
            at = links.get(at, "")
        if at in path:
            # Begin with the least name, so that a cycle is the same whichever source it is found from.
            ring = list(path)[path[at] :]
            first = ring.index(min(ring))
            rings.append(tuple(ring[first:] + ring[:first]))
        settled.update(path)
    return rings


def resolve_origins(relays: Mapping[str, str]) -> dict[str, str]:
    """Return for each source the end of its chain of relays; a source that relays none is its own origin.

    A chain that leads to an unknown source ends before it. A chain that loops ends at its least id.
    """
    relays = {name: to for name, to in relays.items() if name}
    origins = {at: min(ring) for ring in find_cycles(relays) for at in ring}
    for start in relays:
        path, at = [], start
        while at not in origins and relays.get(at) in relays:
            path.append(at)
            at = relays[at]
        end = origins.get(at, at)
        origins.update(dict.fromkeys([*path, at], end))
    return origins


def count_origins(sources: Iterable[str], origins: Mapping[str, str]) -> int:
    """Return how many independent sources these are; sources with the same origin count once."""
    return len({origins[source] for source in sources if source in origins})


def count_independent(documents: int, origins: int) -> str:
    """Describe how many independent sources there are: "1 independent source (5 relays)"."""
    relays = documents - origins
    sources = f"{origins} independent source{'' if origins == 1 else 's'}"
    return f"{sources} ({relays} relay{'' if relays == 1 else 's'})" if relays > 0 else sources


def follow_links(names: set[str], chains: Iterable[Mapping[str, str]]) -> set[str]:
    """Return names and everything they link to, directly or through others."""
    reached, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [to for chain in chains if (to := chain.get(name))]
    return reached
