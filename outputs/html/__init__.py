"""Shared by all HTML pages: the environment of their templates, and the brand mark.

No page is laid out here.
"""
