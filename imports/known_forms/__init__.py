"""Tables and files that are recognised by their columns, such as ACLED and UCDP-GED.

Reads no file.
"""
