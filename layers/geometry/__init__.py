"""From degrees to pixels: the viewport, shared edges and connected cells.

No colours and no names.
"""
