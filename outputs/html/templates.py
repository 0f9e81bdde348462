"""Jinja2 templates that escape all text and keep nodes of the element builder as markup."""

from pathlib import Path

import markupsafe
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from layers.svg.elements import Element, Markup, serialise
from outputs.html.brand import write_publisher


def open_templates(folder: Path) -> Environment:
    """Return the templates in a folder; using a name without a value is an error."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_print_node,
    )
    environment.globals |= {"publisher_of": write_publisher}
    return environment


def _print_node(value: object) -> object:
    """Return the markup of a node, which the builder has escaped already, and nothing for None."""
    if isinstance(value, (Element, Markup)):
        return markupsafe.Markup(serialise(value))  # noqa: S704 - the builder escapes every text
    return "" if value is None else value
