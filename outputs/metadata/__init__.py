"""Descriptions inside files and pages, and checks whether the addresses of sources still answer.

No pictures are made here.
"""
