"""XLSX and ODS, by calamine, which computes no formulas: a cell has the value that was saved with it."""

from imports.formats.job import Job
from imports.formats.layer import Layer, UnreadableError, format_cell
from imports.formats.readers.grid import build_layer

_MOST_CELLS = 20_000_000


def read(job: Job) -> list[Layer]:
    """Return each sheet that contains a table."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only where it is needed

    try:
        book = CalamineWorkbook.from_path(str(job.path))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableError(f"cannot be read ({str(error)[:200]})", "Save it again as XLSX") from None
    layers = []
    for name, sheet in sheets:
        if sheet.total_height * sheet.total_width > _MOST_CELLS or sheet.total_height > job.limits.rows:
            rule = (
                f"has {sheet.total_height:,} rows and {sheet.total_width:,} columns in the sheet {name[:40]}"
            )
            raise UnreadableError(rule, "Delete the empty cells beside its table, or split it")
        rows = sheet.to_python(skip_empty_area=False)
        layer = build_layer(job, name, [[format_cell(cell) for cell in row] for row in rows])
        layers += [layer] if layer else []
    if len(layers) == 1:
        layers[0].name = ""
    return layers
