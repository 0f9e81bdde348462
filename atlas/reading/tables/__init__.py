"""CSV and TOML: cells become values, and invalid ones become faults.

Nothing here compares one file with another; that is `checks/`.
"""
