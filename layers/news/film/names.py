"""Names of forces that stay where they are from day to day, as long as their ground is still theirs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from layers.labels.force_names import TOGETHER, write_names
from layers.labels.label_grid import NameMap
from layers.labels.leader_names import list_boxes
from layers.labels.placement import overlap
from layers.labels.written_name import Name, name_box
from layers.style.colour import readable_on
from layers.style.symbology import Symbol


def keep_names(cells: NameMap, symbols: Mapping[str, Symbol], before: Sequence[Name]) -> list[Name]:
    """Return the names of a day: those of the day before that still lie on their ground, then new ones.

    A force has as many names as the day alone would give it; a new one lies on none that stays.
    """
    fresh = write_names(cells, symbols)
    most = Counter(name.text for name in fresh)
    names: list[Name] = []
    for name in before:
        ground = _find_ground(cells, symbols, name)
        if most[name.text] and ground is not None:
            most[name.text] -= 1
            names.append(replace(name, ink=readable_on(ground), halo=ground) if ground else name)
    for name in fresh:
        if most[name.text] and not _is_covered(name, names):
            most[name.text] -= 1
            names.append(name)
    return names


def _find_ground(cells: NameMap, symbols: Mapping[str, Symbol], name: Name) -> str | None:
    """Return the colour of the ground under a name, empty beside it; None if it is no longer its force's."""
    if name.led:
        zone = cells.zone_at(name.x, name.y) if cells.inside((name.x, name.y, name.x, name.y)) else -1
        held = zone >= 0 and _names_ground(cells, symbols.get(cells.zone_names[zone]), name.text)
        return "" if held else None
    counts = cells.under(name_box(name))
    zones = [cells.zone_names[number] for number, count in enumerate(counts[:-1].tolist()) if count]
    if not zones or not all(_names_ground(cells, symbols.get(zone), name.text) for zone in zones):
        return None
    return symbols[zones[-1]].ground


def _names_ground(cells: NameMap, symbol: Symbol | None, text: str) -> bool:
    """Return whether a name is that of who holds ground with a symbol."""
    if symbol is None or not symbol.held or symbol.rivals or symbol.changing:
        return False
    forces = [cells.context.atlas.forces[force] for force in (symbol.leader, *symbol.partners[:1])]
    return text == TOGETHER.join(force.short.translate(cells.context.language) for force in forces)


def _is_covered(name: Name, others: Iterable[Name]) -> bool:
    boxes = list_boxes(others)
    return any(overlap(box, other) for box in list_boxes([name]) for other in boxes)
