"""Sentences about a map: title, caption, alt text, provenance, lists, in every language.

Nothing here draws, and nothing here imports layers.
"""
