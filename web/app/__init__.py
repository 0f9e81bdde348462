"""The server put together, and the processes it runs in.

Contains no pages and no drawing.
"""
