"""Queries, URLs, ETags, limits and stored pages: what every route needs."""
