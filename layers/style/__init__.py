"""What a holding looks like: themes, colours, patterns, markers, symbology.

No layout: nothing here decides where something stands.
"""
