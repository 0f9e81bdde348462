"""Everything that lives longer than a request: the live atlas, caches, film jobs, snapshots, metrics.

Contains no pages and no drawing.
"""
