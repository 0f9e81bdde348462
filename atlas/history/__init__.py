"""What is true on a day, what changes, and how versions and accounts differ.

Pure functions of an Atlas; no files, no drawing, no sentences.
"""
