"""The drawing: a Scene becomes an SVG document.

Imports run map and still → labels → style → geometry → svg.
"""
