"""How a map leaves: one room for each kind of output; `writers.py` finds one by suffix.

Nothing here knows HTTP.
"""
