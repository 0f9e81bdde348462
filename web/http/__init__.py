"""Queries, URLs, ETags, limits and stored pages, for all routes.

Contains no pages and no maps.
"""
