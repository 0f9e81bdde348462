"""The appearance of a holding: themes, colours, patterns, markers, symbology.

No layout: nothing here decides a position.
"""
