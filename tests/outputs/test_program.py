"""The hash of the program: everything that affects its output, and nothing that a run leaves behind."""

from outputs.metadata.program import ROOT, list_makers


def test_nothing_that_python_writes_is_part_of_the_program() -> None:
    makers = list_makers()
    assert [path for path in makers if "__pycache__" in path.parts] == []


def test_every_file_of_the_drawing_rooms_affects_the_hash() -> None:
    makers = set(list_makers())
    rooms = ("atlas", "text", "layers", "outputs", "web")
    files = {path for room in rooms for path in (ROOT / room).rglob("*") if path.is_file()}
    silent = {path for path in files - makers if not {"__pycache__", "starter"} & set(path.parts)}
    assert silent == set()
