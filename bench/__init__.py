"""Benchmarks of Marchland, and their tools."""
