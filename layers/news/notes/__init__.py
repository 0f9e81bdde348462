"""Notes on a news picture: what they are about, the signs that they point at, and where they find room.

Handles points, boxes and short texts; no layout of the page.
"""
