"""Benchmarks of Marchland, and what they need."""
