"""What lies on ground that nobody drew: the hatch outside the basemap, the screen over estimates.

No days.
"""
