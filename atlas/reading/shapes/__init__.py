"""GeoJSON: geometry is read, repaired or refused, and derived zones are computed.

No dates and no evidence here.
"""
