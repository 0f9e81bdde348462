"""Marchland's command line, and the one place where its parts are put together. Nothing imports it."""

import sys

try:
    import click

    from commands.basemap import basemap
    from commands.check import check
    from commands.corrections import corrections
    from commands.draw import draw
    from commands.import_sources import import_sources
    from commands.new import new
    from commands.publish import publish
    from commands.serve import serve
    from commands.signing import verify
    from outputs.metadata.about import TOOL
except ModuleNotFoundError as missing:
    if missing.name is None or missing.name.partition(".")[0] in {
        "atlas",
        "imports",
        "layers",
        "outputs",
        "web",
        "commands",
    }:
        raise
    sys.exit(
        f"The package {missing.name} is not installed for {sys.executable}. "
        "Run `make setup`, then `.venv/bin/python app.py …`; or `pip install -r requirements.txt`."
    )


class _ServeByDefault(click.Group):
    """Treats a call without a command, or one that begins with an option, as a call of `serve`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `serve` before arguments that name no command."""
        named = args and (not args[0].startswith("-") or args[0] in {"--help", "--version"})
        return super().parse_args(ctx, args if named else ["serve", *args])


@click.group(cls=_ServeByDefault)
@click.version_option(TOOL.split()[-1], prog_name="Marchland")
def main() -> None:
    """Marchland: a map dashboard of zones of influence. Without a command, it serves the dashboard."""


for command in (serve, check, draw, verify, corrections, new, import_sources, basemap, publish):
    main.add_command(command)

if __name__ == "__main__":
    main()
