"""What an atlas consists of: immutable forces, places, records, dates, the basemap, faults and limits.

Reads no files and computes nothing over time.
"""
