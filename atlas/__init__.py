"""The atlas: its data, how they are read and weighed, and which records hold on a day.

Contains no drawing, no sentences and nothing of the web.
"""
