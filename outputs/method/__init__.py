"""The page that explains the map, from Markdown in `docs/`.

The text itself is in `docs/`, not here.
"""
