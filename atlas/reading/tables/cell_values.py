"""The values of cells: each is read by the rule of its column, or the rule that it breaks is named."""

from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

MOST_WRONG = 2_000
"""So many different values of a column may be wrong; later ones are not read, since each costs time."""
_UNREAD = (
    "was not read, and no later value of this column either, because thousands before it are wrong",
    "Correct those first, then check again",
)


def parse_cells(info: FieldInfo, cells: list[Any]) -> tuple[list[Any], dict[int, tuple[str, str]]]:
    """Return one value per cell, and for the numbers of cells without one, the fault."""
    blanks = {
        at
        for at, cell in enumerate(cells)
        if not (isinstance(cell, str) and cell[:1].isalnum()) and is_blank(cell)
    }
    if not blanks:
        return _validate(info, cells)
    required = info.is_required()
    default = None if required else info.get_default()
    values = [default] * len(cells)
    wrong = dict.fromkeys(
        sorted(blanks) if required else [], ("is empty", "This column is required: fill it in")
    )
    filled = [at for at in range(len(cells)) if at not in blanks]
    good, bad = _validate(info, [cells[at] for at in filled])
    for at, value in zip(filled, good, strict=True):
        values[at] = value
    return values, wrong | {filled[at]: reason for at, reason in bad.items()}


def is_blank(cell: object) -> bool:
    """Return whether a cell shows nothing; spaces and zero-width marks do not."""
    if not isinstance(cell, str):
        return cell is None
    return not any(sign.isprintable() and not sign.isspace() for sign in cell)


def _validate(info: FieldInfo, cells: list[Any]) -> tuple[list[Any], dict[int, tuple[str, str]]]:
    adapter: TypeAdapter[list[Any]] = TypeAdapter(list[Annotated[info.annotation, *info.metadata]])  # type: ignore[name-defined]
    values: list[Any] = []
    bad: dict[int, tuple[str, str]] = {}
    for start in range(0, len(cells), MOST_WRONG):
        if len(bad) >= MOST_WRONG:
            bad[start] = _UNREAD
            return values + [None] * (len(cells) - start), bad
        good, wrong = _validate_some(adapter, cells[start : start + MOST_WRONG])
        values += good
        bad |= {start + at: reason for at, reason in wrong.items()}
    return values, bad


def _validate_some(
    adapter: TypeAdapter[list[Any]], cells: list[Any]
) -> tuple[list[Any], dict[int, tuple[str, str]]]:
    try:
        return adapter.validate_python(cells), {}
    except ValidationError as refusal:
        errors = {int(error["loc"][0]): error.get("ctx", {}) for error in refusal.errors(include_url=False)}
    bad = {
        at: (context.get("rule", "is not valid"), context.get("cure", "")) for at, context in errors.items()
    }
    good = iter(adapter.validate_python([cell for at, cell in enumerate(cells) if at not in bad]))
    return [None if at in bad else next(good) for at in range(len(cells))], bad
