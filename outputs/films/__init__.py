"""GIF and MP4: frames day by day, rasterised in parallel.

The frames are drawn in `layers/still`.
"""
