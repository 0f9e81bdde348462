"""The atlas: what is known, and what is true on a day.

Knows no drawing, no sentences, no web.
"""
