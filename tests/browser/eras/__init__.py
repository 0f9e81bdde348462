"""Atlases of months and years in a real browser."""
