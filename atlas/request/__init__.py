"""The question: options of a request, read from words, and the atlas narrowed to them.

No HTTP; URLs and the command line both arrive here as plain words.
"""
