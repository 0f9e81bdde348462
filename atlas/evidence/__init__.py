"""How well claims are attested: origins of sources, leanings, speakers, standings, and the days of records.

Reads no files and works out nothing about the map of a day.
"""
