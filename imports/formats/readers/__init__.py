"""One reader for each format: it runs only in the child process.

Contains no limits; the sandbox sets them.
"""
