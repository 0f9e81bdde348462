"""The vocabulary of an atlas and its immutable nouns: forces, places, records, dates, evidence.

No files are read here and nothing is computed over time.
"""
