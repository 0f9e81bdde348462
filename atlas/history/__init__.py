"""Which records hold on a day, what changes, and how versions and accounts differ.

Pure functions of an Atlas. Contains no files, no drawing and no sentences.
"""
