"""How well claims are attested: origins of sources, leanings, speakers, standings, and the days of records.

Reads no files and does not compute the map of a day.
"""
