"""docs/notebook.ipynb: its cells run, and what they compute is right."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import folium
import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt
from pyproj import Geod

from atlas.model.atlas import Atlas

DOCS = Path(__file__).resolve().parents[2] / "docs"
NOTEBOOK = json.loads((DOCS / "notebook.ipynb").read_text(encoding="utf-8"))
CELLS = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
GLOBE = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def names() -> Iterator[dict[str, Any]]:
    """The names that the cells define, after all of them have run in the folder of the notebook."""
    mpl.use("Agg")
    defined: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(DOCS)
        patch.setattr(sys, "path", list(sys.path))
        for cell in CELLS:
            exec(compile("".join(cell["source"]), cell["id"], "exec"), defined)
    yield defined
    plt.close("all")


def test_outputs_are_not_stored() -> None:
    assert CELLS
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in CELLS)


def test_the_web_map_has_a_feature_for_each_zone(names: dict[str, Any]) -> None:
    assert isinstance(names["web_map"], folium.Map)
    (layer,) = (part for part in names["web_map"]._children.values() if isinstance(part, folium.GeoJson))
    places = [feature["properties"]["place"] for feature in layer.data["features"]]
    assert places == names["ground"]["place"].tolist()
    assert len(places) > 20


def test_families_are_dissolved_and_plotted(names: dict[str, Any], default_atlas: Atlas) -> None:
    families, ground = names["families"], names["ground"]
    assert set(families.index) == set(ground["family"])
    for family, shape in families.geometry.items():
        whole = ground.loc[ground["family"] == family].geometry.union_all()
        assert shape.symmetric_difference(whole).area < 1e-9
        assert default_atlas.families[family].colour in names["colours"]
    assert len(plt.get_fignums()) == 2
    assert names["axes"].get_ylabel() == "km²"


def test_areas_by_month_are_those_of_the_atlas(names: dict[str, Any], default_atlas: Atlas) -> None:
    table = names["km2"]
    assert len(table) == 24
    for month in (table.index[0], table.index[11], table.index[23]):
        ground = names["pick_ground"](default_atlas.at(month.date()))
        for family, row in ground.groupby("family"):
            area, _ = GLOBE.geometry_area_perimeter(row.geometry.union_all())
            assert table.loc[month, family] == pytest.approx(abs(area) / 1e6, rel=2e-3)
    assert (table.iloc[-1] != table.iloc[0]).any()


def test_a_saved_frame_is_read_back(names: dict[str, Any]) -> None:
    assert names["again"].equals(names["frame"])
