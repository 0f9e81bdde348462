"""What outlives a request: the live atlas, caches, film jobs, snapshots, metrics."""
