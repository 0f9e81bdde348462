"""The server put together, and the processes it runs in.

Contains no addresses of its own; those are in `routes/`.
"""
