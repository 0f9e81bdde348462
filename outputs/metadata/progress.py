"""Progress: how far a long work is, told on the terminal, or now and then where there is none."""

import shutil
import sys

import click

_CELLS = 24


def print_progress(done: int, total: int, last: str = "") -> None:
    """Say how far a work is: one line that is written over on a terminal, else one now and then."""
    if not sys.stderr.isatty():
        if done == total or done % 10 == 0:
            click.echo(f"{done} of {total} drawn: {last}", err=True)
        return
    columns = shutil.get_terminal_size().columns
    filled = _CELLS * done // total
    line = f"[{'█' * filled}{'·' * (_CELLS - filled)}] {done:,} of {total:,} drawn, {total - done:,} left"
    line = f"{line}: {last}" if last else line
    click.echo(f"\r\033[K{line[: columns - 1]}" + ("\r\033[K" if done == total else ""), nl=False, err=True)


def print_frames_done(done: int, total: int) -> None:
    """Say how far a film is, on a terminal alone: a frame takes less than a line is worth."""
    if sys.stderr.isatty():
        print_progress(done, total)
