"""Benchmarks of Marchland: one file per measured thing, and the pages of its peers.

Nothing imports this room. Its results go to `docs/benchmarks.md`.
"""
