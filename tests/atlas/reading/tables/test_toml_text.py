"""TOML: its limits, each exactly, and where a mistake is."""

import pytest

from atlas.model.faults import Faults
from atlas.reading.tables.toml_text import DEEPEST, LONGEST_LINE, LONGEST_TEXT, read_toml


def faults_of(text: str) -> list[str]:
    """Return what is reported of a text; the table is missing just if anything is."""
    faults = Faults()
    table = read_toml("atlas.toml", text, "Cure", faults)
    assert (table is None) is bool(faults.sorted())
    return [fault.format_text() for fault in faults.sorted()]


@pytest.mark.parametrize(("length", "allowed"), [(LONGEST_LINE, True), (LONGEST_LINE + 1, False)])
def test_a_line_has_a_limit(length: int, allowed: bool) -> None:
    messages = faults_of("first = 1\n" + f'a = "{"x" * (length - 6)}"')
    assert messages == [] if allowed else messages[0].startswith("atlas.toml, line 2: ")


@pytest.mark.parametrize(("depth", "allowed"), [(DEEPEST, True), (DEEPEST + 1, False)])
@pytest.mark.parametrize("form", ["lists", "tables"])
def test_nesting_has_a_limit(form: str, depth: int, allowed: bool) -> None:
    # The whole file is the outermost table, and the innermost value is one deeper.
    levels = depth - 1
    lists = f"a = {'[' * levels}1{']' * levels}"
    tables = f"a = {'{a = ' * levels}1{'}' * levels}"
    messages = faults_of(lists if form == "lists" else tables)
    fault = "atlas.toml: nests tables and lists more than 16 deep. Delete what is too large."
    assert messages == ([] if allowed else [fault])


@pytest.mark.parametrize(
    ("number", "allowed"),
    [(2**63 - 1, True), (2**63, False), (-(2**63) + 1, True), (-(2**63), False)],
)
def test_a_whole_number_has_64_bits(number: int, allowed: bool) -> None:
    assert (faults_of(f"a = [1, {number}]") == []) is allowed


@pytest.mark.parametrize(
    ("text", "line"),
    [('a = 1\nb = "x\nc = 2\n', 2), ("a = 1\nb =\n", 2), ("a = 1\nb = [1,\n\n\n", 2), ("= 1", 1)],
)
def test_a_mistake_is_on_its_line(text: str, line: int) -> None:
    (fault,) = faults_of(text)
    assert fault.startswith(f"atlas.toml, line {line}: is not valid TOML (")
    assert fault.endswith("). Cure.")


def test_a_number_too_long_to_read_is_on_its_line() -> None:
    assert faults_of("a = 1\nb = [1,\n" + "9" * 5000 + "]") == [
        "atlas.toml, line 3: contains a whole number of more than 64 bits. Write a smaller one."
    ]


@pytest.mark.parametrize("form", ["{} = 1", "[{}]", "[[{}]]", "  {}\t= 1"])
@pytest.mark.parametrize(("parts", "allowed"), [(DEEPEST - 1, True), (DEEPEST + 1, False), (4000, False)])
def test_a_key_has_a_limit(form: str, parts: int, allowed: bool) -> None:
    faults = faults_of("\n".join(form.format(f"{row}." + ".".join(["a"] * (parts - 1))) for row in range(99)))
    assert (faults == []) is allowed
    assert allowed or ('line 1: "0.a.a' in faults[0] and "is a key of more than 16 parts." in faults[0])


@pytest.mark.parametrize(("length", "allowed"), [(LONGEST_TEXT, True), (LONGEST_TEXT + 1, False)])
def test_a_file_has_a_limit(length: int, allowed: bool) -> None:
    faults = faults_of("\n" * length)
    assert faults == (
        []
        if allowed
        else [
            "atlas.toml: is longer than 1,000,000 characters, the limit for TOML. Delete what is not needed."
        ]
    )


def test_a_text_of_many_dots_is_no_key() -> None:
    assert (
        faults_of('a = """\n' + ". " * 40 + '= \n"""\n"' + "b." * 9 + '" = "x = [' + "9" * 5000 + '"') == []
    )
