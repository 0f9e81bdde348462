"""The guess: which column of a layer has which role, from its header and its values."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from imports.columns.roles import Role, find_status, score_header
from imports.formats.layer import Layer
from imports.values.coordinates import parse_degrees, parse_pair
from imports.values.dates import AmbiguousDateError, DateError, is_open, parse_date

_LOOKED_AT = 200
"""So many cells of a column are looked at."""
_MOST_ACTORS = 30
_FITS: dict[Role, tuple[Callable[[str], bool], float]] = {}
"""What a cell of a role must be, and the least share of the cells for which that must hold."""


def guess_columns(layer: Layer) -> dict[Role, str]:
    """Return the column of each role that one has, each column once."""
    values = {column: _sample(layer.cells(column)) for column in layer.columns}
    scores = sorted(
        (
            (score, role, column)
            for column in layer.columns
            if values[column]
            for role in Role
            if (score := score_header(column, role)) and _fits(role, values[column])
        ),
        key=lambda scored: (-scored[0], layer.columns.index(scored[2])),
    )
    roles: dict[Role, str] = {}
    for _, role, column in scores:
        if role not in roles and column not in roles.values():
            roles[role] = column
    _drop_halves(roles)
    _fill_by_values(roles, values, bool(layer.geometries))
    return roles


def _sample(cells: Sequence[str]) -> tuple[str, ...]:
    filled = [cell for cell in cells if cell]
    step = max(1, len(filled) // _LOOKED_AT)
    return tuple(filled[::step][:_LOOKED_AT])


@lru_cache(maxsize=4096)
def _fits(role: Role, values: tuple[str, ...]) -> bool:
    test, least = _FITS.get(role, (bool, 0))
    return sum(map(test, values)) >= least * len(values)


def is_date(text: str) -> bool:
    """Return whether a cell is a date, in one reading or several."""
    try:
        parse_date(text)
    except AmbiguousDateError:
        return True
    except DateError:
        return False
    return True


def _is_full_date(text: str) -> bool:
    """Return whether a cell is a date whatever its header: a bare number may be anything."""
    return is_date(text) and not text.strip("-").isdigit()


def is_url(text: str) -> bool:
    """Return whether a cell is a web address."""
    return text.lower().startswith(("https://", "http://", "www."))


def _is_name(text: str) -> bool:
    return any(sign.isalpha() for sign in text) and not is_url(text) and not is_date(text)


def _is_actor(text: str) -> bool:
    return _is_name(text) and not find_status(text) and len(text) <= 120


def _is_degrees(text: str) -> bool:
    return parse_degrees(text) is not None


_FITS |= {
    Role.PLACE: (_is_name, 0.5),
    Role.ACTOR: (_is_actor, 0.5),
    Role.FAMILY: (_is_actor, 0.5),
    Role.FROM: (is_date, 0.5),
    Role.TO: (lambda text: is_date(text) or is_open(text), 0.5),
    Role.DATE: (is_date, 0.5),
    Role.PUBLISHED: (is_date, 0.5),
    Role.CONFIRMED: (is_date, 0.5),
    Role.URL: (is_url, 0.5),
    Role.LATITUDE: (_is_degrees, 0.8),
    Role.LONGITUDE: (_is_degrees, 0.8),
    Role.COORDINATES: (lambda text: parse_pair(text) is not None, 0.8),
    Role.STATUS: (lambda text: bool(find_status(text)), 0.3),
}


def _drop_halves(roles: dict[Role, str]) -> None:
    """Forget a latitude without a longitude, and columns of text for what a pair of columns says."""
    if (Role.LATITUDE in roles) != (Role.LONGITUDE in roles):
        roles.pop(Role.LATITUDE, None)
        roles.pop(Role.LONGITUDE, None)
    if Role.LATITUDE in roles:
        roles.pop(Role.COORDINATES, None)
    if Role.DATE in roles and Role.FROM not in roles:
        roles[Role.FROM] = roles.pop(Role.DATE)
    if Role.FROM in roles:
        roles.pop(Role.DATE, None)


def _fill_by_values(roles: dict[Role, str], values: dict[str, tuple[str, ...]], has_shapes: bool) -> None:
    """Find dates, addresses, statuses and actors in columns whose headers say nothing."""

    def free() -> list[str]:
        return [column for column, cells in values.items() if cells and column not in roles.values()]

    for role, least in ((Role.FROM, 0.9), (Role.URL, 0.9), (Role.STATUS, 0.9)):
        test = _is_full_date if role is Role.FROM else _FITS[role][0]
        match = (c for c in free() if sum(map(test, values[c])) >= least * len(values[c]))
        if role not in roles and (column := next(match, None)):
            roles[role] = column
    names = [c for c in free() if sum(map(_is_actor, values[c])) >= 0.9 * len(values[c])]
    if Role.PLACE not in roles and not has_shapes and names:
        roles[Role.PLACE] = max(names, key=lambda column: len(set(values[column])))
    names = [column for column in names if column in free()]
    few = [c for c in names if 1 < len(set(values[c])) <= min(_MOST_ACTORS, max(2, len(values[c]) // 2))]
    if Role.ACTOR not in roles and few and (Role.FROM in roles or has_shapes):
        roles[Role.ACTOR] = few[0]
