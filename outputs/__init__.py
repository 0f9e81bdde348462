"""The outputs of a map: one room per kind of output; `writers.py` chooses one by suffix.

Contains no HTTP.
"""
