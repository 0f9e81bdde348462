"""Progress: the state of a long task, on one line of a terminal, or in occasional lines in a log."""

import shutil
import sys

import click

_CELLS = 24


def print_progress(done: int, total: int, last: str = "") -> None:
    """Show the progress of a task: one line that is overwritten on a terminal, else an occasional line."""
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
    """Show the progress of a film, on a terminal only: a frame is too small for a line in a log."""
    if sys.stderr.isatty():
        print_progress(done, total)
