"""What is said about a map: title, caption, alt text, provenance, lists, in every language.

Sentences only: nothing here draws, and nothing here imports layers.
"""
