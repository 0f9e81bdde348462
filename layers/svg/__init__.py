"""SVG as such: the escaping element builder, widths of text, tracks of values.

Knows no atlas and no colours of forces.
"""
