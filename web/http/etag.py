"""Stamp: a tag for an answer that is told before it is made: program, atlas and question in one hash."""

from atlas.model.atlas import Atlas
from outputs.metadata.program import ROOT, hash_program
from outputs.metadata.program import short_hash as digest

__all__ = ["ROOT", "digest", "stamp"]


def stamp(atlas: Atlas, *question: str) -> str:
    """Return the tag of the answer that this program gives to a question on this atlas."""
    return digest("\n".join([hash_program(), atlas.version, *question]).encode())
