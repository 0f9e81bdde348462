"""The atlas: its data, how they are read and weighed, and what is true on a day.

Contains no drawing, no sentences and nothing of the web.
"""
