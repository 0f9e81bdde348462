"""A language with missing phrases is refused, so that no page is half in another language by accident."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from app import main
from atlas.model.faults import format_faults
from tests.conftest import STARTER
from text.translation_check import check_words, expect_phrases
from text.translations import FOLDER

ENGLISH = (FOLDER / "en.toml").read_text(encoding="utf-8")


def messages_of(folder: Path, text: str | bytes) -> str:
    """Return the faults of a language with these phrases."""
    folder.mkdir(exist_ok=True)
    (folder / "en.toml").write_text(ENGLISH, encoding="utf-8")
    (folder / "xx.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return format_faults(check_words(folder))


def test_the_included_languages_are_complete(tmp_path: Path) -> None:
    assert check_words() == ()
    assert messages_of(tmp_path, ENGLISH) == ""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda _: "", "xx.toml: is empty. Translate the phrases of en.toml, or delete the file."),
        (lambda _: "{", "xx.toml: is not valid TOML ("),
        (lambda _: b"\xff\xfe", "xx.toml: is not valid TOML ("),
        (lambda text: text.replace("\nbrand = ", "\nbrnad = "), 'en.toml. Did you mean "brand"?'),
        (lambda text: text.replace("\nbrand = ", "\nbrnad = "), 'brand: is missing. Translate "Marchland".'),
        (lambda text: text.replace('\nlocale = "en', '\nlocale = "qq'), "is not a language code"),
        (lambda text: text.replace("{n} km", "{m} km"), "placeholders from the English. Use exactly {n}."),
        (lambda text: text.replace('"{age}: 1 zone"', '"1 zone"'), "from the English. Use exactly {age}"),
        (
            lambda text: text.replace('\nlocale = "en_GB"', '\nlocale = "ru"'),
            'alt_age_few: is missing. Translate "{age}: {n} zones".',
        ),
        (lambda text: text.replace('"{n} km"', "5"), 'km: is not text. Translate "{n} km".'),
    ],
)  # fmt: skip
def test_each_fault_of_a_language_is_reported(
    tmp_path: Path, change: Callable[[str], str | bytes], says: str
) -> None:
    assert says in messages_of(tmp_path, change(ENGLISH))


def test_no_command_opens_an_atlas_with_an_incomplete_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages_of(tmp_path, "")
    for module in ("commands.open_atlas", "commands.check"):
        monkeypatch.setattr(f"{module}.check_words", lambda: check_words(tmp_path))
    for command in (["check"], ["draw", str(tmp_path / "map.svg")]):
        result = CliRunner().invoke(main, [*command, "--atlas", str(STARTER)])
        assert result.exit_code == 1
        assert "xx.toml: is empty" in result.output


def test_plurals_are_expected_in_the_forms_of_a_language_and_other_phrases_as_they_are() -> None:
    english = {
        "day_one": "{n} day",
        "day_other": "{n} days",
        "day_long": "Long",
        "at_one": "At one",
        "who": "Who",
    }
    arabic = expect_phrases("ar", english)
    assert {key for key in arabic if key.startswith("day_")} == {
        *(f"day_{form}" for form in ("zero", "one", "two", "few", "many", "other")),
        "day_long",
    }
    assert {key: arabic[key] for key in ("day_long", "at_one", "who")} == {
        "day_long": "Long",
        "at_one": "At one",
        "who": "Who",
    }
    assert arabic["day_few"] == "{n} days"
    assert expect_phrases("ja", english).keys() == {"day_other", "day_long", "at_one", "who"}
