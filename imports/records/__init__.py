"""Mapped rows as the content of an atlas, and the rows that cannot be taken, with the reason.

Reads and writes no file.
"""
