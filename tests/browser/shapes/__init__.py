"""Shapes with dates in a real browser."""
