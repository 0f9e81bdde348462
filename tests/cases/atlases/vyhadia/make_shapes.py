"""Make the shapes of this invented land: 24 zones in a bent grid, whose neighbours share every vertex.

Run it as a program to write zones.geojson, sites.geojson, lines.geojson and basemap/ again.
"""

import json
from itertools import pairwise
from math import cos, sin
from pathlib import Path

Point = tuple[float, float]
HERE = Path(__file__).parent
COLUMNS, ROWS, PIECES = 6, 4, 3
WEST, NORTH, WIDE, HIGH = -132.0, -42.6, 1.05, 0.8
ZONES = (
    ("verkholis", "Верхньоліс", "ზედატყე", "Verkholis"),
    ("gontivka", "Ґонтівка", "ღონტივკა", "Gontivka"),
    ("shchedrohiria", "Щедрогірʼя", "უხვმთა", "Shchedrohiria"),
    ("hedgehog-jaws", "Їжакова Паща", "ზღარბის ხახა", "Hedgehog Jaws"),
    ("zhovtoiarnia", "Жовтоярня", "ყვითელხევი", "Zhovtoiarnia"),
    ("stone-shade", "Камʼяна Тінь", "ქვის ჩრდილი", "Stone Shade"),
    ("silver-dam", "Срібна Гребля", "ვერცხლის კაშხალი", "Silver Dam"),
    ("khmarna", "Хмарна", "ღრუბლიანი", "Khmarna"),
    ("long-dales", "Довгодоли", "გრძელხევი", "Long Dales"),
    ("copper-ravine", "Мідний Яр", "სპილენძის ხევი", "Copper Ravine"),
    ("tumanets", "Туманець", "ნისლეთი", "Tumanets"),
    ("gedz", "Ґедзівщина", "ბზიკეთი", "Gedz"),
    ("sunfield", "Сонцепіль", "მზისველი", "Sunfield"),
    ("wells", "Криниччя", "წყაროსთავი", "Wells"),
    ("white-heron", "Білочапля", "თეთრი ყანჩა", "White Heron"),
    ("adder-spit", "Вужина Коса", "გველის კოსა", "Adder Spit"),
    ("lightning", "Лискавиця", "ელვისი", "Lightning"),
    ("empty-gully", "Порожня Балка", "ცარიელი ხევი", "Empty Gully"),
    ("medunka", "Медунчин", "მედუნკა", "Medunka"),
    ("old-ford", "Староброддя", "ძველი ფონი", "Old Ford"),
    ("quietude", "Затишень", "სიმშვიდე", "Quietude"),
    ("mother-of-pearl", "Перламутрівка", "სადაფეთი", "Mother-of-Pearl"),
    ("blackfeather", "Чорнопірʼя", "შავფრთა", "Blackfeather"),
    ("windedge", "Вітрокрай", "ქარისპირი", "Windedge"),
)
SITES = (
    ("vyhadyn", "capital", (2.45, 1.5), ("Вигадин", "გამოგონისი", "Vyhadyn")),
    ("buttonville", "city", (4.4, 2.4), ("Ґудзикове", "ღილაკეთი", "Buttonville")),
    ("starling-port", "city", (0.5, 2.6), ("Шпаківська Пристань", "შოშიის ნავსადგური", "Starling Port")),
    ("hedgehog", "town", (3.5, 0.5), ("Їжачин", "ზღარბეთი", "Yizhachyn")),
    ("five-bridges", "town", (1.5, 3.4), ("Пʼять Мостів", "ხუთი ხიდი", "Five Bridges")),
    ("cape", "town", (5.4, 3.4), ("Мисове-на-Вітрі", "ქარის კონცხი", "Cape in the Wind")),
    ("lighthouse", "base", (5.45, 0.5), ("Маяк № 5", "შუქურა № 5", "Lighthouse No. 5")),
    ("ford", "crossing", (2.9, 2.0), ("Брід → Північ", "ფონი → ჩრდილოეთი", "Ford → North")),
)


