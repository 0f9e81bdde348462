"""The share dialog in a real browser: notes, words and their lines."""
