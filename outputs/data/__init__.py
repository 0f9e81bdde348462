"""Holdings and corrections as tables, GeoJSON and data frames.

No drawing and no markup.
"""
