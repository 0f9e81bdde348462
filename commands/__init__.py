"""The command line: one file per command.

Reads options and reports results; contains no rules about the data. Only app.py imports it.
"""
