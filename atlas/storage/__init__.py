"""An atlas as bytes: archives of published versions, and the part of an atlas that a view shows.

No network and no paths; callers decide where the bytes go.
"""
