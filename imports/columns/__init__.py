"""Which column is what: guessed from headers and values, and written as mapping.toml.

Reads no foreign file.
"""
