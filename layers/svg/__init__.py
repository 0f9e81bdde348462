"""SVG as such: the escaping element builder, widths of text, tracks of values.

Contains no atlas and no colours of forces.
"""
