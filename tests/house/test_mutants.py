"""Faults that `make mutants` plants: they differ from the program, and the list of equal ones is current."""

import ast

import pytest

from tests.conftest import ROOT
from tests.mutation.__main__ import ROOMS, draw
from tests.mutation.equivalents import find_equivalents, read_equivalents
from tests.mutation.operators import find_sites, plant

SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
}


def test_faults_listed_as_equivalent_are_where_the_list_says() -> None:
    sites = [site for path, source in SOURCES.items() for site in find_sites(path, source)]
    listed = find_equivalents(sites, read_equivalents())
    assert all(entry.why.strip() for entry in listed.values())


@pytest.mark.parametrize("path", ["atlas/history/certainty.py", "text/provenance.py"])
def test_each_fault_changes_the_program(path: str) -> None:
    source = SOURCES[path]
    right = ast.dump(ast.parse(source))
    planted = [ast.dump(plant(source, site)) for site in find_sites(path, source)]
    assert right not in planted
    assert len(set(planted)) == len(planted)


def test_a_seed_draws_the_same_faults_after_other_code_has_changed() -> None:
    source = SOURCES["text/provenance.py"]
    sites = find_sites("text/provenance.py", source)
    later = find_sites("text/provenance.py", f"import math\n\n{source}")
    assert [site.kind for site in draw(sites, 1)] == [site.kind for site in draw(later, 1)]
    assert [site.kind for site in draw(sites, 1)] != [site.kind for site in draw(sites, 2)]
    fewer = [site for site in sites if site.line > 40]
    assert draw(fewer, 1) == [site for site in draw(sites, 1) if site.line > 40]
