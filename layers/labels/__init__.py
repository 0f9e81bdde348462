"""Where names are placed: candidates, placement, names of forces and countries.

No text is composed here; names are written as they arrive.
"""
