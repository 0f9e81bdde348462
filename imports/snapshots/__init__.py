"""Dated snapshots of a front, made into places with histories: their shapes and records get dates.

Reads no files and writes none.
"""
