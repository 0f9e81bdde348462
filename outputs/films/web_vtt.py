"""WebVTT: what happens in a film and when, in words; a browser or a screen reader speaks them beside it.

Handles the format; contains no maps.
"""

from collections.abc import Iterable
from dataclasses import dataclass

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": " ", "\r": " "})


@dataclass(frozen=True, slots=True)
class Cue:
    """What happens in a film between two of its milliseconds, in words."""

    start: int
    end: int
    text: str


def format_vtt(cues: Iterable[Cue], language: str, notes: Iterable[str] = ()) -> bytes:
    """Return cues as a file; notes are not shown beside the film."""
    blocks = [f"WEBVTT\nKind: descriptions\nLanguage: {language}"]
    blocks += [f"NOTE {note.replace('-->', '->').translate(_ESCAPES)}" for note in notes if note]
    for number, cue in enumerate(cues, 1):
        times = f"{_format_time(cue.start)} --> {_format_time(cue.end)}"
        blocks.append(f"{number}\n{times}\n{cue.text.translate(_ESCAPES)}")
    return ("\n\n".join(blocks) + "\n").encode()


def _format_time(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"
