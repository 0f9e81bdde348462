"""GIF and MP4: frames day by day or change by change, rasterised in parallel, and their words as WebVTT.

The frames are drawn in `layers/still`.
"""
