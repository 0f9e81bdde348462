"""CSV and TOML: cells become values, and rows that do not fit become faults.

Nothing here compares one file with another; that is `checks/`.
"""
