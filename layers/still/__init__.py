"""The picture around the map: layout, legend, locator, scale, lists, and the whole drawing.

Sentences come from `text/`.
"""
