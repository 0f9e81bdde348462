"""Fonts beyond the pinned ones: those in `fonts/` of an atlas, and those installed beside the program.

They are read as hostile data, within limits. No rule here says which font a letter is set in.
"""
