"""Insets: a part of the map enlarged on foreign ground, with the same frame there and on the part itself."""
