"""Dates in words: the ends of uncertain dates, and a day, month or year by the pattern of a language.

Nothing here chooses between phrases; `text.translations` does.
"""
