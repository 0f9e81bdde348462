"""Queries, URLs, ETags, limits and stored pages, for all routes."""
