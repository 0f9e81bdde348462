"""An atlas written as GeoPackage or GeoParquet and imported again has the same scenes on every day."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from app import main
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from tests.conftest import ROOT
from tests.imports.test_formats import call_import

DAYS = 100


def list_holdings(atlas: Atlas, day: int, known: int) -> set[tuple[str, str, str, str]]:
    """Return who has which status where on a day, and how certainly, all by name."""
    scene = scene_on(atlas, day, known)
    return {
        (
            place.name.default,
            atlas.forces[holding.force].name.default,
            holding.status.value,
            holding.certainty.value,
        )
        for place, holdings in scene.places()
        for holding in holdings
    }


@pytest.mark.parametrize(("folder", "suffix"), [("geodata", "gpkg"), ("atlas/starter", "parquet")])
def test_scenes_are_the_same_on_a_hundred_days(tmp_path: Path, folder: str, suffix: str) -> None:
    file, copy = tmp_path / f"history.{suffix}", tmp_path / "copy"
    atlas = read_atlas(ROOT / folder)
    first, last = atlas.meta.first, atlas.meta.last
    days = ("--from", str(np.datetime64(first, "D")), "--to", str(np.datetime64(last, "D")))
    drawn = CliRunner().invoke(main, ["draw", str(file), "--atlas", str(ROOT / folder), *days])
    assert drawn.exit_code == 0, drawn.output
    imported = call_import(file, "--into", copy)
    assert imported.exit_code == 0, imported.output
    assert "+ 0 rejected" in imported.output
    again, known = read_atlas(copy), atlas.latest_source
    compared = 0
    for day in np.linspace(first, last, DAYS).astype(int).tolist():
        before, after = list_holdings(atlas, day, known), list_holdings(again, day, 10**6)
        assert before == after, np.datetime64(day, "D")
        compared += len(before)
    assert compared > DAYS