def bend(x: float, y: float) -> Point:
    """Return the place of a point of the grid: x from 0 to COLUMNS, y from 0 to ROWS, downwards."""
    east = 0.16 * sin(2.3 * y + 0.9 * x) + 0.07 * sin(5.1 * x + 3.7 * y)
    south = 0.15 * cos(1.9 * x + 0.6 * y) + 0.06 * sin(4.3 * y - 6.1 * x)
    return round(WEST + WIDE * (x + east), 3), round(NORTH - HIGH * (y + south), 3)


def walk(corners: list[Point]) -> list[Point]:
    """Return the points along a line through corners of the grid, each piece in equal steps."""
    steps = [
        (x + (to_x - x) * step / PIECES, y + (to_y - y) * step / PIECES)
        for (x, y), (to_x, to_y) in pairwise(corners)
        for step in range(PIECES)
    ]
    return [bend(*point) for point in [*steps, corners[-1]]]


def around(x: int, y: int, wide: int = 1, high: int = 1) -> list[Point]:
    """Return the ring around cells of the grid, anticlockwise, through every corner."""
    down = [(x, y + step) for step in range(high)]
    along = [(x + step, y + high) for step in range(wide)]
    up = [(x + wide, y + high - step) for step in range(high)]
    back = [(x + wide - step, y) for step in range(wide)]
    return walk([*down, *along, *up, *back, (x, y)])


def feature(
    shape: str, coordinates: object, names: tuple[str, ...], **properties: object
) -> dict[str, object]:
    named = dict(zip(("name", "name_ka", "name_en"), names, strict=True)) if names else {}
    own = {key.rstrip("_"): value for key, value in properties.items()}
    return {
        "type": "Feature",
        "properties": {**own, **named},
        "geometry": {"type": shape, "coordinates": coordinates},
    }


def write(name: str, features: list[dict[str, object]]) -> None:
    rows = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in features)
    text = f'{{"type":"FeatureCollection","features":[\n{rows}\n]}}\n'
    (HERE / name).write_text(text, encoding="utf-8")


def make_zones() -> list[dict[str, object]]:
    return [
        feature(
            "Polygon", [around(number % COLUMNS, number // COLUMNS)], names,
            id=own, kind="district", accuracy_km=3, source="Invented",
        )
        for number, (own, *names) in enumerate(ZONES)
    ]  # fmt: skip


def make_lines() -> list[dict[str, object]]:
    truce = [(3, 0), (3, 1), (4, 1), (4, 2), (3, 2), (3, 3), (2, 3), (2, 4)]
    arrow = [bend(4.6, 2.6), bend(4.1, 2.2), bend(3.4, 1.7)]
    truce_names = ("Лінія перемирʼя", "ზავის ხაზი", "Truce line")
    advance = ("Наступ на Вигадин", "შეტევა გამოგონისზე", "Advance on Vyhadyn")
    return [
        feature("LineString", walk(truce), truce_names, id="truce", kind="ceasefire"),
        feature(
            "LineString", arrow, advance, id="advance", kind="arrow", force="north-front",
            from_="2031-05-02", to="2031-07-20",
        ),
    ]  # fmt: skip


def make_basemap() -> None:
    island = [around(0, 0, COLUMNS, ROWS)]
    middle = bend(3.1, 2.7)
    land = ("Вигадія", "გამოგონია", "Vyhadia")
    row = feature("Polygon", island, land, id="vyhadia", label=middle)
    write("basemap/land.geojson", [row])
    river = [bend(x, y) for x, y in ((2.5, 0.3), (2.6, 1.1), (2.9, 2.0), (2.4, 2.8), (2.6, 3.6), (2.5, 4.0))]
    names = ("Ріка Забутка", "მდინარე ზაბუტკა", "Zabutka")
    write("basemap/rivers.geojson", [feature("LineString", river, names, id="zabutka")])


if __name__ == "__main__":
    write("zones.geojson", make_zones())
    write("sites.geojson", [
        feature("Point", bend(*at), names, id=own, kind=kind, accuracy_km=0.5, source="Invented")
        for own, kind, at, names in SITES
    ])  # fmt: skip
    write("lines.geojson", make_lines())
    make_basemap()
