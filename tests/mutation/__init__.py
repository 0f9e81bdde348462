"""Mutants: small faults planted in the program, one at a time, to see which the tests find. No tests."""
