"""Where names stand: candidates, placement, names of forces and countries.

No text is composed here; names arrive as they are written.
"""
