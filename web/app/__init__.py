"""The server put together, and the process it runs in."""
