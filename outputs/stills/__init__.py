"""SVG, PNG, WebP and PDF of one picture.

The drawing itself is made in `layers/still`.
"""
